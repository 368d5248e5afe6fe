// Keys that are set and change nothing are told by `yanglao check`, each in one line.
#include "models/network/advice.hpp"

#include "tests/catch.hpp"

using namespace yanglao;

namespace {

const std::string head =
    "model = \"network\"\nstart = 2001-01-01\nend = 2002-01-01\nexits = [\"out\"]\n[class.a]\n[class.b]\n"
    "[stage.bed]\nservice = { kind = \"deterministic\", days = 1 }\nnext = { out = 1 }\n";

std::vector<std::string> notes(const std::string& text) { return network::advice(scenario::Scenario::from_toml(text)); }

/// One note, of `key` and for a reason with `why`.
void one(const std::string& rest, const std::string& key, const std::string& why) {
  const std::vector<std::string> all = notes(head + rest);
  INFO(rest);
  REQUIRE(all.size() == 1);
  CHECK(all[0].starts_with("stage.bed." + key + " is "));
  CHECK(all[0].find(why) != std::string::npos);
}
void none(const std::string& rest) {
  INFO(rest);
  CHECK(notes(head + rest).empty());
}

}  // namespace

TEST_CASE("A priority where the line does not look at it is told") {
  one("capacity = 1\nclass.a.priority = 1\n", "class.a.priority", "fifo");
  one("capacity = 1\npriority = 1\ndiscipline = \"lifo\"\n", "priority", "lifo");
  none("capacity = 1\ndiscipline = \"priority\"\nclass.a.priority = 1\n");
  none("capacity = 1\ndiscipline = \"preemptive\"\nclass.a.priority = 1\n");
  none("capacity = 1\nclass.a.priority = 1\nwhen_cut = { policy = \"send_home\", to = \"home\" }\n[stage.home]\n"
       "rates_per_day = { out = 1 }\n");
}

TEST_CASE("A way for those who give up where nobody does is told") {
  const std::string patience = "patience = { kind = \"deterministic\", days = 1 }\n";
  one("capacity = 1\ngives_up_to = \"out\"\n", "gives_up_to", "patience");
  one("capacity = 1\n[stage.bed.class.a]\n" + patience + "gives_up_to = \"out\"\n[stage.bed.class.b]\ngives_up_to = "
      "\"out\"\n", "class.b.gives_up_to", "patience");
  none("capacity = 1\ngives_up_to = \"out\"\n" + patience);
  none("capacity = 1\ngives_up_to = \"out\"\n[stage.bed.class.a]\n" + patience);
  none("capacity = 1\ngives_up_to = \"out\"\n" + patience + "[stage.bed.class.a]\ngives_up_to = \"out\"\n");
}

TEST_CASE("A way for those without room where there always is some is told") {
  one("capacity = 1\noverflow_to = \"out\"\n", "overflow_to", "waiting_room or balking");
  none("capacity = 1\noverflow_to = \"out\"\nwaiting_room = 3\n");
  none("capacity = 1\noverflow_to = \"out\"\nbalking = [{ queue = 3, probability = 0.5 }]\n");
}

TEST_CASE("Places by the people at the start are told where there are none") {
  one("capacity_per_1000 = 9\n", "capacity_per_1000", "there are none");
  none("capacity_per_1000 = 9\nclass.a.waiting_at_start = 1\n");
}

TEST_CASE("Of the networks that ship nothing is told") {
  for (const char* name : {"w1", "w1b", "w1b-mail"}) CHECK(network::advice(scenario::Scenario::load(name)).empty());
}
