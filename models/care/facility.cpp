#include "models/care/facility.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/beds.hpp"
#include "models/care/spread.hpp"

namespace yanglao::care {
namespace {

using scenario::Scenario;

double institution_places(const std::array<double, kPools>& places) {
  return places[pool_of(Place::general)] + places[pool_of(Place::nursing)] + places[pool_of(Place::dementia)];
}

}  // namespace

Facilities::Facilities(const Scenario& s, const Population& population, const Expected& expected,
                       const sim::Calendar& calendar, double scale)
    : months_(calendar.months()), changes_(population.counties().size()) {
  const std::size_t counties = population.counties().size(), months = static_cast<std::size_t>(months_);
  standing_.resize(counties * months * kFacilityKinds);
  possible_.resize(counties * kFacilityKinds);
  at_start_.resize(possible_.size());
  built_.resize(counties * months);
  unusable_.resize(counties * months * kPools * kBedLimits);
  kept_up_.assign(counties * months, 1);
  stand(s, population, calendar);
  keep_up(s, expected, calendar);
  open(s, population, calendar, scale);
}

/// From a date on, what stands grows with the people expected.
void Facilities::keep_up(const Scenario& s, const Expected& expected, const sim::Calendar& calendar) {
  if (!s.flag("beds.keep_up")) return;
  int from = 0;
  while (from < months_ && calendar.start() + calendar.month_begin(from) < s.date("beds.keep_up_from")) ++from;
  for (std::size_t c = 0; c < expected.size(); ++c)
    for (std::size_t m = static_cast<std::size_t>(from); m < expected[c].size(); ++m)
      kept_up_[c * static_cast<std::size_t>(months_) + m] =
          expected[c][m] / expected[c][static_cast<std::size_t>(from)];
}

Opened Facilities::opened(int county, int month) const {
  Opened out{};
  for (int k = 0; month > 0 && k < kFacilityKinds; ++k)
    out[static_cast<std::size_t>(k)] =
        standing(county, month - 1, k) - at_start_[static_cast<std::size_t>(county * kFacilityKinds + k)];
  return out;
}

/// The places of each pool, month by month: whole ones, whose sum over counties stays true.
void Facilities::open(const Scenario& s, const Population& population, const sim::Calendar& calendar, double scale) {
  struct Last {
    int places = -1;
    double wanted = 0;
  };
  const int counties = static_cast<int>(population.counties().size());
  std::vector<std::array<Last, kPools>> last(static_cast<std::size_t>(counties));
  std::vector<double> stood(static_cast<std::size_t>(counties));  // institution beds of the month before
  std::vector<Beds> plans;
  for (int c = 0; c < counties; ++c)
    plans.emplace_back(s, c, population.counties()[static_cast<std::size_t>(c)].persons_60plus);
  for (int m = 0; m < months_; ++m) {
    const int day = calendar.month_begin(m);
    std::array<Rounder, kPools> beds;
    for (int c = 0; c < counties; ++c) {
      const Beds& plan = plans[static_cast<std::size_t>(c)];
      const Opened added = opened(c, m);
      const auto places = plan.standing(calendar.start() + day, added);
      const auto wanted = plan.usable(places, calendar.start() + day, added);
      const double factor = scale * kept_up(c, m);
      for (int limit = 0; limit < kBedLimits; ++limit) {
        const auto more = plan.usable(places, calendar.start() + day, added, static_cast<BedLimit>(limit));
        for (std::size_t pool = 0; pool < kPools; ++pool)
          unusable_[(static_cast<std::size_t>(c * months_ + m) * kPools + pool) * kBedLimits +
                    static_cast<std::size_t>(limit)] = (more[pool] - wanted[pool]) * factor;
      }
      double& last_month = stood[static_cast<std::size_t>(c)];
      const double now = institution_places(places) * factor;
      built_[static_cast<std::size_t>(c * months_ + m)] = m == 0 ? 0 : std::max(0.0, now - last_month);
      last_month = now;
      for (int pool = 0; pool < kPools; ++pool) {
        const double exact = wanted[static_cast<std::size_t>(pool)] * factor;
        const int n = beds[static_cast<std::size_t>(pool)].next(exact);
        Last& before = last[static_cast<std::size_t>(c)][static_cast<std::size_t>(pool)];
        // A remainder that wanders between neighbouring counties must not open and close single beds.
        const int more = n - before.places;
        const bool drift = before.places >= 0 && std::abs(more) == 1 && more * (exact - before.wanted) < 0.5;
        if (n == before.places || drift) continue;
        before = {n, exact};
        changes_[static_cast<std::size_t>(c)].push_back({day, pool, n});
      }
    }
  }
}

}  // namespace yanglao::care
