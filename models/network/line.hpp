// The line of one stage, by priority, and (where people can be pushed out) those in service.
#pragma once

#include <optional>
#include <vector>

#include "models/network/network.hpp"
#include "models/network/person.hpp"
#include "sim/ring.hpp"

namespace yanglao::network {

/// Places, how many are taken, and who waits. `waiting` counts people; the rings may also hold stale entries.
struct Pool {
  int capacity = 0, occupied = 0;
  int highest = 0;  ///< capacity, now or later
  int waiting = 0;  ///< in the line
  int holders = 0;  ///< of these, who hold a place elsewhere and so take no room here
  int blocked = 0;  ///< places held by people who wait for another stage
  int room = -1;    ///< -1: without limit
  int counted = 1;  ///< 0: places without limit, of which none is counted as an admission
  bool lifo = false, preemptive = false, deadlocked = false;
  std::vector<sim::Ring<Entry>> line;     // by priority
  std::vector<sim::Ring<Entry>> serving;  // by priority, in order of start; preemptive stages only
  sim::Ring<Entry> outside;               // blocked until there is room
  [[nodiscard]] bool free() const { return occupied < capacity; }
  /// More are in service than there are places, after a cut.
  [[nodiscard]] bool draining() const { return occupied > capacity; }
  [[nodiscard]] bool has_room() const { return room < 0 || waiting - holders < room; }
};

/// Adds an entry; when the ring is full, drops the stale ones before it lets it grow.
template <typename Valid>
void add(sim::Ring<Entry>& ring, Entry entry, Valid&& valid) {
  if (ring.full()) ring.filter(valid);
  ring.push_back(entry);
}

template <typename Valid>
void add_front(sim::Ring<Entry>& ring, Entry entry, Valid&& valid) {
  if (ring.full()) ring.filter(valid);
  ring.push_front(entry);
}

/// The first (or last) valid entry, taken out.
template <typename Valid>
std::optional<Entry> take(sim::Ring<Entry>& ring, bool last, Valid&& valid) {
  while (!ring.empty()) {
    const Entry entry = last ? ring.back() : ring.front();
    if (last)
      ring.pop_back();
    else
      ring.pop_front();
    if (valid(entry)) return entry;
  }
  return std::nullopt;
}

}  // namespace yanglao::network
