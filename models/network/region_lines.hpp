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
      else if (!first_pushes_out(s, at))
        break;
    }
  }
  unsettled_.clear();
}

/// A person done at their stage stays there when the next is full. False: nothing holds them.
template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::block(std::uint32_t id, Person& p, sim::Tick at) {
  const std::size_t from = p.stage;
  const Blocking kind = plan_.network.stages[from].blocking;
  if (!Rules::blocking || kind == Blocking::none) return false;
  std::size_t to = p.next;
  if (const Elsewhere* way = plan_.network.way(p.next)) {
    if (plan_.region_of(*way, region_) != region_) return false;
    to = static_cast<std::size_t>(way->stage);  // a way that leads here is one to the stage
  }
  if (from == to || to >= plan_.stages) return false;
  Pool& target = pools_[to];
  if (plan_.network.stages[to].unlimited || (target.free() && target.waiting == 0)) return false;
  if (kind == Blocking::until_room && target.has_room()) return false;
  if (can_push_out(to, nodes_[node(p, to)].priority)) return false;
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
    tallies_.level(tallies_.held(node(p, from)), at, 1);
    target.outside.push_back({id, at});
  }
  if (stays_blocked(p, from, to)) {
    ++stuck_[from * plan_.stages + to];
    ++all_stuck_;
    // Where not everybody is blocked, a place will be free again.
    if (pools_[from].blocked >= pools_[from].capacity) look_for_deadlock();
  }
  return true;
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::release_held(const Person& p, std::size_t held, std::size_t cause,
                                                       sim::Tick at) {
  Pool& pool = pools_[held];
  tallies_.level(tallies_.blocked(held, cause), at, -1);
  if (stays_blocked(p, held, cause)) {
    --stuck_[held * plan_.stages + cause];
    --all_stuck_;
  }
  --pool.blocked;
  --pool.occupied;
  settle(held, at);
}

/// The first of those blocked for want of room comes in, and their place upstream is free.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::let_in(std::size_t stage, sim::Tick at) {
  sim::Ring<Entry>& outside = pools_[stage].outside;
  const Entry entry = Rules::outside_in_order ? outside.front() : outside.back();
  Rules::outside_in_order ? outside.pop_front() : outside.pop_back();
  Person& p = people_[entry.id];
  const std::size_t from = p.stage;
  tallies_.event();
  tallies_.level(tallies_.held(node(p, from)), at, -1);
  // In before the place upstream is free: whoever takes that place must not overtake.
  enter(entry.id, p, stage, at);
  release_held(p, from, stage, at);
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
    release_held(p, held, stage, at);
  }
  settle(stage, at);
  paused_[id] = {};  // what they began elsewhere ends here
  enter(id, p, static_cast<std::size_t>(n.gives_up_to), at);
  if (Rules::look_after_giving_up && all_stuck_ > 0) look_for_deadlock();
}

template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::can_push_out(std::size_t stage, int priority) {
  Pool& pool = pools_[stage];
  if (!pool.preemptive || !Rules::priorities || pool.draining()) return false;
  for (std::size_t level = pool.serving.size(); level-- > static_cast<std::size_t>(priority) + 1;) {
    sim::Ring<Entry>& those = pool.serving[level];
    while (!those.empty() && !serves(those.back(), stage)) those.pop_back();
    if (!those.empty()) return true;
  }
  return false;
}

/// Left where they are; stale entries before them are dropped.
template <typename Rules, bool Plain, bool Travel>
std::optional<Entry> NetworkRegion<Rules, Plain, Travel>::first_in_line(std::size_t stage) {
  Pool& pool = pools_[stage];
  for (std::size_t level = 0; pool.waiting > 0 && level < pool.line.size(); ++level) {
    sim::Ring<Entry>& line = pool.line[level];
    const auto at_the_end = [&] { return pool.lifo ? line.back() : line.front(); };
    while (!line.empty() && !waits(at_the_end(), stage)) pool.lifo ? line.pop_back() : line.pop_front();
    if (!line.empty()) return at_the_end();
  }
  return std::nullopt;
}

/// The first in line may be more urgent than somebody in service: they came while closed places were still held, when
/// nobody is pushed out. True: somebody was, and `settle` has to look again. So with the first of those outside.
template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::first_pushes_out(std::size_t stage, sim::Tick at) {
  Pool& pool = pools_[stage];
  if (!pool.preemptive || !Rules::line_pushes_out) return false;
  if (const auto first = first_in_line(stage))
    if (push_out(stage, nodes_[node(people_[first->id], stage)].priority, at)) return true;
  if (pool.outside.empty()) return false;
  if (!can_push_out(stage, nodes_[node(people_[pool.outside.front().id], stage)].priority)) return false;
  let_in(stage, at);
  return true;
}

/// Puts the least urgent of those in service, the last who came, back to the head of their line: their service goes on
/// later where it stopped, and their patience begins anew. False when nobody is less urgent than `priority`, or places
/// that are closed are still held: a place that falls free is then no place.
template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::push_out(std::size_t stage, int priority, sim::Tick at) {
  Pool& pool = pools_[stage];
  if (!pool.preemptive || !Rules::priorities || pool.draining()) return false;
  for (std::size_t level = pool.serving.size(); level-- > static_cast<std::size_t>(priority) + 1;) {
    const auto entry =
        take(pool.serving[level], Rules::push_out_last, [&](const Entry& e) { return serves(e, stage); });
    if (!entry) continue;
    Person& p = people_[entry->id];
    tallies_.level(tallies_.serving(node(p, stage)), at, -1);
    tallies_.level(tallies_.waiting(node(p, stage)), at, Rules::queue_step);
    tallies_.count(Count::pushed_out, stage);
    tallies_.event();
    paused_[entry->id] = {p.due > at ? p.due - at : 1, p.next, false};
    p.status = Status::waiting;
    p.next = kNoPool;
    p.since = at;
    --pool.occupied;
    const auto valid = [&](const Entry& e) { return waits(e, stage); };
    if constexpr (Rules::pushed_out_first)
      add_front(pool.line[level], {entry->id, at}, valid);
    else
      add(pool.line[level], {entry->id, at}, valid);
    ++pool.waiting;
    be_patient(entry->id, p, nodes_[node(p, stage)], at);
    return true;
  }
  return false;
}

}  // namespace yanglao::network
