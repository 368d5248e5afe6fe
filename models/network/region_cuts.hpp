// Capacities that change by date, and whom a cut puts out. Included by region.hpp.
#pragma once

#include <algorithm>

#include "models/network/region.hpp"

namespace yanglao::network {

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::capacity_changes(int day) {
  const sim::Tick at = sim::tick_of_day(day);
  for (; next_change_ < changes_.size() && changes_[next_change_].day <= day; ++next_change_) {
    const Change& change = changes_[next_change_];
    Pool& pool = pools_[change.stage];
    tallies_.level(tallies_.capacity(change.stage), at, change.capacity - pool.capacity);
    pool.capacity = change.capacity;
    pool.highest = change.highest;
    if (const int surplus = pool.occupied - pool.capacity;
        Rules::cuts && surplus > 0 && plan_.network.stages[change.stage].cut != Cut::drain)
      put_out(change.stage, surplus, at);
    if (!Rules::draining) pool.occupied = std::min(pool.occupied, pool.capacity);
    settle(change.stage, at);
  }
  if constexpr (!Plain)
    if (all_stuck_ > 0) look_for_deadlock();
}

/// The least urgent go first, of these the last who came. Who is blocked is not put out: their place is next door.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::put_out(std::size_t stage, int surplus, sim::Tick at) {
  std::vector<std::uint32_t>& those = in_service_;
  those.clear();
  for (std::uint32_t id = 0; id < people_.size(); ++id)
    if (people_[id].stage == stage && people_[id].status == Status::serving) those.push_back(id);
  std::sort(those.begin(), those.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Person &p = people_[a], &q = people_[b];
    const int i = nodes_[node(p, stage)].priority, j = nodes_[node(q, stage)].priority;
    if (i != j) return i > j;
    if (p.since != q.since) return Rules::last_out_first ? p.since > q.since : p.since < q.since;
    return a > b;
  });
  const Stage& from = plan_.network.stages[stage];
  those.resize(std::min(those.size(), static_cast<std::size_t>(surplus)));
  for (const std::uint32_t id : those) {
    Person& p = people_[id];
    tallies_.event();
    tallies_.count(Count::pushed_out, stage);
    tallies_.level(tallies_.serving(node(p, stage)), at, -1);
    --pools_[stage].occupied;
    // Who is moved goes on with the stay they began; who is sent home begins there as anybody does.
    // A stay that would end at this very moment has a tick left.
    if (from.cut == Cut::move) paused_[id] = {p.due > at ? p.due - at : 1, p.next, true};
    p.status = Status::gone;
    enter(id, p, static_cast<std::size_t>(from.cut_to), at);
  }
}

}  // namespace yanglao::network
