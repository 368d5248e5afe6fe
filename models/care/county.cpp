#include "models/care/county_steps.hpp"

#include <algorithm>

#include "models/care/clocks.hpp"

namespace yanglao::care {
using sim::day_of;
using sim::kNever;
using sim::tick_of_day;

void County::advance(int last_day) {
  if (entered_ < people_.size()) enter_later();
  // Inlined by force: GCC drops calls of a function that does nothing but prefetch. A person's record is fetched sixteen
  // events ahead; four events later it has come, and says which row of hazards will be needed.
  const auto ahead = [this](Id id) __attribute__((always_inline)) {
    const Id sooner = soon_[soon_at_];
    soon_[soon_at_] = id;
    soon_at_ = (soon_at_ + 1) % soon_.size();
    // Of mail, whose ids are no person's, the first person stands in: a branch would not be guessed.
    __builtin_prefetch(&people_[id < people_.size() ? id : 0], 1);
    const Rates* row = setup_.hazards.row(people_[sooner < people_.size() ? sooner : 0]) + year_;
    __builtin_prefetch(row);
    __builtin_prefetch(row + 4);
  };
  list_.run<true>(
      last_day, [this](sim::Event e) { handle(e); }, ahead, [this](int day) { day_starts(day); });
}

void County::open_month(int month) {
  month_ = month;
  for (sim::LevelTally* tally : {&states_, &occupied_, &queue_, &reached_}) tally->open(month);
  for (sim::SumTally* tally : {&admissions_, &wait_ticks_, &deaths_}) tally->open(month);
}

void County::day_starts(int day) {
  year_ = setup_.calendar.year_of(day);
  if (const int month = setup_.calendar.month_of(day); month != month_) open_month(month);
  const auto& changes = setup_.facilities.changes(index_);
  for (; next_capacity_ < changes.size() && changes[next_capacity_].day <= day; ++next_capacity_) {
    const CapacityChange& change = changes[next_capacity_];
    sim::Pool& pool = pools_[static_cast<std::size_t>(change.pool)];
    capacity_.add(change.pool, tick_of_day(day), change.places - pool.capacity());
    pool.set_capacity(change.places);
    fill(tick_of_day(day), change.pool);
  }
}

void County::handle(sim::Event event) {
  if (event.id & sim::Inbox::kBit) return on_mail(inbox_.take(event.id), event.at);
  Person& p = people_[event.id];
  if (p.next != event.at) return;  // replaced by something that came first
  ++events_;
  const Kind kind = static_cast<Kind>(p.kind);
  p.next = kNever;
  // Seldom: who falls ill or is discharged has clocks that stand there.
  if (p.since < event.at) [[unlikely]]
    if (!p.terminal) run_clocks(p, event.at);
  switch (kind) {
    case Kind::illness:
      return on_illness(event.id, event.at);
    case Kind::function:
      return on_function(event.id, event.at);
    case Kind::fixed_date:
      return on_fixed(event.id, event.at);
    case Kind::terminal:
      return on_terminal(event.id, event.at);
    case Kind::death:
      return on_death(event.id, event.at);
    case Kind::discharge:
      return on_discharge(event.id, event.at);
    case Kind::give_up:
      return on_give_up(event.id, event.at);
    case Kind::leaves:
      return on_leave(event.id, event.at);
    case Kind::departs:
      return on_departure(event.id, event.at);
    case Kind::none:
      return;
  }
}

/// Lets the clocks of somebody who could have been interrupted run down to `to`. Those of others stand there already.
void County::run_clocks(Person& p, Tick to) const {
  if (p.since >= to) return;
  const Rates* row = setup_.hazards.row(p);
  const Multipliers m = setup_.multipliers.of(p);
  const Tick end = std::min(to, setup_.calendar.end() - 1);
  while (p.since < end) {
    // A clock whose own event this is runs out here, within rounding; it is wound up anew by that event.
    if (follow(p, row, m, setup_.calendar, end).clock != Clock::none) break;
  }
  p.since = to;
}

/// Finds the next thing that concerns more than the person alone, and lists it. What concerns nobody else (function,
/// dementia, a measure that begins to reach them) is lived through on the way, unless they wait and may be called.
void County::plan(Id id, Tick t, Tick deadline, Kind at_deadline) {
  Person& p = people_[id];
  p.since = std::max(p.since, t);
  const Tick end = setup_.calendar.end();
  const bool open = p.waits();
  for (;;) {
    const Tick fixed = p.fixed == kNoDay ? kNever : std::max(p.since, tick_of_day(p.fixed));
    const Tick limit = std::min({deadline, fixed, end});
    Person before;
    if (open) before = p;
    const Fired fired = follow(p, setup_.hazards.row(p), setup_.multipliers.of(p), setup_.calendar, limit);
    Kind kind;
    Tick at;
    if (fired.clock != Clock::none) {
      kind = kind_of(fired.clock), at = fired.at;
    } else if (limit >= end) {
      if (open) p = before;
      p.next = kNever;
      return;
    } else {
      kind = limit == deadline ? at_deadline : Kind::fixed_date, at = limit;
    }
    if (fired.clock == Clock::function) {
      // The draw that belongs to this change says which way it goes.
      const sim::Draws d = draw(id, Purpose::function, p.changes);
      const bool down = p.function == able || (p.function < severe && sim::chance(d[0], fired.decline_share));
      p.target = static_cast<unsigned>(down ? p.function + 1 : p.function - 1) & 3u;
      if (!open && change_is_private(id, at, p.target, d[1])) {
        set_function(id, at, p.target, d[2]);
        ++events_;
        continue;
      }
    }
    if (kind == Kind::fixed_date && departs_on(id, p.fixed)) kind = Kind::departs;
    if (kind == Kind::fixed_date && !open) {
      const Person then = p;
      const unsigned reached = setup_.multipliers.reached(p);
      apply_fixed(id, p.fixed);
      if (!needs_differ(then, p) || wish_after(id, p, at, draw(id, Purpose::fixed, then.fixed)[0]) == Wish::nothing) {
        p.since = at;
        ++events_;
        tell_life(id, at, Moment::fixed_date);
        continue;
      }
      // They will ask for something then: undo, and do it when the day has come.
      tell_reached(setup_.multipliers.reached(p), reached, tick_of_day(then.fixed));
      p = then;
    }
    if (open) {
      const std::uint8_t target = p.target;
      p = before;
      p.target = target & 3u;
    }
    list(id, at > t ? at : t + 1, kind);
    return;
  }
}

bool County::departs_on(Id id, int day) const {
  if (!setup_.migration.happens()) return false;
  const Person& p = people_[id];
  const double budget = sim::exponential(draw(id, Purpose::fate)[3]);
  return setup_.migration.leaving_day(p, std::max(0, setup_.birthday(p, 60)), budget) == day;
}

bool County::change_is_private(Id id, Tick t, std::uint8_t function, std::uint32_t word) const {
  Person then = people_[id];
  then.function = function & 3u;
  return wish_after(id, then, t, word) == Wish::nothing;
}

Wish County::wish_after(Id id, const Person& p, Tick t, std::uint32_t word) const {
  if (p.terminal || is_hospital(p.at())) return Wish::nothing;
  return setup_.choice.wish(p, age(p, t), rule(t).terms, own_reliefs(id, t), Trigger::change_of_need, word);
}

/// When the person goes home from where they live if nothing comes first. Exponential from any day on: the first point
/// after `t` of a Poisson process of the person's own, drawn in stretches of the mean stay. So it does not depend on
/// when they came, and who gets a bed a week later leaves it on the same day.
Tick County::home_again(Id id, Tick t) const {
  const auto pool = static_cast<std::uint32_t>(pool_of(people_[id].lives()));
  const double mean = setup_.parameters.home_again_days[pool];
  for (auto stretch = static_cast<std::uint32_t>(sim::days(t) / mean);; ++stretch) {
    if (stretch * mean > setup_.calendar.days()) return kNever;
    double point = 0;  // since the stretch began, in means
    for (std::uint32_t four = 0; point < 1; ++four)
      for (const std::uint32_t word : draw(id, Purpose::leaving, (stretch * 512u + four) * 8u + pool)) {
        point += sim::exponential(word);
        if (point >= 1) break;
        const Tick at = sim::after(0, (stretch + point) * mean);
        if (at > t) return at;
      }
  }
}

/// `word`: the draw of the time until the next change.
void County::set_function(Id id, Tick t, std::uint8_t function, std::uint32_t word) {
  Person& p = people_[id];
  const int from = state_of(p);
  const unsigned applied = setup_.multipliers.applies(p);
  p.function = function & 3u;
  tell_state(id, from, state_of(p), t);
  now_for(id, t, applied);
  ++p.changes;
  p.left_function = static_cast<float>(sim::exponential(word));
  tell_life(id, t, Moment::function);
}

void County::on_function(Id id, Tick t) {
  Person& p = people_[id];
  const sim::Draws d = draw(id, Purpose::function, p.changes);
  set_function(id, t, p.target, d[2]);
  if (p.waits()) {
    // A nursing bed is no longer what somebody needs who can live at home again.
    if (p.at() == Place::home && p.function < moderate && p.waiting == 1 + pool_of(Place::nursing))
      stop_waiting(id, t, Left::without);
    return plan_at_base(id, t);
  }
  act(id, t, wish_after(id, p, t, d[1]));
}

}  // namespace yanglao::care
