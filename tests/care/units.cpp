// Streets, townships and villages by county: counts of prefectures that were read, and facilities in them.
#include "models/care/units.hpp"

#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <sstream>

#include "models/care/advice.hpp"
#include "models/care/planned.hpp"
#include "models/care/spread.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/folder.hpp"
#include "models/scenario/table.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"
#include "tests/scenario/support.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

std::map<std::string, int> by_prefecture(const Scenario& s, const std::vector<int>& counts) {
  std::map<std::string, int> out;
  for (std::size_t c = 0; c < counts.size(); ++c) out[s.places()[c].prefecture] += counts[c];
  return out;
}

/// Why a scenario is refused; "" if it is not.
std::string refusal(const Scenario& s) {
  try {
    check(s);
  } catch (const scenario::ScenarioError& error) {
    return error.what();
  }
  return "";
}
std::string refusal(const char* name, const Settings& settings) { return refusal(Scenario::load(name).with(settings)); }

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

std::size_t told(const Scenario& s, const std::string& words) {
  std::size_t n = 0;
  for (const std::string& each : advice(s)) n += holds(each, words);
  return n;
}

/// Of a kind, in the last month of the scenario: what stands in each county, and what could.
struct Last {
  std::vector<int> standing, possible;
  Last(const Scenario& s, int kind) {
    const Planned plan(s);
    for (int c = 0; c < static_cast<int>(s.places().size()); ++c) {
      standing.push_back(plan.facilities.standing(c, plan.calendar.months() - 1, kind));
      possible.push_back(plan.facilities.possible(c, kind));
    }
  }
  [[nodiscard]] int all() const { return std::accumulate(standing.begin(), standing.end(), 0); }
};

}  // namespace

TEST_CASE("whole numbers by largest remainders", "[care][units]") {
  CHECK(largest_remainders({1.4, 2.35, 0.25}, 4) == std::vector<int>{2, 2, 0});
  CHECK(largest_remainders({0.5, 0.5, 0.5, 0.5}, 2) == std::vector<int>{1, 1, 0, 0});
  CHECK(largest_remainders({3, 2, 0}, 5) == std::vector<int>{3, 2, 0});
}

TEST_CASE("the parts of counties sum to the counts read for each prefecture", "[care][units]") {
  for (const std::string province : {"jiangxi", "jilin"}) {
    const Scenario s = Scenario::load(province == "jilin" ? "jilin-2016" : "jiangxi-2020");
    const auto data = scenario::folder() + "/data/";
    const auto read = scenario::Table::load(data + "prefectures-" + province + "-2020.csv");
    const auto keys = scenario::Table::load(s.table_path("population.units_table"));
    const Units units(s, Planned(s).population);
    const auto streets = by_prefecture(s, units.of("street")), townships = by_prefecture(s, units.of("township")),
               villages = by_prefecture(s, units.of("village")), both = by_prefecture(s, units.of("street and township"));
    REQUIRE(streets.size() == read.rows());
    for (std::size_t r = 0; r < read.rows(); ++r) {
      const std::string name = read.text(r, "prefecture");
      INFO(name);
      const auto towns = read.integer(r, "towns") + read.integer(r, "townships");
      CHECK(streets.at(name) == read.integer(r, "streets"));
      CHECK(townships.at(name) == towns);
      CHECK(villages.at(name) == read.integer(r, "villages"));
      CHECK(both.at(name) == towns + read.integer(r, "streets"));
    }
    // Each within one of its estimate: the rows of both tables are in the same order.
    const std::vector<int> whole[] = {units.of("street"), units.of("township"), units.of("village")};
    const char* const columns[] = {"streets_estimated", "towns_and_townships_estimated", "villages_estimated"};
    for (std::size_t c = 0; c < s.places().size(); ++c) {
      REQUIRE(keys.text(c, "county_code") == s.places()[c].code);
      for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(whole[i][c] - keys.number(c, columns[i])) < 1);
    }
  }
}

TEST_CASE("a county seat counts beside streets where it is a town", "[care][units]") {
  const Scenario s = Scenario::load("jiangxi-2020");
  const Units units(s, Planned(s).population);
  const std::vector<int> streets = units.of("street"), with_seats = units.of("street and seat town");
  int counties = 0, districts = 0;
  for (std::size_t c = 0; c < streets.size(); ++c) {
    const int seat = with_seats[c] - streets[c];
    // Districts have the codes 01 to 20 in their prefecture, counties and cities those above.
    (std::stoi(s.places()[c].code.substr(4)) <= 20 ? districts : counties) += seat;
    CHECK(with_seats[c] > 0);  // a county without a street has its seat
    INFO(s.places()[c].name);
    if (s.places()[c].name == "西湖区") CHECK(seat == 0);  // streets alone
  }
  CHECK(counties == 73);  // 61 counties and 12 cities
  // 188 streets and these are what the province reports as 278; what the table makes more is told by `check`.
  CHECK(counties + districts == 91);
}

