#include "models/care/measure.hpp"

#include <algorithm>
#include <cmath>

namespace yanglao::care {

std::vector<Measure> measures(const scenario::Scenario& s, const Parameters& p, const sim::Calendar& calendar,
                              const Expected& people, const std::vector<double>& all_ages, double scale) {
  Measure doctor;
  doctor.name = "family_doctor";
  doctor.active_share = p.doctor_active;
  doctor.effect.illness = static_cast<float>(p.doctor_illness);
  doctor.effect.decline = static_cast<float>(p.doctor_decline);
  for (int c = 0; c < static_cast<int>(people.size()); ++c) {
    const scenario::Schedule& plan = s.schedule("family_doctor.coverage", c);
    const scenario::Schedule& doctors = s.schedule("family_doctor.doctors_per_10000", c);
    auto& months = doctor.coverage.emplace_back();
    for (int m = 0; m < calendar.months(); ++m) {
      const int day = calendar.start() + calendar.month_begin(m);
      // The panel is shared out over the people expected plus three standard deviations of their number, so that
      // contracts do not exceed doctors times panel when a few more are alive than expected.
      const double n = people[static_cast<std::size_t>(c)][static_cast<std::size_t>(m)] * scale;
      const double places = doctors.at(day) * 1e-4 * all_ages[static_cast<std::size_t>(c)] * scale * p.doctor_panel *
                            s.number("family_doctor.panel_share_60plus", c);
      const double limit = places / (n + 3 * std::sqrt(n) + 1);
      months.push_back(static_cast<float>(std::min(plan.at(day), limit)));
    }
  }
  doctor.prepare();
  return {doctor};
}

void Measure::prepare() {
  least_after = greatest_after = coverage;
  for (std::size_t c = 0; c < coverage.size(); ++c)
    for (std::size_t m = coverage[c].size() - 1; m-- > 0;) {
      least_after[c][m] = std::min(least_after[c][m], least_after[c][m + 1]);
      greatest_after[c][m] = std::max(greatest_after[c][m], greatest_after[c][m + 1]);
    }
}

int Measure::next_change(int county, int month, double draw) const {
  const auto c = static_cast<std::size_t>(county);
  const auto m = static_cast<std::size_t>(month);
  const int end = static_cast<int>(coverage[c].size());
  const bool now = reaches(county, month, draw);
  if (now ? draw < least_after[c][m] : draw >= greatest_after[c][m]) return end;
  int next = month + 1;
  while (next < end && reaches(county, next, draw) == now) ++next;
  return next;
}

}  // namespace yanglao::care
