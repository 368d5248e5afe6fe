// Network scenarios: what is refused, with which line, and what layers and settings do.
#include "models/network/read.hpp"

#include <algorithm>

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

namespace {

const std::string grouped =
    "model = \"network\"\nregions = 6\nregions_per_group = 3\nexits = [\"out\"]\n[class.a]\nstarts_at = \"home\"\n"
    "[elsewhere.bed_there]\nto = \"bed\"\nregion = \"next\"\nnotice_days = 2.5\n"
    "[stage.home]\nrates_per_year = { bed = 1, bed_there = 0.5 }\n"
    "[stage.bed]\ncapacity = 2\nservice = { kind = \"exponential\", mean_days = 5 }\nnext = { out = 1 }\n";

}  // namespace

TEST_CASE("A way elsewhere leads to the next region of the group, or to its first") {
  const auto plan = network::plan(Scenario::from_toml(grouped), {});
  REQUIRE(plan->travel);
  const network::Elsewhere& way = plan->network.elsewhere[0];
  CHECK(way.notice_days == 2.5);
  CHECK((plan->region_of(way, 0) == 1 && plan->region_of(way, 2) == 0 && plan->region_of(way, 5) == 3));
  const auto seat = network::plan(Scenario::from_toml(with(grouped, "\"next\"", "\"seat\"")), {});
  CHECK((seat->region_of(seat->network.elsewhere[0], 2) == 0 && seat->region_of(seat->network.elsewhere[0], 4) == 3));
}

TEST_CASE("In groups of one region a way elsewhere is a way to its stage") {
  const auto plan = network::plan(Scenario::from_toml(grouped).with({{"regions_per_group", "1"}}), {});
  CHECK((!plan->travel && plan->plain && plan->targets == 3));
  const auto& ways = plan->network.stages[1].by_class[0].next;
  REQUIRE(ways.size() == 1);
  CHECK((ways[0].target == 0 && ways[0].probability == 1.5));
}

TEST_CASE("Faults of ways elsewhere are told with line, column and the nearest name") {
  struct Case {
    std::string old, now, key;
    int line, column;
    std::string nearest;
  };
  for (const Case& c : std::vector<Case>{
           {"region = \"next\"", "region = \"nxt\"", "elsewhere.bed_there.region", 9, 10, "next"},
           {"to = \"bed\"", "to = \"bad\"", "elsewhere.bed_there.to", 8, 6, "bed"},
           {"to = \"bed\"\n", "\n", "elsewhere.bed_there", 7, 1, ""},
           {"to = \"bed\"", "to = \"out\"", "elsewhere.bed_there.to", 8, 6, ""},
           {"region = \"next\"\n", "\n", "elsewhere.bed_there", 7, 1, ""},
           {"notice_days = 2.5", "notice_days = 0.5", "elsewhere.bed_there.notice_days", 10, 15, ""},
           {"notice_days", "notice_day", "elsewhere.bed_there.notice_day", 10, 1, "notice_days"},
           {"bed_there = 0.5", "bed_ther = 0.5", "stage.home.rates_per_year.bed_ther", 12, 40, "bed_there"},
           {"bed_there = 0.5", "bed_there = -1", "stage.home.rates_per_year.bed_there", 12, 41, ""},
           {"next = { out = 1 }", "next = { bed_there = 1.2 }", "stage.bed.next.bed_there", 16, 22, ""},
           {"[elsewhere.bed_there]", "[elsewhere.bed]", "elsewhere.bed", 7, 1, ""},
           {"regions_per_group = 3", "regions_per_group = 0", "regions_per_group", 3, 21, ""}}) {
    INFO(c.now);
    const auto faults = faults_of(with(grouped, c.old, c.now));
    REQUIRE_FALSE(faults.empty());
    const auto named = [&](const scenario::Fault& f) { return f.key == c.key; };
    const auto found = std::find_if(faults.begin(), faults.end(), named);
    REQUIRE(found != faults.end());
    CHECK((found->line == c.line && found->column == c.column));
    if (!c.nearest.empty()) CHECK(found->nearest == c.nearest);
  }
}

TEST_CASE("Groups must fill the regions, and overflow must not go round in a circle within one region") {
  const auto planned = [](const std::string& text) { return network::plan(Scenario::from_toml(text), {}); };
  CHECK_THROWS_AS(planned(with(grouped, "regions_per_group = 3", "regions_per_group = 4")), scenario::ScenarioError);
  const std::string over = with(grouped, "capacity = 2", "capacity = 2\nwaiting_room = 0\noverflow_to = \"bed_there\"");
  CHECK(planned(over)->travel);
  CHECK_THROWS_AS(planned(with(over, "regions_per_group = 3", "regions_per_group = 1")), scenario::ScenarioError);
  CHECK_FALSE(faults_of(with(over, "\"next\"", "\"seat\"")).empty());
}
