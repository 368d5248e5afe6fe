// Who is there on the first day: health as the solved cohorts say, and places filled as the scenario says.
#include <algorithm>
#include <array>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "models/care/person.hpp"
#include "models/care/setup.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

constexpr double kScale = 0.2;
const int first_day_ends = sim::epoch_day(2020, 11, 2);

/// Level of chi-square that a true model exceeds with probability `error`.
double critical(double freedom, double error) {
  return boost::math::quantile(boost::math::complement(boost::math::chi_squared(freedom), error));
}

/// People by county and function that the strata and the solved prevalence lead to expect, `older` years astray.
std::vector<std::array<double, kFunctions>> expected(const Setup& setup, int older) {
  std::vector<std::array<double, kFunctions>> out;
  for (const CountyPopulation& county : setup.population.counties()) {
    auto& n = out.emplace_back();
    for (const Stratum& s : county.strata) {
      if (s.months < 720) continue;
      const int age = std::clamp(s.months / 12 + older, 60, kOldest);
      for (int state = 0; state < kHealthStates; ++state)
        n[static_cast<std::size_t>(state / 2)] +=
            s.persons * setup.scale * setup.hazards.prevalence(s.sex, s.home, age)[static_cast<std::size_t>(state)];
    }
  }
  return out;
}

double chi_square(const sim::Dataset& d, const std::vector<std::array<double, kFunctions>>& expected) {
  const Cells people(d, "people");
  double out = 0;
  for (std::size_t c = 0; c < expected.size(); ++c)
    for (std::size_t f = 0; f < kFunctions; ++f) {
      double n = 0;
      for (std::size_t s = 0; s < kSettings; ++s) n += people({0, 0, 0, c, 0, s, f});
      out += (n - expected[c][f]) * (n - expected[c][f]) / expected[c][f];
    }
  return out;
}

}  // namespace

TEST_CASE("function at the start is that of the solved cohorts, county by county", "[care][start]") {
  const auto scenario = scenario::Scenario::load("jiangxi-2020");
  const Setup setup(scenario, first_day_ends, kScale);
  const sim::Dataset d = sim::run({build(scenario, {kScale, first_day_ends})}, {.seed = 31});
  // Three free cells a county. The shares differ by age within a cell, which makes the statistic smaller, not larger:
  // a true model fails with probability below 1e-4.
  const double limit = critical(300, 1e-4);
  const double found = chi_square(d, expected(setup, 0));
  INFO("chi-square " << found << ", limit " << limit);
  CHECK(found < limit);
  CHECK(found > critical(300, 1 - 1e-4));  // nor can it be drawn too evenly
  // Planted: looked up at an age one year too high.
  CHECK(chi_square(d, expected(setup, 1)) > limit);
}

TEST_CASE("at the start each kind of place is as full as the scenario says", "[care][start]") {
  const auto scenario = scenario::Scenario::load("jiangxi-2020");
  const sim::Dataset d = sim::run({build(scenario, {0.5, first_day_ends})}, {.seed = 32, .detail = "province"});
  const Cells occupied(d, "occupied"), capacity(d, "capacity");
  const struct {
    Place place;
    const char* key;
  } kinds[] = {{Place::community, "initial.community_occupancy"},
               {Place::general, "initial.general_occupancy"},
               {Place::nursing, "initial.nursing_occupancy"}};
  for (const auto& k : kinds) {
    const std::size_t p = static_cast<std::size_t>(pool_of(k.place));
    const double beds = capacity({0, 0, 0, 0, 0, p}), share = occupied({0, 0, 0, 0, 0, p}) / beds;
    const double wanted = scenario.number(k.key);
    // Four standard deviations of a number of people drawn one by one, and 1% for counties where chance asks for more
    // than there are places.
    INFO(kPoolNames[p] << ": " << share << " of " << beds << ", expected " << wanted);
    CHECK(std::abs(share - wanted) < 4 * std::sqrt(wanted / beds) + 0.01);
  }
}

// Rounded by chance to a place more or less, a county is a third of a place away on average, and a little more for who comes and
// goes on the first day: a true model has this below 0.6 in all but one of 10^6 runs. Drawn one by one, beds of institutions are
// above 1.5 (a Poisson number of people, cut off where the county is full).
TEST_CASE("at the start each county has as many people in care as the scenario says, at any scale", "[care][start]") {
  const auto scenario = scenario::Scenario::load("jiangxi-2020");
  const sim::Dataset d = sim::run({build(scenario, {0.05, first_day_ends})}, {.seed = 33, .detail = "county"});
  const Cells occupied(d, "occupied"), capacity(d, "capacity");
  const std::pair<Place, const char*> kinds[] = {{Place::community, "initial.community_occupancy"},
                                                 {Place::general, "initial.general_occupancy"},
                                                 {Place::nursing, "initial.nursing_occupancy"}};
  for (const auto& [place, key] : kinds) {
    const std::size_t p = static_cast<std::size_t>(pool_of(place)), counties = 100;
    double apart = 0;
    for (std::size_t c = 0; c < counties; ++c)
      apart += std::abs(occupied({0, 0, 0, c, 0, p}) - scenario.number(key) * capacity({0, 0, 0, c, 0, p}));
    INFO(kPoolNames[p] << ": " << apart / counties << " places apart");
    CHECK(apart / counties < 0.6);
  }
}
