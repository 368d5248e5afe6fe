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

Fate fate_of(const Setup& setup, const sim::Stream& stream, std::uint32_t id, const Person& p, int entered) {
  const Parameters& q = setup.parameters;
  const sim::Draws d = stream.draw(id, static_cast<std::uint32_t>(Purpose::fate));
  const double age = setup.age(p, entered);
  const auto [dementia, widowhood, spouse, no_dementia, no_widowhood] = setup.fates.at(age, p.sex, p.home);
  Fate fate;
  // A budget is -log(draw): below exp(-hazard until the end of the run) it outlasts the run, and needs no logarithm.
  if (!p.dementia && sim::unit(d[0]) >= no_dementia)
    fate.dementia = day_after(entered, gompertz(dementia, q.dementia.slope, sim::exponential(d[0])));
  const double u = sim::unit(d[1]);
  const double rest = (u - spouse) / (1 - spouse);  // uniform on (0, 1) for those without a spouse
  if (u < spouse) {
    fate.at_first = with_spouse;
    if (sim::unit(d[2]) >= no_widowhood)
      fate.carer = day_after(entered, gompertz(widowhood, q.carer_loss.slope, sim::exponential(d[2])));
    fate.afterwards = u / spouse < q.alone_share ? alone : with_family;
  } else if (rest >= q.alone_share) {
    fate.at_first = with_family;
    fate.carer = day_after(entered, sim::exponential(d[2]) / q.family_moves_per_year);
  } else {
    fate.at_first = alone;
  }
  if (setup.migration.happens()) fate.leaves = setup.migration.leaving_day(p, entered, sim::exponential(d[3]));
  return fate;
}

Reach reach_of(const Setup& setup, const sim::Stream& stream, std::uint32_t id, int county, int month) {
  const int end = setup.calendar.months();
  Reach out{0, end};
  sim::Draws words{};
  unsigned have = ~0u;
  for (const Plan& plan : setup.plans[static_cast<std::size_t>(county)]) {
    const unsigned k = plan.measure;
    // Four measures share a draw; each has its own word, whichever others are in use.
    if (have != k / 4) words = stream.draw(id, static_cast<std::uint32_t>(Purpose::measure), have = k / 4);
    const double u = sim::unit(words[k % 4]);
    if (u >= static_cast<double>(plan.greatest)) continue;
    const int next = plan.rising ? static_cast<int>(std::upper_bound(plan.months, plan.months + end, u) - plan.months)
                           : setup.measures[k].next_change(county, month, u);
    const bool now = plan.rising ? next <= month : setup.measures[k].reaches(county, month, u);
    if (!plan.rising || !now) out.next = std::min(out.next, next);
    if (!now) continue;
    out.mask |= static_cast<std::uint16_t>(1u << k);
    if (k != kFamilyDoctor) continue;
    const std::uint32_t word = stream.draw(id, static_cast<std::uint32_t>(Purpose::measure), kMeasures)[0];
    if (sim::chance(word, setup.measures[k].active_share)) out.mask |= static_cast<std::uint16_t>(1u << kServedBit);
  }
  return out;
}

}  // namespace yanglao::care