TEST_CASE("facilities stand where the places are", "[care][units]") {
  const Scenario s = Scenario::load("jiangxi-2025");
  const Units units(s, Planned(s).population);
  const Last homes(s, township_home), villages(s, village_mutual_aid), centres(s, street_centre);
  CHECK(homes.possible == units.of("township"));
  CHECK(homes.standing == homes.possible);  // all 1,392 are planned
  CHECK(by_prefecture(s, homes.standing).at("Nanchang") == 76);
  CHECK(villages.possible == units.of("village"));
  CHECK(villages.all() == 14500);
  for (std::size_t c = 0; c < villages.standing.size(); ++c) {
    INFO(s.places()[c].name);
    // 14,500 of 16,950 villages: as many of those of each county.
    CHECK(std::abs(villages.standing[c] - villages.possible[c] * 14500.0 / 16950) <= 1);
  }
  // One fewer than streets and seat towns: the county with most has one fewer than it could.
  const std::vector<int> all = units.of("street and seat town");
  std::vector<int> missing;
  for (std::size_t c = 0; c < all.size(); ++c)
    if (centres.possible[c] != all[c]) missing.push_back(all[c] - centres.possible[c]);
  CHECK(missing == std::vector<int>{1});
  CHECK(centres.standing == centres.possible);

  // By people a county may have several in a village, and none where there is no village.
  const Scenario people = s.with({{"facility.village_mutual_aid.spread", "by people"}});
  const Last spread(people, village_mutual_aid);
  CHECK(spread.all() == 14500);
  int without = 0, beyond = 0;
  for (std::size_t c = 0; c < spread.standing.size(); ++c) {
    without += spread.possible[c] == 0;
    beyond += spread.standing[c] > spread.possible[c];
    if (spread.possible[c] == 0) CHECK(spread.standing[c] == 0);
  }
  CHECK(without >= 2);  // 西湖区, 青云谱区
  CHECK(beyond > 0);
}

TEST_CASE("counts at a place, and its steps, stop at its own places", "[care][units]") {
  CHECK(holds(refusal("jiangxi-2025", {{"facility.village_mutual_aid.count@Nanchang", "1162"}}), "at most 1161"));
  CHECK(refusal("jiangxi-2025", {{"facility.village_mutual_aid.count@Nanchang", "1161"}}).empty());
  CHECK(holds(refusal("jiangxi-2025", {{"facility.village_mutual_aid.count@西湖区", "1"}}), "it has no village"));
  CHECK(holds(refusal("jiangxi-2025",
                      {{"facility.village_mutual_aid.count@西湖区", "1"}, {"facility.village_mutual_aid.places", "0"}}),
              "it has no village"));

  const Scenario s = Scenario::load("jiangxi-2025").with({{"policy.step.j8@Ganzhou", "2"}});
  const Last last(s, village_mutual_aid);
  CHECK(by_prefecture(s, last.standing).at("Ganzhou") == 3462);  // 2,148 and 2 x 817 would be more
  CHECK(told(s, "J8: with the step of their own facility.village_mutual_aid.count would put") == 1);
  CHECK(told(Scenario::load("jiangxi-2025").with({{"policy.step.j8@Ganzhou", "1.5"}}), "of their own") == 0);
  // A count of its own and a step of the province.
  const char* plan = "[{date = 2020-11-01, value = 500}, {date = 2025-12-01, value = 1100}]";
  const Scenario own = Scenario::load("jiangxi-2025").with({{"facility.village_mutual_aid.count@Nanchang", plan}});
  CHECK(told(own, "count@Nanchang would reach") == 0);
  CHECK(told(own.with({{"policy.step.j8", "1.2"}}), "count@Nanchang would reach 1220; there are 1161 places") == 1);
}

TEST_CASE("more places than the table has are refused, fewer are told", "[care][units]") {
  CHECK(holds(refusal("jiangxi-2025", {{"facility.township_home.places", "1393"}}), "at most 1392, one in each township"));
  CHECK(holds(refusal("jiangxi-2025", {{"facility.street_centre.places", "280"}}), "at most 279"));
  CHECK(holds(refusal("jilin-2016", {{"facility.street_centre.one_in", "street"}}), "at most 364"));
  CHECK(refusal("jilin-2016", {}).empty());  // 978 streets and townships

  const Scenario s = Scenario::load("jiangxi-2025");
  const std::string words = "J2: facility.street_centre.places is 278; one in each street and seat town";
  CHECK(told(s, words) == 1);
  CHECK(told(s, ".places is") == 1);
  CHECK(told(s.with({{"facility.street_centre.places", "279"}}), words) == 0);
}

TEST_CASE("faults of a table of units are told by row and column", "[care][units]") {
  const Scenario s = Scenario::load("jiangxi-2020");
  std::ifstream file(s.table_path("population.units_table"));
  std::stringstream whole;
  whole << file.rdbuf();
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = whole.str();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    scenario::ScratchFolder scratch;
    return refusal(s.with({{"population.units_table", scratch.write("units.csv", text)}}));
  };
  CHECK(refused("360103,", "360103,").empty());
  CHECK(holds(refused("\n360103,", "\n360199,"), "no row of 360103 (西湖区)"));
  CHECK(holds(refused("\n360103,", "\n360102,"), "each county once"));
  CHECK(holds(refused(",1.29,3.18,", ",1.29,-3.18,"), "streets_estimated"));
  CHECK(holds(refused(",1.29,3.18,", ",1.29,,"), "streets_estimated"));
}
