// How many facilities stand, by county and month.
#include <algorithm>
#include <cmath>
#include <string>

#include "models/care/facility.hpp"
#include "models/care/facility_plan.hpp"
#include "models/care/policy.hpp"

namespace yanglao::care {

using scenario::Scenario;

void Facilities::stand(const Scenario& s, const Population& population, const sim::Calendar& calendar) {
  const std::size_t counties = population.counties().size();
  const Units units(s, population);
  const std::vector<scenario::Setting> settings = s.settings();
  std::vector<scenario::Fault> faults;
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    const std::string kind = kFacilities[k];
    FacilityPlan plan(s, settings, units, kind, false);
    plan.find_faults(faults);
    const std::vector<int> first = plan.standing(calendar.start());
    for (std::size_t c = 0; c < counties; ++c) {
      possible_[c * kFacilityKinds + k] = plan.possible()[c];
      at_start_[c * kFacilityKinds + k] = first[c];
    }
    for (int m = 0; m < months_; ++m) {
      const std::vector<int> now = plan.standing(calendar.start() + calendar.month_end(m) - 1);
      for (std::size_t c = 0; c < counties; ++c) standing_[cell(static_cast<int>(c), m, static_cast<int>(k))] = now[c];
    }
    own_steps(s, static_cast<int>(k), calendar, FacilityPlan(s, settings, units, kind, true));
  }
  scenario::raise_if_any(std::move(faults));
}

/// A county with a step of its own opens that part of what would be its share of the whole plan. The others' share
/// stays what it is: what one county leaves out is not built elsewhere.
void Facilities::own_steps(const Scenario& s, int kind, const sim::Calendar& calendar, FacilityPlan whole) {
  const std::string key = std::string("facility.") + kFacilities[static_cast<std::size_t>(kind)] + ".count";
  const std::size_t counties = changes_.size();
  const double of_all = step_of(s, key);
  std::vector<double> step(counties);
  for (std::size_t c = 0; c < counties; ++c) step[c] = step_of(s, key, static_cast<int>(c));
  if (std::all_of(step.begin(), step.end(), [&](double own) { return own == of_all; })) return;
  (void)whole.standing(calendar.start());
  for (int m = 0; m < months_; ++m) {
    const std::vector<int> planned = whole.standing(calendar.start() + calendar.month_end(m) - 1);
    for (std::size_t c = 0; c < counties; ++c) {
      if (step[c] == of_all) continue;
      const int before = at_start_[c * kFacilityKinds + static_cast<std::size_t>(kind)];
      const int now = before + static_cast<int>(std::floor(step[c] * (planned[c] - before) + 0.5));
      standing_[cell(static_cast<int>(c), m, kind)] = std::min(now, whole.most(c));
      int& cut = cut_off_[c * kFacilityKinds + static_cast<std::size_t>(kind)];
      cut = std::max(cut, now - whole.most(c));
    }
  }
}

}  // namespace yanglao::care
