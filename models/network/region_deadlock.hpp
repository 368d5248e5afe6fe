// Deadlocks: who stays blocked, and which stages never have a place free again. Included by region.hpp.
#pragma once

#include <algorithm>

#include "models/network/region.hpp"

namespace yanglao::network {

template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::stays_blocked(const Person& p, std::size_t held, std::size_t cause) const {
  const bool in_line = plan_.network.stages[held].blocking == Blocking::until_service;
  return !in_line || !Rules::patience || nodes_[node(p, cause)].patience == nullptr;
}

/// Somebody in the line who takes up room there may give up.
template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::line_may_shrink(std::size_t stage) const {
  if (pools_[stage].waiting == pools_[stage].holders) return false;
  for (std::size_t k = 0; k < plan_.classes; ++k) {
    const std::size_t here = plan_.node(k, stage);
    if (Rules::patience && nodes_[here].patience != nullptr && tallies_.now(tallies_.waiting(here)) > 0) return true;
  }
  return false;
}

/// Places that blocked people hold, each of whom waits for another such place, are never free again. Whoever is in
/// service leaves one day, so a stage opens unless people who are stuck hold all its places, those to come included.
/// That can change when somebody is blocked or gives up, and when capacity falls; never by a departure as such.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::look_for_deadlock() {
  if (!Rules::deadlocks) return;
  const std::size_t n = plan_.stages;
  std::fill(opens_.begin(), opens_.end(), 0);
  const auto goes_on = [&](std::size_t held, std::size_t cause) {
    return opens_[cause] != 0 ||
           (plan_.network.stages[held].blocking == Blocking::until_room && line_may_shrink(cause));
  };
  const auto stuck = [&](std::size_t held) {
    int people = 0;
    for (std::size_t cause = 0; cause < n; ++cause)
      if (stuck_[held * n + cause] > 0 && !goes_on(held, cause)) people += stuck_[held * n + cause];
    return people;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < n; ++s)
      if (opens_[s] == 0 && stuck(s) < (Rules::all_places ? pools_[s].highest : 1)) opens_[s] = changed = true;
  }
  for (std::size_t s = 0; s < n; ++s) {
    const bool dead = opens_[s] == 0 && stuck(s) > 0;
    if (dead && !pools_[s].deadlocked) tallies_.count(Count::deadlocks, s);
    pools_[s].deadlocked = dead;
  }
}

}  // namespace yanglao::network
