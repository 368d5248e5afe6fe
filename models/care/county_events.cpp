// The events that bring people to ask for a place, to leave one, or to wait no longer.
#include <algorithm>

#include "models/care/county_steps.hpp"

namespace yanglao::care {

void County::on_illness(Id id, Tick t) {
  Person& p = people_[id];
  // Hospital comes first. Who waited for a bed of an institution asks for it again on discharge.
  p.wanted = p.waits() && is_institution(place_of_pool(p.waiting - 1)) ? p.waiting & 7u : 0u;
  if (p.waits()) stop_waiting(id, t, p.wanted ? Left::hospital : Left::without);
  ++p.episodes;
  const sim::Draws d = draw(id, Purpose::illness, p.episodes);
  p.left_illness = static_cast<float>(sim::exponential(d[0]));
  if (pools_[pool_of(Place::acute)].free()) return admit(id, t, Place::acute, d);
  request(id, t, Place::acute, setup_.parameters.acute_patience_days, 0);
  plan_at_base(id, t);
}

void County::on_discharge(Id id, Tick t) {
  const Parameters& q = setup_.parameters;
  Person& p = people_[id];
  if (p.terminal) {  // goes home to die; the listed death is drawn again from the same word
    const Place from = p.at();
    const bool away = p.away_hospital;
    stand(id, t, p.lives());
    p.away_hospital = 0;
    const double left = q.terminal_days * sim::exponential(draw(id, Purpose::dying)[0]) - sim::days(t - p.since);
    list(id, sim::after(t, std::max(0.0, left)), Kind::death);
    return release(t, from, away);
  }
  const bool acute = p.at() == Place::acute;
  const sim::Draws d = draw(id, Purpose::discharge, p.episodes * 2u + (acute ? 0 : 1));
  if (acute && sim::chance(d[0], std::min(1.0, q.rehabilitation_share[p.function] * rule(t).rehabilitation))) {
    if (request(id, t, Place::geriatric, q.blocked_patience_days, 0)) return;
    return plan(id, t, pools_[pool_of(Place::geriatric)].line.find(id).deadline, Kind::give_up);
  }
  if (!acute && p.function > able && sim::chance(d[1], q.geriatric_recovery))
    set_function(id, t, static_cast<std::uint8_t>(p.function - 1), d[3]);
  onward(id, t, d[2]);
}

void County::on_give_up(Id id, Tick t) {
  const Parameters& q = setup_.parameters;
  Person& p = people_[id];
  const Place wanted = place_of_pool(p.waiting - 1);
  stop_waiting(id, t, Left::without);
  if (is_hospital(p.at())) {
    const sim::Draws d = draw(id, Purpose::discharge, p.episodes * 2u);
    if (wanted == Place::geriatric) return onward(id, t, d[2]);
    // Home without the place, and into the line from there.
    const Place from = p.at();
    const bool away = p.away_hospital;
    stand(id, t, p.lives());
    p.away_hospital = 0;
    if (!request(id, t, wanted, q.patience_days, priority(p))) plan_at_base(id, t);
    return release(t, from, away);
  }
  if (wanted == Place::acute && p.wanted) {  // better without treatment: back to the line they left for it
    const Place before = place_of_pool(p.wanted - 1);
    p.wanted = 0;
    if (!request(id, t, before, q.patience_days, priority(p))) plan_at_base(id, t);
    return;
  }
  const bool care_bed = wanted == Place::nursing || wanted == Place::dementia;
  if (care_bed && p.at() != Place::general && pools_[pool_of(Place::general)].free() &&
      sim::chance(draw(id, Purpose::patience, request_of(p, wanted))[1], q.second_best))
    return settle(id, t, Place::general);
  plan_at_base(id, t);
}

void County::act(Id id, Tick t, Wish wish) {
  const Parameters& q = setup_.parameters;
  Person& p = people_[id];
  Place bed = Place::community;
  switch (wish) {
    case Wish::nothing:
      return plan_at_base(id, t);
    case Wish::go_home:
      return settle(id, t, Place::home);
    case Wish::community:
      break;
    case Wish::institution:
    case Wish::transfer:
      bed = Choice::suitable(p, pools_[pool_of(Place::dementia)].free());
      break;
  }
  if (bed == p.lives()) return plan_at_base(id, t);
  if (!request(id, t, bed, q.patience_days, priority(p))) plan_at_base(id, t);
}

void County::on_leave(Id id, Tick t) {
  Person& p = people_[id];
  if (p.waits()) stop_waiting(id, t, Left::without);
  settle(id, t, Place::home);
}

}  // namespace yanglao::care
