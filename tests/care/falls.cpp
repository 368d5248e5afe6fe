// Expected falls of a month: by hand, and within their bounds over the whole range of the measures' ratios and reach.
#include <array>
#include <random>

#include "models/care/falls.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

/// 0.2 falls a year of able people, 0.4 of others.
Falls falls_of_test() {
  return Falls(Scenario::load("jiangxi-2020").with({{"falls.able_per_year", "0.2"}, {"falls.impaired_ratio", "2"}}));
}

std::size_t measure_of(const std::string& name) {
  for (std::size_t k = 0; k < kMeasures; ++k)
    if (name == kMeasureKinds[k].name) return k;
  FAIL(name);
  return 0;
}

/// A month of a twelfth of a year, and people there all of it.
Volume month_with(std::vector<std::tuple<Place, std::size_t, double>> people) {
  Volume v;
  v.length_days = sim::kDaysPerYear / 12;
  v.days.assign(static_cast<std::size_t>(kPlaces) * kFunctions * kPensions, 0.0);
  for (const auto& [place, function, n] : people)
    v.days[(static_cast<std::size_t>(place) * kFunctions + function) * kPensions] += n * v.length_days;
  return v;
}

}  // namespace

TEST_CASE("falls of a month by hand", "[care][falls]") {
  const Falls falls = falls_of_test();
  std::vector<Measure> measures(kMeasures);
  // At home 600 able and 300 mild; 100 severe in institutions. A year: 120 + 120 + 40 = 280 falls.
  Volume v = month_with({{Place::home, able, 600}, {Place::home, mild, 300}, {Place::nursing, severe, 100}});
  const auto a_year = [&] { return 12 * falls.expected(v, measures); };
  CHECK_THAT(a_year(), Catch::Matchers::WithinRel(280, 1e-12));

  // Meals reach 450 of the 900 at home, able or not: half of 240 falls, a fifth fewer: 24.
  v.reached[measure_of("village_meals")] = 450;
  measures[measure_of("village_meals")].falls = 0.8;
  CHECK_THAT(a_year(), Catch::Matchers::WithinRel(256, 1e-12));

  // Adaptation reaches all 300 impaired at home and halves their falls: 120 * 0.9 * 0.5 = 54 in place of 108.
  v.reached[measure_of("home_adaptation")] = 300;
  measures[measure_of("home_adaptation")].falls = 0.5;
  CHECK_THAT(a_year(), Catch::Matchers::WithinRel(202, 1e-12));

  // Medicine in institutions reaches a quarter of the residents, two fifths fewer: 40 * 0.9 = 36 in place of 40.
  v.reached[measure_of("in_house_medicine")] = 25;
  measures[measure_of("in_house_medicine")].falls = 0.6;
  CHECK_THAT(a_year(), Catch::Matchers::WithinRel(198, 1e-12));

  // What is for everybody multiplies all: half of them, a tenth fewer.
  v.reached[measure_of("chinese_medicine")] = 500;
  measures[measure_of("chinese_medicine")].falls = 0.9;
  CHECK_THAT(a_year(), Catch::Matchers::WithinRel(198 * 0.95, 1e-12));
}

TEST_CASE("a month of nobody has no falls", "[care][falls]") {
  std::vector<Measure> measures(kMeasures);
  Volume v = month_with({});
  v.reached.fill(1);
  for (Measure& each : measures) each.falls = 0.3;
  CHECK(falls_of_test().expected(v, measures) == 0);
}

TEST_CASE("falls lie between none and those without measures while no ratio exceeds 1", "[care][falls]") {
  const Falls falls = falls_of_test();
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit;
  for (int round = 0; round < 1000; ++round) {
    std::vector<std::tuple<Place, std::size_t, double>> people;
    for (int place = 0; place < kPlaces; ++place)
      for (std::size_t f = 0; f < kFunctions; ++f)
        if (unit(random) < 0.5) people.emplace_back(static_cast<Place>(place), f, 1000 * unit(random));
    Volume v = month_with(people);
    std::vector<Measure> measures(kMeasures);
    const double base = falls.expected(v, measures);
    double all = 0;
    for (const auto& [place, function, n] : people) all += n;
    for (std::size_t k = 0; k < kMeasures; ++k) {
      v.reached[k] = all * unit(random);             // up to everybody, whomever it is for
      measures[k].falls = 0.3 + 0.7 * unit(random);  // the levers' range, up to no effect
    }
    const double with = falls.expected(v, measures);
    INFO("round " << round);
    CHECK(with >= 0);
    CHECK(with <= base * (1 + 1e-12));
    // Where every ratio is 1 or more, none is prevented.
    for (Measure& each : measures) each.falls = 1 + 0.5 * unit(random);
    CHECK(falls.expected(v, measures) >= base * (1 - 1e-12));
  }
}
