// Capacities that change by date, and whom a cut puts out. Included by region.hpp.
#pragma once

#include <algorithm>

#include "models/network/region.hpp"

namespace yanglao::network {

/// All capacities of the day are what they will be before anybody moves, so that names of stages decide nothing: then
/// people go into the places opened, then the cuts put out whom they have to, then lines are looked at once more.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::capacity_changes(int day) {
  const sim::Tick at = sim::tick_of_day(day);
  changed_.clear();
  for (; next_change_ < changes_.size() && changes_[next_change_].day <= day; ++next_change_) {
    const Change& change = changes_[next_change_];
    Pool& pool = pools_[change.stage];
    tallies_.level(tallies_.capacity(change.stage), at, change.capacity - pool.capacity);
    pool.capacity = change.capacity;
    pool.highest = change.highest;
    changed_.push_back(change.stage);
    if constexpr (!Rules::day_at_once && !Plain) {
      put_out(at);
      changed_.clear();
    }
  }
  if (Rules::opened_first) settle_changed(at);
  if constexpr (!Plain) put_out(at);
  if constexpr (!Rules::draining)
    for (const std::size_t s : changed_) pools_[s].occupied = std::min(pools_[s].occupied, pools_[s].capacity);
  settle_changed(at);
  if constexpr (!Plain)
    if (all_stuck_ > 0) look_for_deadlock();
}

/// The stage whose first in line has waited longest is settled first.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::settle_changed(sim::Tick at) {
  if constexpr (!Plain && Rules::longest_first) {
    const auto first = [&](std::size_t stage) {
      auto entry = first_in_line(stage);
      const sim::Ring<Entry>& outside = pools_[stage].outside;
      if (!entry && !outside.empty()) entry = outside.front();
      return entry ? std::pair(entry->since, entry->id) : std::pair(sim::kNever, kFirstSource);
    };
    std::sort(changed_.begin(), changed_.end(),
              [&](std::size_t a, std::size_t b) { return first(a) < first(b); });
  }
  for (const std::size_t s : changed_) settle(s, at);
}

/// Of each stage the least urgent go first, of these the last who came. Who is blocked is not put out: their place is
/// next door. All are out before the first of them goes anywhere, in the same order whatever stage they come from.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::put_out(sim::Tick at) {
  std::vector<std::uint32_t>& those = put_out_;
  those.clear();
  const auto goes_before = [&](std::uint32_t a, std::uint32_t b) {
    const Person &p = people_[a], &q = people_[b];
    const int i = nodes_[node(p, p.stage)].priority, j = nodes_[node(q, q.stage)].priority;
    if (Rules::cut_by_urgency && i != j) return i > j;
    if (p.since != q.since) return Rules::last_out_first ? p.since > q.since : p.since < q.since;
    return a > b;
  };
  for (const std::size_t stage : changed_) {
    const int surplus = pools_[stage].occupied - pools_[stage].capacity;
    if (!Rules::cuts || surplus <= 0 || plan_.network.stages[stage].cut == Cut::drain) continue;
    const auto before = static_cast<std::ptrdiff_t>(those.size());
    for (std::uint32_t id = 0; id < people_.size(); ++id)
      if (people_[id].stage == stage && people_[id].status == Status::serving) those.push_back(id);
    std::sort(those.begin() + before, those.end(), goes_before);
    those.resize(std::min(those.size(), static_cast<std::size_t>(before + surplus)));
  }
  if (Rules::out_in_order) std::sort(those.begin(), those.end(), goes_before);
  for (const std::uint32_t id : those) {
    Person& p = people_[id];
    tallies_.event();
    tallies_.count(Count::pushed_out, p.stage);
    tallies_.level(tallies_.serving(node(p, p.stage)), at, -1);
    --pools_[p.stage].occupied;
    // Who is moved goes on with the stay they began; who is sent home begins there as anybody does.
    // A stay that would end at this very moment has a tick left.
    if (plan_.network.stages[p.stage].cut == Cut::move) paused_[id] = {p.due > at ? p.due - at : 1, p.next, true};
    p.status = Status::gone;
  }
  for (const std::uint32_t id : those)
    enter(id, people_[id], static_cast<std::size_t>(plan_.network.stages[people_[id].stage].cut_to), at);
}

}  // namespace yanglao::network
