// Numbers beyond all use are refused with their place and the range, before they fill memory; so is what does not fit.
#include "models/network/limits.hpp"

#include <array>

#include "models/network/model.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using scenario::Fault;
using scenario::Scenario;

namespace {

const std::string ward =
    "model = \"network\"\nstart = 2001-01-01\nend = 2001-06-01\npopulation = 100\nexits = [\"out\"]\n"
    "[class.a]\nshare = 1\nstarts_at = \"home\"\n[class.b]\n"
    "[arrival.n]\nclass = \"a\"\nto = \"home\"\nrate_per_day = 1\n"
    "[stage.home]\nrates_per_year = { bed = 10 }\n"
    "[stage.bed]\ncapacity = 5\nservice = { kind = \"exponential\", mean_days = 5 }\nnext = { out = 1 }\n";

template <typename Action>
std::vector<Fault> faults_of(Action action) {
  try {
    action();
  } catch (const scenario::ScenarioError& error) {
    return error.faults();
  }
  return {};
}
std::vector<Fault> planned(const std::string& text, double scale = 1) {
  return faults_of([&] { (void)network::plan(Scenario::from_toml(text), {scale, {}}); });
}
std::string with(std::string text, const std::string& old, const std::string& now) {
  REQUIRE(text.find(old) != std::string::npos);
  return text.replace(text.find(old), old.size(), now);
}
std::string list_of(int n, const char* what) {
  std::string out;
  for (int i = 0; i < n; ++i) out += std::string(i == 0 ? "" : ", ") + what;
  return '[' + out + ']';
}

}  // namespace

TEST_CASE("Numbers beyond all use are refused where they stand, with the range") {
  struct Case {
    std::string old, now, key, range;
  };
  const std::string rate = "rate_per_day = 1\n", exponential = "kind = \"exponential\", mean_days = 5";
  for (const Case& c : std::vector<Case>{
           {rate, rate + "batch_size = 1000000000000\n", "arrival.n.batch_size", "from 1 to 10000"},
           {rate, rate + "batch_probabilities = " + list_of(10001, "0") + "\n", "arrival.n.batch_probabilities",
            "1 to 10000 numbers"},
           {rate, "rate_per_day = 1e12\n", "arrival.n.rate_per_day", "from 0 to 1000000000"},
           {rate, "rate_per_day = 1e9\n", "arrival.n.rate_per_day", "at most about 13200000 a day"},
           {rate, "between = { kind = \"empirical\", days = [0, 1], weights = [1, 1e-300] }\n", "arrival.n.between",
            "a day in all"},
           {rate, rate + "[arrival.m]\nclass = \"a\"\nto = \"home\"\nrate_per_day = 2000\nbatch_size = 10000\n",
            "arrival.m.rate_per_day", "at most about 1320 a day"},
           {"population = 100", "population = 1000000000000000", "population", "from 0 to 4000000000"},
           {"population = 100", "population = 4000000000", "population", "at most 2000000000"},
           {"population = 100", "population = 100\nregions = 1000000000", "regions", "from 1 to 100000"},
           {"capacity = 5", "capacity = 1e18", "stage.bed.capacity", "from 0 to 2000000000"},
           {"capacity = 5", "capacity = nan", "stage.bed.capacity", "from 0 to 2000000000"},
           {"capacity = 5", "capacity = inf", "stage.bed.capacity", "from 0 to 2000000000"},
           {"capacity = 5", "capacity = []", "stage.bed.capacity", "from 0 to 2000000000"},
           {"capacity = 5", "capacity = 5\nat_start = 1e30", "stage.bed.at_start", "from 0 to 4000000000"},
           {"capacity = 5", "capacity = 5\ncost_cny_per_day = 1e300", "stage.bed.cost_cny_per_day", "from 0 to"},
           {"capacity = 5", "capacity = 5\nbalking = []", "stage.bed.balking", "a list of"},
           {"capacity = 5", "capacity = 5\nwhen_cut = {}", "stage.bed.when_cut", "send_home"},
           {exponential, "kind = \"erlang\", mean_days = 5, stages = 1000000000", "stage.bed.service.stages",
            "from 1 to 1000"},
           {exponential, "kind = \"phase_type\", start = " + list_of(101, "0") + ", rates_per_day = []",
            "stage.bed.service.start", "1 to 100 numbers"},
           {"next = { out = 1 }", "next = {}", "stage.bed.next", "sum to 1"},
           {"next = { out = 1 }", "next = { out = -1 }", "stage.bed.next.out", "from 0 to 1"},
           {"{ bed = 10 }", "{ bed = -10 }", "stage.home.rates_per_year.bed", "from 0 to"}}) {
    INFO(c.now.substr(0, 100));
    const auto faults = planned(with(ward, c.old, c.now));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].key == c.key);
    CHECK(faults[0].line > 1);
    CHECK(faults[0].expected.find(c.range) != std::string::npos);
  }
  const auto added = planned(ward + "[stage.bed.class.b]\nwaiting_at_start = 4e9\n");
  REQUIRE(added.size() == 1);
  CHECK(added[0].key == "stage.bed.class.b.waiting_at_start");
  CHECK(planned(with(ward, "population = 100", "population = 5000000\nregions = 2"), 1000).size() == 1);
  CHECK(planned(with(ward, rate, "rate_per_day = 1e6\n"), 1000).size() == 1);
}

