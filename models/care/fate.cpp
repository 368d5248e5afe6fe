#include "models/care/fate.hpp"

#include <algorithm>
#include <cmath>

namespace yanglao::care {
namespace {

/// Years until a hazard that grows exponentially from `now` with slope `slope` has used up `budget`.
double gompertz(double now, double slope, double budget) {
  return slope > 0 ? -sim::negative_log(1 + slope * budget / now) / slope : budget / now;
}

int day_after(int entered, double years) {
  const double day = entered + years * sim::kDaysPerYear;
  return day >= sim::kMaxDays ? kNoDay : std::max(entered + 1, static_cast<int>(day));
}

}  // namespace

Fate fate_of(const Setup& setup, const sim::Draws& d, const Person& p, int entered) {
  const Origins& q = setup.parameters;
  const double age = setup.age(p, entered);
  const auto [dementia, widowhood, spouse, no_dementia, no_widowhood] = setup.fates.at(age, p.sex, p.home);
  Fate fate;
  // A budget is -log(draw): below exp(-hazard until the end of the run) it outlasts the run, and needs no logarithm.
  if (!p.dementia && sim::unit(d[0]) >= no_dementia)
    fate.dementia = day_after(entered, gompertz(dementia, q.dementia.slope, sim::exponential(d[0])));
  const double u = sim::unit(d[1]);
  if (u < spouse) {
    fate.at_first = with_spouse;
    if (sim::unit(d[2]) >= no_widowhood)
      fate.carer = day_after(entered, gompertz(widowhood, q.carer_loss.slope, sim::exponential(d[2])));
    fate.afterwards = u < q.alone_share * spouse ? alone : with_family;
  } else if (u - spouse >= q.alone_share * (1 - spouse)) {  // (u - spouse) / (1 - spouse) is uniform again
    fate.at_first = with_family;
    if (sim::unit(d[2]) >= setup.fates.family_stays())
      fate.carer = day_after(entered, sim::exponential(d[2]) / q.family_moves_per_year);
  } else {
    fate.at_first = alone;
  }
  if (setup.migration.happens()) fate.leaves = setup.migration.leaving_day(p, entered, sim::exponential(d[3]));
  return fate;
}

}  // namespace yanglao::care
