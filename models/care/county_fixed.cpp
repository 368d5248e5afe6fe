// The fixed dates of a person, known in advance: dementia, loss of a carer, measures that begin or cease to reach them.
#include <algorithm>

#include "models/care/county_steps.hpp"

namespace yanglao::care {

using sim::day_of;
using sim::tick_of_day;

void County::on_fixed(Id id, Tick t) {
  const sim::Draws d = draw(id, Purpose::fixed, people_[id].fixed);
  const Person before = people_[id];
  apply_fixed(id, people_[id].fixed);
  tell_life(id, t, Moment::fixed_date);
  if (people_[id].waits()) {
    if (is_hospital(people_[id].at()))
      return plan(id, t, pools_[people_[id].waiting - 1u].line.find(id).deadline, Kind::give_up);
    return plan_at_base(id, t);
  }
  act(id, t, needs_differ(before, people_[id]) ? wish_after(id, people_[id], t, d[0]) : Wish::nothing);
}

void County::apply_fixed(Id id, int day) {
  Person& p = people_[id];
  const Fate fate = fate_of(setup_, draw(id, Purpose::fate), p, std::max(0, setup_.birthday(p, 60)));
  const unsigned before = setup_.multipliers.reached(p);
  if (fate.dementia == day) p.dementia = 1;
  if (fate.carer == day) p.living = fate.afterwards & 3u;
  const auto [mask, next] = reach_at(id, day, levels_of(id));
  p.mask = mask & 0x7FFFu;
  tell_reached(before, setup_.multipliers.reached(p), tick_of_day(day));
  next_fixed(id, day, fate, next);
}

/// Their function or where they live has changed, so other measures are for them than the `applied` ones. Dates on which
/// measures reach people whom they are not for are not kept: what has become of them since is looked up now.
void County::now_for(Id id, Tick t, unsigned applied) {
  Person& p = people_[id];
  const unsigned applies = setup_.multipliers.applies(p), reached = p.mask & applied;
  if ((applies & ~applied & setup_.reach[static_cast<std::size_t>(index_)].changing()) != 0) {
    const int day = day_of(t);
    const Reach reach = reach_at(id, day, levels_of(id));
    p.mask = reach.mask & 0x7FFFu;
    // The date listed so far stays, whatever it was for: it finds the next.
    if (reach.next < setup_.calendar.months())
      p.fixed = static_cast<std::uint16_t>(std::min<int>(p.fixed, setup_.calendar.month_begin(reach.next)));
  }
  tell_reached(reached, p.mask & applies, t);
}

}  // namespace yanglao::care
