// Network scenarios: what is refused, with which line, and what layers and settings do.
#include "models/network/read.hpp"

#include "models/network/model.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using scenario::Scenario;

namespace {

const std::string small =
    "model = \"network\"\nexits = [\"out\"]\n[class.a]\nstarts_at = \"home\"\n[stage.home]\nrates_per_year = { bed = 1 "
    "}\n"
    "[stage.bed]\ncapacity = 2\nservice = { kind = \"exponential\", mean_days = 5 }\nnext = { out = 1 }\n";

std::vector<scenario::Fault> faults_of(const std::string& text) {
  try {
    (void)Scenario::from_toml(text);
  } catch (const scenario::ScenarioError& error) {
    return error.faults();
  }
  return {};
}

std::string with(std::string text, const std::string& old, const std::string& now) {
  return text.replace(text.find(old), old.size(), now);
}

}  // namespace

TEST_CASE("A network is read whole, and its resolved text is the same network") {
  const Scenario s = Scenario::from_toml(small);
  CHECK(s.model() == "network");
  CHECK(Scenario::from_toml(s.resolved()).resolved() == s.resolved());
}

TEST_CASE("An unknown key of a network is refused with line, column and the nearest name") {
  const auto faults = faults_of(with(small, "capacity = 2", "capacty = 2"));
  REQUIRE_FALSE(faults.empty());
  CHECK(faults[0].line == 8);
  CHECK(faults[0].column == 1);
  CHECK(faults[0].key == "stage.bed.capacty");
  CHECK(faults[0].nearest == "capacity");
}

TEST_CASE("Every fault of a network is told in one pass") {
  std::string text = with(small, "next = { out = 1 }", "next = { ou = 1 }");
  text = with(text, "mean_days = 5", "mean_days = -5");
  text = with(text, "exits = [\"out\"]", "exits = [\"out\"]\nregions = 0");
  const auto faults = faults_of(text);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].key == "regions");
  CHECK(faults[1].key == "stage.bed.service.mean_days");
  CHECK(faults[2].key == "stage.bed.next.ou");
  CHECK(faults[2].nearest == "out");
}

TEST_CASE("What cannot be is refused") {
  for (const auto& [old, now] : std::vector<std::pair<std::string, std::string>>{
           {"next = { out = 1 }", "next = { out = 0.9 }"},
           {"capacity = 2", "capacity = 2\nwaiting_room = 3"},
           {"capacity = 2", "capacity = 2\npatience = { kind = \"exponential\", mean_days = 1 }"},
           {"capacity = 2",
            "capacity = 2\ngives_up_to = \"bed\"\npatience = { kind = \"exponential\", mean_days = 1 }"},
           {"capacity = 2", "blocking = \"until_service\""},
           {"capacity = 2", "capacity = 2\nwaiting_room = 0\noverflow_to = \"bed\""},
           {"kind = \"exponential\"", "kind = \"exponental\""},
           {"starts_at = \"home\"", "starts_at = \"out\""},
           {"rates_per_year = { bed = 1 }", "rates_per_year = { bed = 0 }"},
           {"kind = \"exponential\", mean_days = 5",
            "kind = \"phase_type\", start = [1, 0], rates_per_day = [[0, 1, 0], [1, 0, 0]]"},
           {"exits = [\"out\"]", "exits = [\"home\"]"}}) {
    INFO(now);
    CHECK_FALSE(faults_of(with(small, old, now)).empty());
  }
}

TEST_CASE("Settings reach any key of a network, and their faults name their position") {
  const Scenario s = Scenario::from_toml(small).with({{"population", "50"}, {"stage.bed.capacity", "7"}});
  CHECK(network::plan(s, {})->capacity(0, 0, 0) == 7);
  CHECK(network::plan(s, {})->population == 50);
  try {
    (void)s.with({{"population", "60"}, {"stage.bed.capacity", "many"}});
    FAIL("accepted");
  } catch (const scenario::ScenarioError& error) {
    REQUIRE(error.faults().size() == 1);
    CHECK(error.faults()[0].file == "--set");
    CHECK(error.faults()[0].line == 2);
    CHECK(error.faults()[0].column == 20);
  }
}

TEST_CASE("A table in braces replaces the one before, a key within it is changed alone") {
  const Scenario s = Scenario::from_toml(small);
  const auto plan = network::plan(s.with({{"stage.bed.service", "{ kind = \"deterministic\", days = 3 }"}}), {});
  CHECK(plan->network.stages[0].by_class[0].duration->kind == network::Distribution::Kind::deterministic);
  const auto longer = network::plan(s.with({{"stage.bed.service.mean_days", "8"}}), {});
  CHECK(longer->network.stages[0].by_class[0].duration->mean() == 8);
}

TEST_CASE("w1 extends w1b by one key") {
  const Scenario w1 = Scenario::load("w1"), w1b = Scenario::load("w1b");
  CHECK(network::plan(w1b, {})->plain);
  CHECK(network::plan(w1, {})->blocking);
  CHECK(network::plan(w1b, {})->capacity(2, 0, 0) == 2000);
  CHECK(network::plan(w1.with({{"population", "7600000"}, {"regions", "100"}}), {})->capacity(1, 0, 0) == 608);
}
