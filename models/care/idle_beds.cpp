#include "models/care/idle_beds.hpp"

#include <algorithm>

#include "models/care/policy.hpp"
#include "sim/time.hpp"

namespace yanglao::care {
namespace {

/// Acute beds that the people of one stratum are expected to use at the start.
double beds_used(const Stratum& stratum, const Parameters& q, const Hazards& hazards, int origin) {
  Person p;
  p.sex = stratum.sex & 1u;
  p.home = stratum.home & 1u;
  p.birth = static_cast<std::uint16_t>(std::max(0.0, origin - (stratum.months + 0.5) / 12 * sim::kDaysPerYear));
  const HealthShares& shares =
      hazards.prevalence(stratum.sex, stratum.home, std::clamp(stratum.months / 12, 60, kOldest));
  double beds = 0;  // of one person
  for (int function = 0; function < kFunctions; ++function)
    for (int dementia = 0; dementia < 2; ++dementia) {
      p.function = static_cast<unsigned>(function) & 3u;
      p.dementia = static_cast<unsigned>(dementia) & 1u;
      const Rates& rates = hazards.row(p)[0];
      const double stay = q.stay_days * (function >= moderate ? q.stay_disabled_factor : 1);
      beds += shares[static_cast<std::size_t>(health_state(function, dementia))] *
              (static_cast<double>(rates.illness) * stay +
               static_cast<double>(rates.terminal) * q.terminal_days * q.die_in_hospital[stratum.home]);
    }
  return stratum.persons * beds;
}

}  // namespace

std::vector<double> idle_at_start(const scenario::Scenario& s, const Parameters& parameters, const Hazards& hazards,
                                  const Population& population) {
  const int start = s.date("start"), origin = start - sim::epoch_day(1900, 1, 1);
  std::vector<double> out;
  for (std::size_t c = 0; c < population.counties().size(); ++c) {
    const CountyPopulation& county = population.counties()[c];
    const double beds = planned(s, "beds.acute.per_1000", static_cast<int>(c)).at(start) * county.persons_60plus / 1000;
    double used = 0;
    for (const Stratum& stratum : county.strata)
      if (stratum.months >= 720) used += beds_used(stratum, parameters, hazards, origin);
    out.push_back(beds > 0 ? std::clamp(1 - used / beds, 0.0, 1.0) : 0);
  }
  return out;
}

}  // namespace yanglao::care
