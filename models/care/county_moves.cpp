// Beds: asking for one, waiting in line, moving in and giving it back, and whom that lets in.
#include <algorithm>
#include <cmath>

#include "models/care/county_steps.hpp"

namespace yanglao::care {

using sim::tick_of_day;

/// Calls people in while there is room. Those called free the place they held, which may call others in turn.
void County::fill(Tick t, int pool) {
  sim::Pool& beds = pools_[static_cast<std::size_t>(pool)];
  while (beds.free() && !beds.line.empty()) {
    const Id id = beds.line.front().id;
    Person& p = people_[id];
    run_clocks(p, t);
    stop_waiting(id, t, Left::served);
    accept(id, t, place_of_pool(pool));
  }
}

/// A free place is given to somebody who asked for it, wherever they are now.
void County::accept(Id id, Tick t, Place bed, bool away) {
  if (!is_hospital(bed)) return settle(id, t, bed, away);
  const Purpose purpose = bed == Place::acute ? Purpose::illness : Purpose::stay;
  admit(id, t, bed, draw(id, purpose, people_[id].episodes), away);
}

std::uint8_t County::priority(const Person& p) const {
  if (is_hospital(p.at())) return 0;  // they hold a hospital bed meanwhile
  const bool supported = p.pension == destitute && setup_.parameters.state_support_first;
  return supported || (p.function == severe && p.living == alone) ? 1 : 2;
}

/// Asks for a place: given at once if one is free, else the person joins the line. True if placed.
bool County::request(Id id, Tick t, Place bed, double patience_days, std::uint8_t priority) {
  const int pool = pool_of(bed);
  sim::Pool& beds = pools_[static_cast<std::size_t>(pool)];
  if (beds.free()) {
    accept(id, t, bed);
    return true;
  }
  Person& p = people_[id];
  const sim::Draws d = draw(id, Purpose::patience, request_of(p, bed));
  const Tick deadline = sim::after(t, patience_days * sim::exponential(d[0]));
  beds.line.join({id, t, deadline, priority});
  queue_.add(pool, t, +1);
  p.waiting = static_cast<std::uint8_t>(1 + pool) & 7u;
  if (is_hospital(p.at())) tell_blocked(pool_of(p.at()), pool, t, +1);
  tell_life(id, t, Moment::asks);
  ask_elsewhere(id, t, bed);
  return false;
}

void County::stop_waiting(Id id, Tick t, Left how) {
  Person& p = people_[id];
  const int pool = p.waiting - 1;
  const sim::Waiter w = pools_[static_cast<std::size_t>(pool)].line.leave(id);
  queue_.add(pool, t, -1);
  if (is_hospital(p.at())) tell_blocked(pool_of(p.at()), pool, t, -1);
  tell_wait(pool, t, t - w.joined, how);
  p.waiting = 0;
  tell_life(id, t, how == Left::served ? Moment::called : how == Left::without ? Moment::gives_up : Moment::to_hospital);
}

/// Into a hospital bed: acute from wherever they live, geriatric from an acute bed.
void County::admit(Id id, Tick t, Place hospital, const sim::Draws& episode, bool away, bool at_start) {
  const Parameters& q = setup_.parameters;
  Person& p = people_[id];
  const Place from = p.at();
  const bool from_away = p.away_hospital;
  if (!away) take(t, hospital, !at_start);
  stand(id, t, hospital);
  p.away_hospital = away;
  if (is_hospital(from)) release(t, from, from_away);
  const bool acute = hospital == Place::acute;
  const double mean = acute ? q.stay_days * (p.function >= moderate ? q.stay_disabled_factor : 1.0) : q.geriatric_days;
  // Erlang stay. One found in progress has, with equal chances, 1 to `shape` stages left: the length-biased residual.
  const int stages =
      at_start ? 1 + static_cast<int>(sim::unit(draw(id, Purpose::placing)[3]) * q.stay_shape) : q.stay_shape;
  double product = 1;
  for (int i = 0; i < stages; ++i) product *= sim::unit(episode[static_cast<std::size_t>(i + 1)]);
  const Tick out = sim::after(t, mean / q.stay_shape * sim::negative_log(product));
  if (!stays_quietly(p, t, out)) plan(id, t, out, Kind::discharge);
  else list(id, out, Kind::discharge);
}

/// Makes `base` the place where a person lives; what they held before is given back.
void County::settle(Id id, Tick t, Place base, bool away) {
  Person& p = people_[id];
  const Place was = p.at(), lived = p.lives();
  const bool was_away = p.away_hospital, lived_away = p.away_home;
  if (!away) take(t, base);
  live_at(id, t, base);  // first: who moves is told with where they live from then on
  stand(id, t, base);
  p.away_home = away;
  p.away_hospital = 0;
  plan_at_base(id, t);
  if (was != lived) release(t, was, was_away);
  release(t, lived, lived_away);
}

/// After hospital: an institution if they wish it, else where they live. They keep the bed while they wait.
void County::onward(Id id, Tick t, std::uint32_t word) {
  const Parameters& q = setup_.parameters;
  Person& p = people_[id];
  const bool waited = p.wanted != 0;
  p.wanted = 0;
  const Trigger trigger = p.at() == Place::geriatric ? Trigger::geriatric_discharge : Trigger::discharge;
  const auto wish = [&] {
    return setup_.choice.wish(p, age(p, t), rule(t).terms, own_reliefs(id, t), trigger, word);
  };
  if (!waited && wish() != Wish::institution) return go_back(id, t);
  const Place bed = Choice::suitable(p, pools_[pool_of(Place::dementia)].free());
  if (bed == p.lives()) return go_back(id, t);
  // Where hospital and institution have a contract, they may see to it that nobody is left in a hospital bed for long.
  const double patience = q.blocked_patience_days * (1 + rule(t).next_county * (q.contract_patience - 1));
  if (request(id, t, bed, patience, priority(p))) return;
  plan(id, t, pools_[static_cast<std::size_t>(pool_of(bed))].line.find(id).deadline, Kind::give_up);
}

}  // namespace yanglao::care
