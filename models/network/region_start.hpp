// The places and people there are at the start. Included by region.hpp.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/network/limits.hpp"
#include "models/network/region.hpp"

namespace yanglao::network {

template <typename Rules, bool Plain, bool Travel>
NetworkRegion<Rules, Plain, Travel>::NetworkRegion(const Plan& plan, int region, sim::StreamKey key)
    : plan_(plan),
      nodes_(plan.nodes.data()),
      aliases_(plan.aliases.data()),
      targets_(plan.targets),
      region_(region),
      draws_(key, static_cast<std::uint32_t>(region)),
      stream_(key, static_cast<std::uint32_t>(region)),
      list_(plan.days),
      tallies_(plan, Rules::warm_up),
      shared_draws_(key, 0),
      all_regions_(key, 0) {
  set_pools();
  set_people();
  set_sources();
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::set_pools() {
  pools_.resize(plan_.stages);
  std::int64_t put_out = 0;  // at most, on one day
  for (std::size_t s = 0; s < plan_.stages; ++s) {
    const Stage& stage = plan_.network.stages[s];
    Pool& pool = pools_[s];
    int levels = 1;
    if (stage.discipline == Discipline::priority || stage.discipline == Discipline::preemptive)
      for (const Service& each : stage.by_class) levels = std::max(levels, each.priority + 1);
    pool.line.resize(static_cast<std::size_t>(levels));
    pool.lifo = stage.discipline == Discipline::lifo;
    pool.preemptive = stage.discipline == Discipline::preemptive;
    if (pool.preemptive) pool.serving.resize(static_cast<std::size_t>(levels));
    if (stage.room) pool.room = *stage.room;
    if (stage.unlimited) {
      if (Plain) pool.capacity = std::numeric_limits<int>::max(), pool.counted = 0;
      continue;
    }
    pool.capacity = plan_.capacity(s, region_, 0);
    tallies_.level(tallies_.capacity(s), 0, pool.capacity);
    // As many as have places: few lines ever grow longer, and then they grow while time runs.
    for (auto& line : pool.line)
      line.reserve(static_cast<std::size_t>(std::min<std::int64_t>(pool.capacity, plan_.people(region_))));
    for (auto& those : pool.serving)
      those.reserve(static_cast<std::size_t>(std::min<std::int64_t>(pool.capacity, plan_.people(region_))));
    const std::size_t first = changes_.size();
    for (int day = 1, before = pool.capacity; day < plan_.days; ++day)
      if (const int now = plan_.capacity(s, region_, day); now != before) {
        changes_.push_back({day, s, now, now});
        before = now;
      }
    for (std::size_t i = changes_.size(); i-- > first;) {
      pool.highest = std::max(pool.highest, changes_[i].capacity);
      changes_[i].highest = pool.highest;
    }
    pool.highest = std::max(pool.highest, pool.capacity);
    if (stage.cut != Cut::drain)
      put_out += std::min<std::int64_t>(pool.highest, plan_.people(region_) + 1000);
  }
  std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) { return a.day < b.day; });
  put_out_.reserve(static_cast<std::size_t>(put_out));
  changed_.reserve(plan_.stages);
  unsettled_.reserve(64);
  opens_.resize(plan_.stages);
  if (plan_.blocking) stuck_.resize(plan_.stages * plan_.stages);
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::set_people() {
  reserve();
  const auto at_each_stage = [&](double Service::*found, auto&& one) {
    for (std::size_t c = 0; c < plan_.classes; ++c)
      for (std::size_t s = 0; s < plan_.stages; ++s) {
        const double there = plan_.network.stages[s].by_class[c].*found;
        for (std::int64_t left = plan_.part(there * plan_.scale, region_); left > 0; --left) one(c, s);
      }
  };
  // Of all classes those in service first, then the line, then the rest: nobody is found in a place that somebody of
  // another class has, and nobody who only now comes is ahead of the line.
  at_each_stage(&Service::at_start, [&](std::size_t c, std::size_t s) { start_serving(c, s); });
  if (Rules::line_at_start)
    at_each_stage(&Service::waiting_at_start, [&](std::size_t c, std::size_t s) { start_waiting(c, s); });
  for (std::size_t c = 0; c < plan_.classes; ++c) {
    const auto starts_at = static_cast<std::size_t>(plan_.network.classes[c].starts_at);
    for (std::int64_t left = plan_.nowhere(c, region_), i = 0; i < left; ++i) {
      const std::uint32_t id = new_person(c);
      if constexpr (Plain) {  // where all whose turn is next are new, and have made no draw
        const std::uint64_t ids[] = {id, id + 1, id + 2, id + 3};
        if (i % 4 == 0) draws_.draw(ids, 0, 0, 0, 0, ready_, 0);
        const Draw draw = ready_[static_cast<std::size_t>(i % 4)];
        enter(id, people_[id], starts_at, 0, &draw);
      } else {
        enter(id, people_[id], starts_at, 0);
      }
    }
  }
}

/// So that no memory is taken while time runs, but for what grows by doubling: docs/network.md.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::reserve() {
  const auto all = static_cast<std::size_t>(plan_.people(region_));
  const std::size_t some = all / 64 + 64;  // on one day
  list_.reserve(all, some);
  // Where people travel, there may be a few more than at the start before as many have gone.
  const std::size_t most = plan_.travel ? all + some : all;
  people_.reserve(most);
  if constexpr (!Plain) paused_.reserve(most);
  if (!Plain && plan_.open) serial_.reserve(most);
  if (!plan_.travel) return;
  unused_.reserve(most);
  outbox_.reserve(some);
}

