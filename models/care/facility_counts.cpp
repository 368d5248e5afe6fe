// How many facilities stand, by county and month.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "models/care/facility.hpp"
#include "models/care/policy.hpp"
#include "models/care/spread.hpp"

namespace yanglao::care {

using scenario::Scenario;

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
    own_steps(s, key + ".count", static_cast<int>(k), calendar, Opening(share, most));
  }
}

/// A county with a step of its own opens that part of what would be its share of the whole plan. The others' share
/// stays what it is: what one county leaves out is not built elsewhere.
void Facilities::own_steps(const Scenario& s, const std::string& key, int kind, const sim::Calendar& calendar,
                           Opening whole) {
  const std::size_t counties = changes_.size();
  std::vector<double> step(counties);
  bool any = false;
  for (std::size_t c = 0; c < counties; ++c) {
    step[c] = step_of(s, key, static_cast<int>(c));
    any = any || step[c] != step_of(s, key);
  }
  if (!any) return;
  const auto most = [&](std::size_t at, int n) { return possible_[at] > 0 ? std::min(n, possible_[at]) : n; };
  const scenario::Schedule& plan = s.schedule(key);
  whole.reach(static_cast<int>(plan.at(calendar.start()) + 1e-9));
  for (int m = 0; m < months_; ++m) {
    whole.reach(static_cast<int>(plan.at(calendar.start() + calendar.month_end(m) - 1) + 1e-9));
    for (std::size_t c = 0; c < counties; ++c) {
      if (step[c] == step_of(s, key)) continue;
      const std::size_t at = c * kFacilityKinds + static_cast<std::size_t>(kind);
      standing_[(c * static_cast<std::size_t>(months_) + static_cast<std::size_t>(m)) * kFacilityKinds +
                static_cast<std::size_t>(kind)] =
          most(at, at_start_[at] + static_cast<int>(std::floor(step[c] * (whole.standing()[c] - at_start_[at]) + 0.5)));
    }
  }
}

}  // namespace yanglao::care
