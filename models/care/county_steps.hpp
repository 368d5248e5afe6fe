// The small steps that nearly every event takes: to be told, listed, given a bed and to give it back. Inlined by force: as
// calls they cost 2% of a run (docs/engine.md).
#pragma once

#include "models/care/county.hpp"

namespace yanglao::care {

/// The person's own reliefs of the price: long-term-care insurance, a voucher. Nothing is remembered of them (benefits_of).
[[gnu::always_inline]] inline unsigned County::own_reliefs(Id id, Tick t) const { return benefits_ ? benefits_of(id, t) : 0; }

/// Whether a fixed date changed what a person needs. A measure that begins to reach them changes hazards, not needs.
inline bool needs_differ(const Person& before, const Person& after) {
  return before.dementia != after.dementia || before.living != after.living;
}

/// Somebody's state changes; -1: they were not there before, or are not afterwards.
[[gnu::always_inline]] inline void County::tell_state(Id id, int from, int to, Tick t) {
  if (from >= 0 && to >= 0) states_.move(from, to, t);
  else states_.add(from >= 0 ? from : to, t, from >= 0 ? -1 : +1);
  if (!benefits_) return;
  if (from >= 0) tell_held(id, from, t, -1);
  if (to >= 0) tell_held(id, to, t, +1);
}

/// The person is told to be at `place` from `t`; beds are not touched.
[[gnu::always_inline]] inline void County::stand(Id id, Tick t, Place place) {
  Person& p = people_[id];
  const int from = state_of(p);
  p.place = static_cast<std::uint8_t>(place) & 15u;
  tell_state(id, from, state_of(p), t);
  tell_life(id, t, Moment::moves);
}

/// Where the person lives from `t`, which also says which measures are for them.
[[gnu::always_inline]] inline void County::live_at(Id id, Tick t, Place base) {
  Person& p = people_[id];
  const unsigned applied = setup_.multipliers.applies(p);
  p.base = static_cast<std::uint8_t>(base) & 7u;
  now_for(id, t, applied);
}

[[gnu::always_inline]] inline void County::list(Id id, Tick at, Kind kind) {
  Person& p = people_[id];
  p.next = at;
  p.kind = static_cast<std::uint8_t>(kind) & 15u;
  list_.push(at, id);
}

[[gnu::always_inline]] inline void County::plan_at_base(Id id, Tick t) {
  Person& p = people_[id];
  if (p.waits()) {
    const sim::Waiter& w = pools_[static_cast<std::size_t>(p.waiting - 1)].line.find(id);
    return plan(id, t, w.deadline, Kind::give_up);
  }
  if (p.lives() == Place::home) return plan(id, t, sim::kNever, Kind::none);
  plan(id, t, home_again(id, t), Kind::leaves);
}

[[gnu::always_inline]] inline void County::take(Tick t, Place place, bool admission) {
  if (!is_pool(place)) return;
  pools_[static_cast<std::size_t>(pool_of(place))].take();
  occupied_.add(pool_of(place), t, +1);
  if (!admission) return;
  admissions_.add(pool_of(place), t);
  ++events_;
}

[[gnu::always_inline]] inline void County::give_back(Tick t, Place place) {
  if (!is_pool(place)) return;
  pools_[static_cast<std::size_t>(pool_of(place))].give_back();
  occupied_.add(pool_of(place), t, -1);
  fill(t, pool_of(place));
}

/// A place that nobody needs any longer, here or (away) in the county that lent it.
[[gnu::always_inline]] inline void County::release(Tick t, Place place, bool away) {
  if (!away) return give_back(t, place);
  const Neighbours& n = setup_.neighbours[static_cast<std::size_t>(index_)];
  post(t, is_hospital(place) ? n.seat : n.next, 0, Message::release, place);
}

/// From a hospital bed to where they live; an institution and a day-care place have kept theirs.
[[gnu::always_inline]] inline void County::go_back(Id id, Tick t) {
  Person& p = people_[id];
  const Place from = p.at();
  const bool away = p.away_hospital;
  stand(id, t, p.lives());
  p.away_hospital = 0;
  plan_at_base(id, t);
  release(t, from, away);
}

/// Most stays: discharged in the same year, with no fixed date before. In hospital the terminal clock alone runs
/// (multipliers.cpp), so that what `plan` would find is known in a few steps; true if so, and then that clock has run.
[[gnu::always_inline]] inline bool County::stays_quietly(Person& p, Tick t, Tick out) const {
  const Tick year_end = sim::tick_of_day(setup_.calendar.year_end(year_));
  if (out >= year_end || (p.fixed != kNoDay && out >= sim::tick_of_day(p.fixed))) return false;
  const float use = setup_.hazards.row(p)[year_].terminal * (static_cast<float>(out - t) * (1.0f / sim::kTicksPerDay));
  if (use > p.left_terminal) return false;
  p.left_terminal -= use;
  p.since = out;
  return true;
}

}  // namespace yanglao::care
