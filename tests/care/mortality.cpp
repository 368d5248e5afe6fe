// mortality.level, the province's death rates over those of the life table: wherever somebody may die of them.
#include <cmath>

#include "models/care/setup.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

constexpr double kLevel = 1.2;

Setup setup(const char* name, const char* level) {
  const Scenario s = Scenario::load(name).with({{"mortality.level", level}});
  return {s, s.date("end"), 0.05};
}

LifeTable table() {
  return {Scenario::load("jiangxi-2020").table_path("population.mortality_table"), 1};
}

}  // namespace

TEST_CASE("the level of mortality multiplies rates and what is summed of them", "[care][mortality]") {
  const std::string path = Scenario::load("jiangxi-2020").table_path("population.mortality_table");
  const LifeTable one(path, 1), more(path, kLevel);
  for (const int sex : {0, 1})
    for (const double age : {45.0, 63.2, 80.0, 104.0}) {
      CHECK(more.rate(sex, age, 2021.3) == Approx(kLevel * one.rate(sex, age, 2021.3)).epsilon(1e-12));
      CHECK(more.cumulative(sex, age, 2021, 3) == Approx(kLevel * one.cumulative(sex, age, 2021, 3)).epsilon(1e-12));
    }
}

TEST_CASE("the level of mortality reaches the onset of dying and those who turn 60", "[care][mortality]") {
  const Setup one = setup("jiangxi-2020", "1"), more = setup("jiangxi-2020", "1.2");
  for (unsigned body = 0; body < kBodies; ++body)
    for (const int age : {61, 75, 90}) {
      const Person p = person_of(one, body, age);
      INFO("age " << age << ", body " << body);
      // In the first year; later the frailest have died sooner, and the others are healthier.
      const double ratio = more.hazards.row(p)[0].terminal / one.hazards.row(p)[0].terminal;
      CHECK(ratio > 1.18);
      CHECK(ratio < 1.27);
    }
  for (const int sex : {0, 1})
    for (const int months : {kYoungestAtStart * 12, 600, 700})
      CHECK(more.hazard_to_60(sex, months) == Approx(kLevel * one.hazard_to_60(sex, months)).epsilon(1e-12));
}

TEST_CASE("the level of mortality reaches the people whom beds keep up with", "[care][mortality]") {
  const Setup more = setup("jiangxi-2020", "1.2");
  const LifeTable life = table();
  const double start = 1970 + more.calendar.start() / sim::kDaysPerYear;
  const int last = more.calendar.months() - 1;
  const double span = 0.5 * (more.calendar.month_begin(last) + more.calendar.month_end(last)) / sim::kDaysPerYear;
  double expected = 0, other = 0, found = 0;
  for (std::size_t c = 0; c < more.population.counties().size(); ++c) {
    found += more.expected[c][static_cast<std::size_t>(last)];
    for (const Stratum& s : more.population.counties()[c].strata) {
      const double age = (s.months + 0.5) / 12;
      if (age + span < 60) continue;
      const double lost = life.cumulative(s.sex, age, start, span);
      expected += s.persons * std::exp(-kLevel * lost);
      other += s.persons * std::exp(-lost);
    }
  }
  CHECK(found == Approx(expected).epsilon(0.001));
  CHECK_FALSE(found == Approx(other).epsilon(0.01));  // the life table as it is
}

TEST_CASE("the level of mortality takes the census back to a start before it", "[care][mortality]") {
  const Setup one = setup("jilin-2016", "1"), more = setup("jilin-2016", "1.2");
  const LifeTable life = table();
  const int back = months_to_census(one.calendar.start(), 2020);
  REQUIRE(back == 58);
  const auto &a = one.population.counties()[0].strata, &b = more.population.counties()[0].strata;
  REQUIRE(a.size() == b.size());
  int seen = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    // From 95 on the split of the open band leans on the death rate as well.
    if (a[i].persons <= 0 || a[i].months > 80 * 12) continue;
    double lost = 0;
    for (int k = 0; k < back; ++k)
      lost += life.rate(a[i].sex, (a[i].months + back - k) / 12.0, 2020 + 10.0 / 12 - (k + 0.5) / 12) / 12;
    CHECK(b[i].persons / a[i].persons == Approx(std::exp((kLevel - 1) * lost)).epsilon(1e-9));
    ++seen;
  }
  CHECK(seen > 900);
}
