// The end of life: the terminal phase, where it is spent, and death with its place; and leaving the province.
#include "models/care/county_steps.hpp"

namespace yanglao::care {

using sim::kNever;

/// The last weeks: where they are spent, and the day of death.
void County::on_terminal(Id id, Tick t) {
  const Parameters& q = setup_.parameters;
  Person& p = people_[id];
  if (p.waits()) stop_waiting(id, t, Left::without);
  p.terminal = 1;
  p.since = t;
  tell_life(id, t, Moment::terminal);
  const sim::Draws d = draw(id, Purpose::dying);
  const double length = q.terminal_days * sim::exponential(d[0]);
  const Tick death = sim::after(t, length);
  // A stay in hospital ends at home for those whose families take them back to die there.
  const Tick home = sim::chance(d[3], q.go_home_to_die) ? sim::after(t, 0.9 * length) : kNever;
  const bool hospital = sim::chance(d[1], q.die_in_hospital[p.home]);
  if (is_hospital(p.at())) {
    if (hospital && home == kNever) return list(id, death, Kind::death);
    return list(id, hospital ? home : t + 1, Kind::discharge);
  }
  const bool hospice = sim::chance(d[2], q.hospice_wish);
  if (hospice && pools_[pool_of(Place::hospice)].free()) {
    const Place lived = p.lives();
    const bool away = p.away_home;
    take(t, Place::hospice);
    live_at(id, t, Place::home);
    stand(id, t, Place::hospice);
    p.away_home = 0;
    list(id, death, Kind::death);
    return release(t, lived, away);
  }
  if (hospice && p.at() == Place::home && sim::unit(d[2]) < q.hospice_wish * q.hospice_home_share) {
    stand(id, t, Place::hospice_home);
    return list(id, death, Kind::death);
  }
  if (hospital && pools_[pool_of(Place::acute)].free()) {
    ++p.episodes;
    take(t, Place::acute);
    stand(id, t, Place::acute);
    return home < death ? list(id, home, Kind::discharge) : list(id, death, Kind::death);
  }
  list(id, death, Kind::death);
}

void County::on_death(Id id, Tick t) {
  deaths_.add(static_cast<int>(setting_of(people_[id].at())), t);
  tell_life(id, t, Moment::dies);
  remove(id, t);
}

/// Leaves the province for good. Whoever is in the terminal phase stays.
void County::on_departure(Id id, Tick t) {
  if (people_[id].waits()) stop_waiting(id, t, Left::without);
  departures_.add(0, t);
  tell_life(id, t, Moment::departs);
  remove(id, t);
}

/// Takes a person out of the books; the places that they held are given back.
void County::remove(Id id, Tick t) {
  Person& p = people_[id];
  const Place at = p.at(), lived = p.lives();
  tell_state(id, state_of(p), -1, t);
  tell_age(p, t, -1);
  tell_reached(setup_.multipliers.reached(p), 0, t);
  p.next = kNever;
  p.kind = static_cast<std::uint8_t>(Kind::none);
  if (at != lived) release(t, at, p.away_hospital);
  release(t, lived, p.away_home);
}

}  // namespace yanglao::care