TEST_CASE("Somebody may go on to the stage they come from") {
  CHECK(planned(with(ward, "next = { out = 1 }", "next = { bed = 1 }")).empty());
}

TEST_CASE("People who do not fit in the memory of the machine are refused before the run, and when they come") {
  constexpr double memory = 40 * 0x1p30;
  const auto many = Scenario::from_toml(with(ward, "population = 100", "population = 4000000000\nregions = 2"));
  const auto plan = network::plan(many, {});
  const auto faults = faults_of([&] { network::refuse_what_does_not_fit(many, *plan, memory); });
  REQUIRE(faults.size() == 1);
  CHECK((faults[0].key == "population" && faults[0].line == 4));
  network::refuse_what_does_not_fit(many, *plan, 3 * memory);
  network::refuse_growth(*plan, 0, 100, memory);
  const auto growth = faults_of([&] { network::refuse_growth(*plan, 0, 1000000000, memory); });
  REQUIRE(growth.size() == 1);
  CHECK((growth[0].key == "arrival.n" && growth[0].line == 11));
}

TEST_CASE("A setting of a section that the scenario does not have names the nearest one") {
  for (const auto& [key, value, section, nearest] : std::vector<std::array<std::string, 4>>{
           {"stage.bde.capacity", "3", "stage.bde", "bed"},
           {"class.aa.share", "0.5", "class.aa", "a"},
           {"arrival.nn.rate_per_day", "2", "arrival.nn", "n"}}) {
    INFO(key);
    const auto faults = faults_of([&] { (void)Scenario::from_toml(ward).with({{"population", "7"}, {key, value}}); });
    REQUIRE(faults.size() == 1);
    CHECK((faults[0].file == "--set" && faults[0].line == 2 && faults[0].key == section));
    CHECK(faults[0].nearest == nearest);
    CHECK(faults[0].expected.find(nearest) != std::string::npos);
  }
  // Set whole, it is a new one.
  CHECK(faults_of([] {
          (void)Scenario::from_toml(ward).with({{"stage.more", "{ rates_per_year = { out = 1 } }"}});
        }).empty());
}

TEST_CASE("An end that cannot be is told where it was given") {
  const auto faults = faults_of([] { (void)network::plan(Scenario::from_toml(ward), {1, 0}); });
  REQUIRE(faults.size() == 1);
  CHECK((faults[0].file == "--until" && faults[0].key == "end" && faults[0].given == "1970-01-01"));
}

TEST_CASE("Faults of a file that lacks whole sections name the file") {
  const auto faults = faults_of([] { (void)Scenario::from_toml("model = \"network\"\n"); });
  REQUIRE(faults.size() == 2);
  for (const Fault& fault : faults) CHECK((fault.file == "<text>" && fault.line == 1));
}