template <typename Rules, bool Plain, bool Travel>
std::uint32_t NetworkRegion<Rules, Plain, Travel>::new_person(std::size_t klass) {
  std::uint32_t id;
  if (unused_.empty()) {
    if (people_.size() == people_.capacity()) grow_people();
    id = static_cast<std::uint32_t>(people_.size());
    people_.emplace_back();
    if (!Plain && plan_.open) serial_.push_back(0);
    if constexpr (!Plain) paused_.emplace_back();
  } else {
    id = unused_.back();
    unused_.pop_back();
    // What the last owner listed is stale by its tick. Without serial numbers their draws are gone on with.
    const std::uint32_t draws = Plain ? people_[id].draws : 0;
    people_[id] = {};
    people_[id].draws = draws;
    if constexpr (!Plain) paused_[id] = {};
  }
  people_[id].klass = static_cast<std::uint8_t>(klass);
  if (!Plain && plan_.open) serial_[id] = next_serial_;
  ++next_serial_;
  return id;
}

/// Room for twice as many people, if that many fit.
template <typename Rules, bool Plain, bool Travel>
[[gnu::cold]] void NetworkRegion<Rules, Plain, Travel>::grow_people() {
  const std::size_t more = std::max<std::size_t>(64, 2 * people_.capacity());
  refuse_growth(plan_, region_, more);
  people_.reserve(more);
  if constexpr (!Plain) paused_.reserve(more);
  if (!Plain && plan_.open) serial_.reserve(more);
}

/// A person found in service at the start. Without a free place they wait.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::start_serving(std::size_t klass, std::size_t stage) {
  const std::uint32_t id = new_person(klass);
  Person& p = people_[id];
  const Node& n = nodes_[node(p, stage)];
  Pool& pool = pools_[stage];
  if (n.pool != kNoPool && !pool.free()) return join(id, p, stage, 0, kNoPool);
  if (Plain || n.pool != kNoPool) ++pool.occupied;
  start(id, p, stage, 0);
  if (!plan_.network.stages[stage].residual_at_start || n.mean_ticks != 0) return;
  if (Rules::found == Residual::whole) return;
  // The event listed for a whole service becomes stale. Draws of no use to anybody else: the count beyond all.
  sim::Generator g = generator(id, sim::kNever);
  const double left = Rules::found == Residual::shortened
                          ? sim::unit(draws_(who(id), sim::kNever)[3]) * n.service->sample(g)
                          : n.service->residual(g);
  p.due = later(0, left * sim::kTicksPerDay * Rules::service_factor);
  list(p.due, id);
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::start_waiting(std::size_t klass, std::size_t stage) {
  const std::uint32_t id = new_person(klass);
  Person& p = people_[id];
  const Node& n = nodes_[node(p, stage)];
  if (n.pool == kNoPool) return enter(id, p, stage, 0);
  if (!Plain && !pools_[stage].free() && push_out(stage, n.priority, 0)) {
    ++pools_[stage].occupied;
    return take_place(id, p, stage, 0);
  }
  join(id, p, stage, 0, kNoPool);
  settle(stage, 0);
}

}  // namespace yanglao::network
