// Beds: asking for one, waiting in line, moving in and giving it back, and whom that lets in.
#include <algorithm>
#include <cmath>

#include "models/care/county.hpp"

namespace yanglao::care {

using sim::tick_of_day;

/// The person is told to be at `place` from `t`; beds are not touched.
void County::stand(Id id, Tick t, Place place) {
  Person& p = people_[id];
  const int from = state_of(p);
  p.place = static_cast<std::uint8_t>(place) & 15u;
  tell_state(id, from, state_of(p), t);
  tell_life(id, t, Moment::moves);
}

/// Where the person lives from `t`, which also says which measures are for them.
void County::live_at(Id id, Tick t, Place base) {
  Person& p = people_[id];
  const unsigned applied = setup_.multipliers.applies(p);
  p.base = static_cast<std::uint8_t>(base) & 7u;
  now_for(id, t, applied);
}

void County::take(Tick t, Place place, bool admission) {
  if (!is_pool(place)) return;
  pools_[static_cast<std::size_t>(pool_of(place))].take();
  occupied_.add(pool_of(place), t, +1);
  if (!admission) return;
  admissions_.add(pool_of(place), t);
  ++events_;
}

void County::give_back(Tick t, Place place) {
  if (!is_pool(place)) return;
  pools_[static_cast<std::size_t>(pool_of(place))].give_back();
  occupied_.add(pool_of(place), t, -1);
  fill(t, pool_of(place));
}

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

/// A place that nobody needs any longer, here or (away) in the county that lent it.
void County::release(Tick t, Place place, bool away) {
  if (!away) return give_back(t, place);
  const Neighbours& n = setup_.neighbours[static_cast<std::size_t>(index_)];
  post(t, is_hospital(place) ? n.seat : n.next, 0, Message::release, place);
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

/// Most stays: discharged in the same year, with no fixed date before. In hospital the terminal clock alone runs
/// (multipliers.cpp), so that what `plan` would find is known in a few steps; true if so, and then that clock has run.
bool County::stays_quietly(Person& p, Tick t, Tick out) const {
  const Tick year_end = tick_of_day(setup_.calendar.year_end(year_));
  if (out >= year_end || (p.fixed != kNoDay && out >= tick_of_day(p.fixed))) return false;
  const float use = setup_.hazards.row(p)[year_].terminal * (static_cast<float>(out - t) * (1.0f / sim::kTicksPerDay));
  if (use > p.left_terminal) return false;
  p.left_terminal -= use;
  p.since = out;
  return true;
}

/// Makes `base` the place where a person lives; what they held before is given back.
void County::settle(Id id, Tick t, Place base, bool away) {
  Person& p = people_[id];
  const Place was = p.at(), lived = p.lives();
  const bool was_away = p.away_hospital, lived_away = p.away_home;
  if (!away) take(t, base);
  stand(id, t, base);
  live_at(id, t, base);
  p.away_home = away;
  p.away_hospital = 0;
  plan_at_base(id, t);
  if (was != lived) release(t, was, was_away);
  release(t, lived, lived_away);
}

/// From a hospital bed to where they live; an institution and a day-care place have kept theirs.
void County::go_back(Id id, Tick t) {
  Person& p = people_[id];
  const Place from = p.at();
  const bool away = p.away_hospital;
  stand(id, t, p.lives());
  p.away_hospital = 0;
  plan_at_base(id, t);
  release(t, from, away);
}

/// After hospital: an institution if they wish it, else where they live. They keep the bed while they wait.
void County::onward(Id id, Tick t, std::uint32_t word) {
  const Parameters& q = setup_.parameters;
  Person& p = people_[id];
  const bool waited = p.wanted != 0;
  p.wanted = 0;
  const auto wish = [&] {
    return setup_.choice.wish(p, age(p, t), rule(t).terms, own_reliefs(id, t), Trigger::discharge, word);
  };
  if (!waited && wish() != Wish::institution) return go_back(id, t);
  const Place bed = Choice::suitable(p, pools_[pool_of(Place::dementia)].free());
  if (bed == p.lives()) return go_back(id, t);
  if (request(id, t, bed, q.blocked_patience_days, priority(p))) return;
  plan(id, t, pools_[static_cast<std::size_t>(pool_of(bed))].line.find(id).deadline, Kind::give_up);
}

}  // namespace yanglao::care
