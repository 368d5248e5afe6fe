// What happens when places and rooms are short: blocking, giving up, pushing out. Included by region.hpp.
#pragma once

#include "models/network/region.hpp"

namespace yanglao::network {

/// After a place or room at `stage` has become free: whoever may go in goes in, and so on upstream.
template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::settle(std::size_t stage, sim::Tick at) {
  if constexpr (Plain) {
    Pool& pool = pools_[stage];
    while (pool.free() && pool.waiting > 0) admit(stage, at);
    return;
  }
  const bool outermost = unsettled_.empty();
  unsettled_.push_back(static_cast<std::uint8_t>(stage));
  if (!outermost) return;
  // First come, first settled: the order is that in which places became free.
  for (std::size_t i = 0; i < unsettled_.size(); ++i) {
    const std::size_t s = unsettled_[i];
    Pool& pool = pools_[s];
    for (;;) {
      if (pool.free() && pool.waiting > 0)
        admit(s, at);
      else if (!pool.outside.empty() && (pool.free() || pool.has_room()))
        let_in(s, at);
      else
        break;
    }
  }
  unsettled_.clear();
}

/// A person done at their stage stays there when the next is full. False: nothing holds them.
template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::block(std::uint32_t id, Person& p, sim::Tick at) {
  const std::size_t from = p.stage, to = p.next;
  const Blocking kind = plan_.network.stages[from].blocking;
  if (!Rules::blocking || kind == Blocking::none || from == to || plan_.network.is_exit(static_cast<int>(to)))
    return false;
  Pool& target = pools_[to];
  if (plan_.network.stages[to].unlimited || (target.free() && target.waiting == 0)) return false;
  if (kind == Blocking::until_room && target.has_room()) return false;
  tallies_.event();
  tallies_.level(tallies_.serving(node(p, from)), at, -1);
  tallies_.level(tallies_.blocked(from, to), at, 1);
  ++pools_[from].blocked;
  if (kind == Blocking::until_service) {
    ++target.holders;
    join(id, p, to, at, static_cast<std::uint8_t>(from));
  } else {
    p.status = Status::blocked;
    p.since = at;
    p.due = sim::kNever;
    target.outside.push_back({id, at});
  }
  look_for_deadlock(from);
  return true;
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::release_held(std::size_t held, std::size_t cause, sim::Tick at) {
  Pool& pool = pools_[held];
  tallies_.level(tallies_.blocked(held, cause), at, -1);
  --pool.blocked;
  --pool.occupied;
  pool.deadlocked = false;
  settle(held, at);
}

/// The first of those blocked for want of room comes in, and their place upstream is free.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::let_in(std::size_t stage, sim::Tick at) {
  const Entry entry = pools_[stage].outside.front();
  pools_[stage].outside.pop_front();
  Person& p = people_[entry.id];
  const std::size_t from = p.stage;
  tallies_.event();
  // In before the place upstream is free: whoever takes that place must not overtake.
  enter(entry.id, p, stage, at);
  release_held(from, stage, at);
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::give_up(std::uint32_t id, Person& p, sim::Tick at) {
  const std::size_t stage = p.stage, held = p.next;
  const Node& n = nodes_[node(p, stage)];
  Pool& pool = pools_[stage];
  --pool.waiting;
  tallies_.event();
  tallies_.level(tallies_.waiting(node(p, stage)), at, -1);
  tallies_.count(Count::left_waiting, stage);
  tallies_.count(Count::left_wait_ticks, stage, at - p.since);
  p.status = Status::gone;  // so that their entry in the line is stale whatever follows
  if (held != kNoPool) {
    --pool.holders;
    release_held(held, stage, at);
  }
  settle(stage, at);
  enter(id, p, static_cast<std::size_t>(n.gives_up_to), at);
}

/// Puts the least urgent of those in service, the last who came, back to the head of their line: their service goes on
/// later where it stopped. False when nobody is less urgent than `priority`.
template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::push_out(std::size_t stage, int priority, sim::Tick at) {
  Pool& pool = pools_[stage];
  const auto serves = [&](const Entry& e) {
    const Person& p = people_[e.id];
    return p.status == Status::serving && p.since == e.since && p.stage == stage;
  };
  for (std::size_t level = pool.serving.size(); level-- > static_cast<std::size_t>(priority) + 1;) {
    const auto entry = take(pool.serving[level], true, serves);
    if (!entry) continue;
    Person& p = people_[entry->id];
    tallies_.level(tallies_.serving(node(p, stage)), at, -1);
    tallies_.level(tallies_.waiting(node(p, stage)), at, Rules::queue_step);
    tallies_.count(Count::pushed_out, stage);
    tallies_.event();
    paused_[entry->id] = {p.due - at > 0 ? p.due - at : 1, p.next};
    p.status = Status::waiting;
    p.next = kNoPool;
    p.since = at;
    p.due = sim::kNever;
    --pool.occupied;
    pool.line[level].push_front({entry->id, at});
    ++pool.waiting;
    return true;
  }
  return false;
}

/// Places that only blocked people hold, each of whom waits for another such place, are never free again.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::look_for_deadlock(std::size_t stage) {
  if (pools_[stage].blocked < pools_[stage].occupied) return;
  std::vector<bool> moves(plan_.stages);
  for (std::size_t s = 0; s < plan_.stages; ++s) moves[s] = pools_[s].blocked < pools_[s].occupied;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < plan_.stages; ++s)
      for (std::size_t t = 0; t < plan_.stages && !moves[s]; ++t)
        if (moves[t] && tallies_.now(tallies_.blocked(s, t)) > 0) moves[s] = changed = true;
  }
  if (moves[stage]) return;
  for (std::size_t s = 0; s < plan_.stages; ++s) {
    const bool stuck = !moves[s] && pools_[s].occupied > 0;
    if (stuck && !pools_[s].deadlocked) tallies_.count(Count::deadlocks, s);
    pools_[s].deadlocked = stuck;
  }
}

}  // namespace yanglao::network
