// People who leave the province: the date against its hazard, what the factor turns, and the way from the start in 2016
// to the census of 2020.
#include "models/care/migration.hpp"

#include <cmath>
#include <map>

#include "models/care/fate.hpp"
#include "models/care/setup.hpp"
#include "models/scenario/table.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

const int census_day = sim::epoch_day(2020, 11, 1);

/// People of 60, 65 and 80 and more by prefecture at the end of a month; "" for the province.
using Counts = std::map<std::string, std::array<double, 3>>;
constexpr std::size_t first_band[] = {0, 1, 4};  // 60, 65 and 80

Counts simulated(const sim::Dataset& d, std::size_t month) {
  const Cells population(d, "population");
  const auto& names = d.dimension("region")->labels;
  Counts out;
  for (std::size_t r = 0; r < names.size(); ++r)
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t band = first_band[k]; band < kAgeBands; ++band) {
        const double n = population.sum({0, 0, 0, r, month, band});
        out[names[r]][k] += n, out[""][k] += n;
      }
  return out;
}

Counts census() {
  const auto table = scenario::Table::load(scenario::Scenario::load("jilin-2016").table_path("population.table"));
  const char* bands[] = {"60_64", "65_69", "70_74", "75_79", "80_84", "85plus"};
  Counts out;
  for (std::size_t r = 0; r < table.rows(); ++r)
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t band = first_band[k]; band < kAgeBands; ++band)
        for (const char* sex : {"male_", "female_"}) {
          const double n = table.number(r, std::string(sex) + bands[band]);
          out[table.text(r, "prefecture")][k] += n, out[""][k] += n;
        }
  return out;
}

double left(const sim::Dataset& d) {
  double out = 0;
  for (const double n : d.variable("left_province")->data) out += n;
  return out;
}

}  // namespace

TEST_CASE("the start of 2016 grows into the census of 2020, prefecture by prefecture", "[care][jilin]") {
  constexpr double scale = 0.5;
  const Counts expected = census();
  CHECK(expected.at("")[0] == 5551165);
  CHECK(expected.size() == 10);
  const auto error = [&](const sim::Dataset& d, const std::string& place, std::size_t k) {
    const std::size_t last = d.dimension("month")->size() - 1;
    return simulated(d, last).at(place)[k] / scale / expected.at(place)[k] - 1;
  };
  const sim::RunOptions run{.seed = 41, .detail = "prefecture"};
  const sim::Dataset d = sim::run({model("jilin-2016", {scale, census_day})}, run);
  for (const auto& [place, people] : expected)
    for (std::size_t k = 0; k < 3; ++k) {
      INFO(place << ", from band " << first_band[k] << ": " << error(d, place, k));
      // Chance: the smallest cell, 12,900 people of 80 and more in Liaoyuan, has a standard deviation of 0.5%.
      CHECK(std::abs(error(d, place, k)) < (place.empty() ? 0.01 : 0.02));
    }
  // Planted: nobody leaves.
  const sim::Dataset all = sim::run({model("jilin-2016", {scale, census_day}, {{"migration.factor", "0"}})}, run);
  CHECK(error(all, "", 0) > 0.03);
}

TEST_CASE("the factor of migration turns departures, and not who is there at the start", "[care][jilin]") {
  const auto run = [](const char* factor) {
    return sim::run({model("jilin-2016", {0.02, sim::epoch_day(2018, 1, 1)}, {{"migration.factor", factor}})},
                    {.seed = 42, .detail = "province"});
  };
  const sim::Dataset none = run("0"), once = run("1"), twice = run("2");
  CHECK(left(none) == 0);
  // About 1% of 4.8 million a year, for two years.
  CHECK(left(once) == Approx(0.02 * 107000).epsilon(0.08));
  CHECK(left(twice) == Approx(2 * left(once)).epsilon(0.08));
  const auto at_start = [](const sim::Dataset& d) {
    return Cells(d, "population").sum({0, 0, 0, 0, 0}) + Cells(d, "deaths").sum({0, 0, 0, 0, 0}) +
           Cells(d, "left_province")({0, 0, 0, 0, 0}) - Cells(d, "turned_60")({0, 0, 0, 0, 0});
  };
  CHECK(at_start(none) == at_start(once));
  CHECK(at_start(once) == at_start(twice));
  // Some of those to come leave before they turn 60.
  CHECK(Cells(once, "turned_60").sum({0, 0, 0, 0}) < Cells(none, "turned_60").sum({0, 0, 0, 0}));
}

TEST_CASE("the people expected, whom beds follow, leave as well", "[care][jilin]") {
  const auto expected = [](const char* factor) {
    const auto scenario = scenario::Scenario::load("jilin-2016").with({{"migration.factor", factor}});
    const Setup setup(scenario, census_day, 1);
    double first = 0, last = 0;
    for (const auto& months : setup.expected) first += months.front(), last += months.back();
    return std::pair{first, last};
  };
  const auto [start, end] = expected("1");
  const auto [start_all, end_all] = expected("0");
  CHECK(start == Approx(start_all).epsilon(0.001));
  CHECK(end == Approx(5551165).epsilon(0.002));  // in the middle of the month before the census
  CHECK(end_all > 1.05 * end);
}

TEST_CASE("nobody leaves Jiangxi unless a scenario says so", "[care][jilin]") {
  const Setup setup(scenario::Scenario::load("jiangxi-2020"), sim::epoch_day(2030, 1, 1), 1);
  CHECK(!setup.migration.happens());
}

TEST_CASE("the date of departure uses up its budget, whatever the birth date and the day of entry", "[care][jilin]") {
  const Setup setup(scenario::Scenario::load("jilin-2016"), sim::epoch_day(2035, 1, 1), 1);
  REQUIRE(setup.migration.happens());
  for (const int sex : {female, male})
    for (const int age : {55, 60, 67, 78, 95}) {
      Person p;
      p.sex = sex & 1;
      p.birth = static_cast<std::uint16_t>(setup.origin - (age + 0.5) * sim::kDaysPerYear);
      const int entered = std::max(0, setup.birthday(p, 60));
      for (const double budget : {0.001, 0.02, 0.08}) {
        const int day = setup.migration.leaving_day(p, entered, budget);
        const double from = 2016 + entered / sim::kDaysPerYear;
        const double until = day == kNoDay ? setup.calendar.days() : day;
        const double used =
            setup.migration.cumulative(sex, setup.age(p, entered), from, (until - entered) / sim::kDaysPerYear);
        INFO("sex " << sex << ", age " << age << ", budget " << budget << ", day " << day << ", used " << used);
        if (day == kNoDay)
          CHECK(used < budget * 1.05 + 1e-4);
        else
          CHECK(used == Approx(budget).epsilon(0.05).margin(1e-4));
      }
      CHECK(setup.migration.leaving_day(p, entered, 1e9) == kNoDay);
    }
}

TEST_CASE("a run starts on the first of a month, at most five years before the census", "[care][jilin]") {
  for (const char* start : {"2015-01-01", "2018-06-01", "2020-11-01"})
    CHECK_NOTHROW(model("jilin-2016", {0.01, std::nullopt}, {{"start", start}}));
  for (const char* start : {"2014-12-01", "2018-06-02", "2020-12-01"})
    CHECK_THROWS_AS(model("jilin-2016", {0.01, std::nullopt}, {{"start", start}}), scenario::ScenarioError);
}
