#include "models/care/facility.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/care/beds.hpp"
#include "models/care/policy.hpp"

namespace yanglao::care {
namespace {

using scenario::Scenario;

/// Turns fractional amounts over counties into whole ones whose running sum stays within one of the true sum.
class Rounder {
 public:
  int next(double amount) {
    sum_ += amount;
    const double whole = std::floor(sum_ + 1e-9);
    const int out = static_cast<int>(whole - given_);
    given_ = whole;
    return out;
  }

 private:
  double sum_ = 0, given_ = 0;
};

double institution_places(const std::array<double, kPools>& places) {
  return places[pool_of(Place::general)] + places[pool_of(Place::nursing)] + places[pool_of(Place::dementia)];
}

/// Opens facilities one by one where most of them are missing, so that none closes while their number grows.
class Opening {
 public:
  Opening(std::vector<double> share, std::vector<int> most)
      : share_(std::move(share)), most_(std::move(most)), standing_(share_.size()) {}
  void reach(int total) {
    for (; all_ < total && change(+1); ++all_) {
    }
    for (; all_ > total && change(-1); --all_) {
    }
  }
  [[nodiscard]] const std::vector<int>& standing() const { return standing_; }

 private:
  /// Where the gap to the county's share of one more (or one less) is widest; false when there is no room left.
  bool change(int by) {
    std::size_t best = share_.size();
    double widest = 0;
    for (std::size_t c = 0; c < share_.size(); ++c) {
      if (by > 0 ? standing_[c] >= most_[c] : standing_[c] == 0) continue;
      const double gap = by * (share_[c] * (all_ + by) - standing_[c]);
      if (best == share_.size() || gap > widest) best = c, widest = gap;
    }
    if (best == share_.size()) return false;
    standing_[best] += by;
    return true;
  }
  std::vector<double> share_;
  std::vector<int> most_, standing_;
  int all_ = 0;
};

}  // namespace

Facilities::Facilities(const Scenario& s, const Population& population, const Expected& expected,
                       const sim::Calendar& calendar, double scale)
    : months_(calendar.months()), changes_(population.counties().size()) {
  const int counties = static_cast<int>(population.counties().size());
  standing_.resize(static_cast<std::size_t>(counties * months_ * kFacilityKinds));
  possible_.resize(static_cast<std::size_t>(counties * kFacilityKinds));
  at_start_.resize(possible_.size());
  built_.resize(static_cast<std::size_t>(counties * months_));
  stand(s, population, calendar);
  struct Last {
    int places = -1;
    double wanted = 0;
  };
  std::vector<std::array<Last, kPools>> last(static_cast<std::size_t>(counties));
  std::vector<double> stood(static_cast<std::size_t>(counties));  // institution beds of the month before
  std::vector<Beds> planned_beds;
  for (int c = 0; c < counties; ++c)
    planned_beds.emplace_back(s, c, population.counties()[static_cast<std::size_t>(c)].persons_60plus);
  const int keep_up = s.flag("beds.keep_up") ? s.date("beds.keep_up_from") : calendar.start() + calendar.days();
  int kept = -1;  // the month from which places grow with the people expected
  for (int m = 0; m < months_; ++m) {
    const int day = calendar.month_begin(m);
    if (kept < 0 && calendar.start() + day >= keep_up) kept = m;
    std::array<Rounder, kPools> beds;
    for (int c = 0; c < counties; ++c) {
      std::array<int, kFacilityKinds> opened{};
      for (int k = 0; k < kFacilityKinds; ++k)
        opened[static_cast<std::size_t>(k)] =
            m == 0 ? 0 : standing(c, m - 1, k) - at_start_[static_cast<std::size_t>(c * kFacilityKinds + k)];
      const Beds& plan = planned_beds[static_cast<std::size_t>(c)];
      const auto places = plan.standing(calendar.start() + day, opened);
      const auto wanted = plan.usable(places, calendar.start() + day);
      const auto& people = expected[static_cast<std::size_t>(c)];
      const double factor =
          scale * (kept < 0 ? 1.0 : people[static_cast<std::size_t>(m)] / people[static_cast<std::size_t>(kept)]);
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

/// Facilities and the places that should have one are shared out over counties by their people of 60 and more; a
/// county cannot have more of them than places for them.
void Facilities::stand(const Scenario& s, const Population& population, const sim::Calendar& calendar) {
  const std::size_t counties = population.counties().size();
  double all = 0;
  for (const auto& county : population.counties()) all += county.persons_60plus;
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    const std::string key = std::string("facility.") + kFacilities[k];
    const double places = static_cast<double>(s.integer(key + ".places"));
    Rounder possible;
    std::vector<double> share;
    for (std::size_t c = 0; c < counties; ++c) {
      share.push_back(population.counties()[c].persons_60plus / all);
      possible_[c * kFacilityKinds + k] = possible.next(places * share.back());
    }
    if (places == static_cast<double>(counties))  // one for each county
      for (std::size_t c = 0; c < counties; ++c)
        possible_[c * kFacilityKinds + k] = 1, share[c] = 1.0 / static_cast<double>(counties);
    std::vector<int> most(counties);
    for (std::size_t c = 0; c < counties; ++c)
      most[c] = places > 0 ? possible_[c * kFacilityKinds + k] : std::numeric_limits<int>::max();
    Opening opening(share, most);
    const scenario::Schedule plan = planned(s, key + ".count");
    opening.reach(static_cast<int>(plan.at(calendar.start()) + 1e-9));
    for (std::size_t c = 0; c < counties; ++c) at_start_[c * kFacilityKinds + k] = opening.standing()[c];
    for (int m = 0; m < months_; ++m) {
      opening.reach(static_cast<int>(plan.at(calendar.start() + calendar.month_end(m) - 1) + 1e-9));
      for (std::size_t c = 0; c < counties; ++c)
        standing_[(c * static_cast<std::size_t>(months_) + static_cast<std::size_t>(m)) * kFacilityKinds + k] =
            opening.standing()[c];
    }
  }
}

}  // namespace yanglao::care
