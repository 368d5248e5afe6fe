#include "models/care/idle_beds.hpp"

#include <algorithm>

#include "models/care/policy.hpp"
#include "sim/time.hpp"

namespace yanglao::care {
namespace {

/// Acute beds that a person of a sex, home and completed months of age is expected to use at the start.
double beds_used(const Stratum& of, const Parameters& q, const Hazards& hazards, int origin) {
  Person p;
  p.sex = of.sex & 1u;
  p.home = of.home & 1u;
  p.birth = static_cast<std::uint16_t>(std::max(0.0, origin - (of.months + 0.5) / 12 * sim::kDaysPerYear));
  const HealthShares& shares = hazards.prevalence(of.sex, of.home, std::clamp(of.months / 12, 60, kOldest));
  double beds = 0;
  for (int function = 0; function < kFunctions; ++function)
    for (int dementia = 0; dementia < 2; ++dementia) {
      p.function = static_cast<unsigned>(function) & 3u;
      p.dementia = static_cast<unsigned>(dementia) & 1u;
      const Rates& rates = hazards.row(p)[0];
      const double stay = q.stay_days * (function >= moderate ? q.stay_disabled_factor : 1);
      beds += shares[static_cast<std::size_t>(health_state(function, dementia))] *
              (static_cast<double>(rates.illness) * stay +
               static_cast<double>(rates.terminal) * q.terminal_days * q.die_in_hospital[of.home]);
    }
  return beds;
}

}  // namespace

std::vector<double> idle_at_start(const scenario::Scenario& s, const Parameters& parameters, const Hazards& hazards,
                                  const Population& population) {
  const int start = s.date("start"), origin = start - sim::epoch_day(1900, 1, 1);
  std::vector<double> out, known[2][2];  // of each sex and home, by months of age from 60 on: the same in all counties
  for (std::uint8_t sex = 0; sex < 2; ++sex)
    for (std::uint8_t home = 0; home < 2; ++home)
      for (int months = 720; months < (kOldest + 2) * 12; ++months)
        known[sex][home].push_back(beds_used({sex, home, months}, parameters, hazards, origin));
  for (std::size_t c = 0; c < population.counties().size(); ++c) {
    const CountyPopulation& county = population.counties()[c];
    const double beds = planned(s, "beds.acute.per_1000", static_cast<int>(c)).at(start) * county.persons_60plus / 1000;
    double used = 0;
    for (const Stratum& each : county.strata)
      if (each.months >= 720)
        used += each.persons * known[each.sex][each.home][static_cast<std::size_t>(each.months - 720)];
    out.push_back(beds > 0 ? std::clamp(1 - used / beds, 0.0, 1.0) : 0);
  }
  return out;
}

}  // namespace yanglao::care
