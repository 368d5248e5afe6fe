// The moves of one person: done at a stage, on to the next, into service or into a line. Included by region.hpp.
#pragma once

#include "models/network/region.hpp"

namespace yanglao::network {

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::advance(int last_day) {
  list_.template run<Travel>(
      last_day,
      [this](sim::Event event, std::size_t slot) {
        handle(event, slot);
        if (Rules::look_always && all_stuck_ > 0) look_for_deadlock();
      },
      [this](std::uint32_t id) {
        if (Plain || id < kFirstSource) __builtin_prefetch(&people_[listed(id)], 1);
      },
      [this](std::span<const std::uint64_t> events) {
        if constexpr (kReady) make_ready(events);
      },
      [this](int day) {
        tallies_.day_starts(day);
        // Stages that are dead when counting begins are told once more: nothing may ever happen there again.
        if (!Plain && day == plan_.warm_up && day > 0)
          for (std::size_t s = 0; s < pools_.size(); ++s)
            if (pools_[s].deadlocked) tallies_.count(Count::deadlocks, s);
        if (next_change_ < changes_.size()) capacity_changes(day);
      });
  if (last_day >= plan_.days) tallies_.day_starts(plan_.days);
}

template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::handle(sim::Event event, std::size_t slot) {
  if constexpr (!Plain)
    if (event.id >= kFirstSource) return arrive(event.id - kFirstSource, event.at);
  event.id = listed(event.id);
  Person& p = people_[event.id];
  if constexpr (Travel)
    if (p.status == Status::coming) [[unlikely]]
      return come_in(event.id, p, event.at);
  if constexpr (!Plain) {
    const bool counts = p.due == event.at || (!Rules::stale_dropped && p.status == Status::serving);
    if (!counts) return;
    if (p.status == Status::waiting) return give_up(event.id, p, event.at);
  }
  finish(event.id, p, event.at, slot);
}

/// Makes the next draws of those whose turn is soon, so that nobody waits for theirs.
template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::make_ready(std::span<const std::uint64_t> events) {
  const auto draws = [&](std::size_t i) { return people_[static_cast<std::uint32_t>(events[i])].draws; };
  for (std::size_t i = 0; i < events.size(); i += 4)
    draws_.draw(&events[i], draws(i), draws(i + 1), draws(i + 2), draws(i + 3), ready_, i);
}

template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::finish(std::uint32_t id, Person& p, sim::Tick at,
                                                                  std::size_t slot) {
  if constexpr (!Plain)
    if (plan_.blocking && block(id, p, at)) return;
  const std::size_t from = p.stage, to = p.next, here = node(p, from);
  // Made early, it is still the next: whoever has an event listed draws nothing before it.
  const bool ready = kReady && slot != sim::EventList::kBlock;
  Draw draw;
  if (ready) draw = ready_[slot];
  tallies_.event();
  tallies_.level(tallies_.serving(here), at, -1);
  if (Plain || nodes_[here].pool != kNoPool) {  // of a plain network all stages are pools: one branch less to guess
    --pools_[from].occupied;
    // Done with the stage, so that nobody who goes in now pushes them out of a place that they have left.
    if constexpr (!Plain) p.status = Status::gone;
    settle(from, at);
  }
  enter(id, p, to, at, ready ? &draw : nullptr);
}

template <typename Rules, bool Plain, bool Travel>
[[gnu::always_inline]] inline void NetworkRegion<Rules, Plain, Travel>::enter(std::uint32_t id, Person& p,
                                                                              std::size_t target, sim::Tick at,
                                                                              const Draw* ready) {
  for (;;) {
    const Node& n = nodes_[node(p, target)];
    if (n.exit) {
      if constexpr (Travel)
        if (n.way != kNoWay) {
          const Elsewhere& way = plan_.network.elsewhere[n.way];
          if (leave(id, p, way, at)) return;
          target = static_cast<std::size_t>(way.stage);
          continue;
        }
      return depart(id, p, node(p, target));
    }
    if (!Plain && n.pool == kNoPool) return start(id, p, target, at, ready);
    Pool& pool = pools_[target];
    if (pool.free() && pool.waiting == 0) {
      ++pool.occupied;
      return take_place(id, p, target, at, ready);
    }
    if constexpr (Plain) return join(id, p, target, at, kNoPool);
    const Stage& stage = plan_.network.stages[target];
    if (push_out(target, n.priority, at)) {
      ++pool.occupied;
      return take_place(id, p, target, at);
    }
    bool refused = Rules::room && !pool.has_room();
    double balks = 0;
    for (const Balking& b : stage.balking)
      if (Rules::balking && pool.waiting >= b.queue) balks = b.probability;
    if (balks > 0 && !refused) refused = sim::chance(draws_(who(id), p.draws++)[2], balks);
    if (!refused) return join(id, p, target, at, kNoPool);
    tallies_.count(Count::turned_away, target);
    paused_[id] = {};  // without room for what they began elsewhere, they begin anew
    target = Rules::overflow ? static_cast<std::size_t>(stage.overflow) : plan_.stages;
  }
}

template <typename Rules, bool Plain, bool Travel>
[[gnu::always_inline]] inline void NetworkRegion<Rules, Plain, Travel>::take_place(std::uint32_t id, Person& p,
                                                                                   std::size_t stage, sim::Tick at,
                                                                                   const Draw* ready) {
  // Who comes back after being pushed out was admitted before; who was moved here was not.
  const int counted = Plain ? pools_[stage].counted : 1;
  if (Plain || paused_[id].left == 0 || paused_[id].moved) tallies_.count(Count::admissions, stage, counted);
  tallies_.event(counted);
  start(id, p, stage, at, ready);
}

template <typename Rules, bool Plain, bool Travel>
[[gnu::always_inline]] inline void NetworkRegion<Rules, Plain, Travel>::start(std::uint32_t id, Person& p,
                                                                              std::size_t stage, sim::Tick at,
                                                                              const Draw* ready) {
  const std::size_t here = node(p, stage);
  const Node& n = nodes_[here];
  p.stage = static_cast<std::uint8_t>(stage);
  p.status = Status::serving;
  p.since = at;
  tallies_.level(tallies_.serving(here), at, 1);
  if constexpr (!Plain) {
    Pool& pool = pools_[stage];
    if (pool.preemptive) add(pool.serving[n.priority], {id, at}, [&](const Entry& e) { return serves(e, stage); });
    if (const Paused rest = paused_[id]; rest.left != 0) {
      paused_[id] = {};
      if (Rules::resume) {
        p.due = later(at, rest.left);
        p.next = rest.next;
        return list(p.due, id);
      }
    }
  }
  const std::uint32_t count = p.draws++;
  const Draw draw = ready != nullptr ? *ready : draws_.draw(who(id), count);
  double duration;
  if (n.mean_ticks != 0) [[likely]] {
    duration = n.mean_ticks * draw.unit;
  } else {
    sim::Generator g = generator(id, count);
    duration = (Rules::service_only_mean ? n.service->mean() * draw.unit : n.service->sample(g)) *
               sim::kTicksPerDay;
  }
  if constexpr (Rules::service_factor != 1) duration *= Rules::service_factor;
  p.due = later(at, duration);
  const Node& way = Rules::own_routes ? n : nodes_[stage];
  const std::uint64_t spot = std::uint64_t{draw.route} * way.cells;
  const Alias cell = aliases_[way.route + (spot >> 32)];
  p.next = static_cast<std::uint32_t>(spot) < cell.threshold ? cell.first : cell.other;
  if constexpr (!Rules::routing)
    if (draws_(who(id), count)[2] < 0x10000000) p.next = aliases_[n.route].first;
  list(p.due, id);
}

template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::join(std::uint32_t id, Person& p, std::size_t stage, sim::Tick at,
                                                      std::uint8_t held) {
  const std::size_t here = node(p, stage);
  const Node& n = nodes_[here];
  Pool& pool = pools_[stage];
  p.stage = static_cast<std::uint8_t>(stage);
  p.next = held;
  p.status = Status::waiting;
  p.since = at;
  ++pool.waiting;
  tallies_.level(tallies_.waiting(here), at, Rules::queue_step);
  if constexpr (Plain) {
    p.due = sim::kNever;
    pool.line[0].push_back({id, at});
    return;
  }
  const std::size_t level = Rules::priorities && pool.line.size() > 1 ? n.priority : 0;
  add(pool.line[level], {id, at}, [&](const Entry& e) { return waits(e, stage); });
  be_patient(id, p, n, at);
}

/// Draws how long somebody who waits from now on does so, and lists it.
template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::be_patient(std::uint32_t id, Person& p, const Node& n, sim::Tick at) {
  p.due = sim::kNever;
  if (n.patience == nullptr || !Rules::patience) return;
  const std::uint32_t count = p.draws++;
  sim::Generator g = generator(id, count);
  const double patience = n.patience_ticks != 0 ? n.patience_ticks * sim::fast_exponential(draws_(who(id), count)[0])
                                                : n.patience->sample(g) * sim::kTicksPerDay;
  p.due = later(at, patience * Rules::patience_factor);
  list(p.due, id);
}

template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::depart(std::uint32_t id, Person& p, std::size_t at_exit) {
  tallies_.departure(at_exit);
  p.status = Status::gone;
  p.due = sim::kNever;
  if (Travel && plan_.open) unused_.push_back(id);
}

template <typename Rules, bool Plain, bool Travel>
inline std::optional<Entry> NetworkRegion<Rules, Plain, Travel>::next_in_line(std::size_t stage) {
  Pool& pool = pools_[stage];
  if constexpr (Plain) {
    sim::Ring<Entry>& line = pool.line[0];
    const bool last = Rules::reversed;
    const Entry entry = last ? line.back() : line.front();
    if (last)
      line.pop_back();
    else
      line.pop_front();
    if (!line.empty()) __builtin_prefetch(&people_[line.front().id], 1);
    return entry;
  }
  for (sim::Ring<Entry>& line : pool.line)
    if (auto entry = take(line, pool.lifo != Rules::reversed, [&](const Entry& e) { return waits(e, stage); }))
      return entry;
  return std::nullopt;
}

/// The next in line takes a free place. Somebody must wait.
template <typename Rules, bool Plain, bool Travel>
inline void NetworkRegion<Rules, Plain, Travel>::admit(std::size_t stage, sim::Tick at) {
  const Entry entry = *next_in_line(stage);
  Person& p = people_[entry.id];
  Pool& pool = pools_[stage];
  --pool.waiting;
  ++pool.occupied;
  tallies_.level(tallies_.waiting(node(p, stage)), at, -1);
  tallies_.count(Count::wait_ticks, stage, at - entry.since);
  if (!Plain && p.next != kNoPool) {
    --pool.holders;
    release_held(p, p.next, stage, at);
  }
  take_place(entry.id, p, stage, at);
}

}  // namespace yanglao::network
