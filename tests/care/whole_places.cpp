// Whole places from planned fractions: true in sum, near in each county, and still where nothing is planned to change.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "models/care/setup.hpp"
#include "models/care/whole_places.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

int sum(const std::vector<int>& places) { return std::accumulate(places.begin(), places.end(), 0); }

/// Places of a pool in all counties at the end of the run.
int places_at_end(const Scenario& s, double scale, Place place) {
  const Setup setup(s, s.date("end"), scale);
  int all = 0;
  for (int c = 0; c < static_cast<int>(setup.population.counties().size()); ++c) {
    int last = 0;
    for (const CapacityChange& each : setup.facilities.changes(c))
      if (each.pool == pool_of(place)) last = each.places;
    all += last;
  }
  return all;
}

/// Places that a kind of facility adds, against the same scenario with as many as at the start.
int added(const char* scenario, const std::string& kind, const char* at_start, Place place, double scale) {
  const Scenario s = Scenario::load(scenario), without = s.with({{"facility." + kind + ".count", at_start}});
  return places_at_end(s, scale, place) - places_at_end(without, scale, place);
}

}  // namespace

TEST_CASE("places that grow by less than one a county add up to what is planned", "[care][places]") {
  WholePlaces places;
  std::vector<double> plan(40, 0.1);
  CHECK(sum(places.next(plan)) == 4);
  for (int month = 1; month <= 12; ++month) {
    for (std::size_t c = 0; c < 20; ++c) plan[c] += 0.05;
    const std::vector<int> before = places.now(), now = places.next(plan);
    CHECK(sum(now) == 4 + month);
    for (std::size_t c = 0; c < 40; ++c) {
      CHECK(std::abs(now[c] - plan[c]) <= 1);
      CHECK(now[c] >= before[c]);              // no plan fell
      if (c >= 20) CHECK(now[c] == before[c]);  // nor rose here
    }
  }
  for (int month = 1; month <= 12; ++month) {
    for (std::size_t c = 0; c < 20; ++c) plan[c] -= 0.05;
    const std::vector<int> before = places.now(), now = places.next(plan);
    for (std::size_t c = 0; c < 40; ++c) CHECK(now[c] <= before[c]);
  }
  CHECK(sum(places.now()) == 4);
}

TEST_CASE("a plan that moves by many places is followed where it moves", "[care][places]") {
  WholePlaces places;
  places.next({10.5, 3.5, 0});
  CHECK(places.next({20.5, 3.5, 0}) == std::vector<int>{20, 4, 0});
  CHECK(places.next({2.5, 3.5, 0}) == std::vector<int>{2, 4, 0});
}

TEST_CASE("facilities add their beds at any scale as they are billed", "[care][places]") {
  const auto in_proportion = [](const char* scenario, const std::string& kind, const char* at_start, Place place) {
    const int full = added(scenario, kind, at_start, place, 1);
    for (const double scale : {0.02, 0.05}) {
      INFO(kind << " at " << scale);
      // Both ends of the difference are whole numbers.
      CHECK(std::abs(added(scenario, kind, at_start, place, scale) - scale * full) <= std::max(1.0, 0.15 * scale * full));
      CHECK(scale * full > 2);
    }
  };
  in_proportion("jilin-2020", "in_house_hospice", "0", Place::hospice);
  in_proportion("jiangxi-2025", "disabled_centre", "5", Place::nursing);
}

TEST_CASE("each prefecture has the places planned in it, to one, and all together those of the province", "[care][places]") {
  const Scenario s = Scenario::load("jiangxi-2025");
  const auto counties = s.places();
  for (const double each : {0.02, 0.3, 1.7}) {
    for (int pool = 0; pool < kPools; ++pool) {
      ProvincePlaces places(counties, pool);
      std::vector<double> plan(counties.size(), each);
      const std::vector<int> before = places.next(plan);
      std::map<std::string, double> missing;
      for (std::size_t c = 0; c < counties.size(); ++c) missing[counties[c].prefecture] += plan[c] - before[c];
      for (const auto& [name, by] : missing) CHECK(std::abs(by) < 1);
      // Eleven prefectures, each rounded at its own point: a third of what they could miss together.
      CHECK(std::abs(sum(before) - each * static_cast<double>(counties.size())) < 4);
      for (std::size_t c = 0; c < counties.size(); ++c) plan[c] += counties[c].prefecture == "Ganzhou" ? 0.37 : 0;
      const std::vector<int> after = places.next(plan);
      for (std::size_t c = 0; c < counties.size(); ++c)
        if (counties[c].prefecture != "Ganzhou") CHECK(after[c] == before[c]);
    }
  }
}
