// One person of a network, and a place in a line. Sixteen bytes: four to a cache line.
#pragma once

#include <cstdint>

#include "sim/time.hpp"

namespace yanglao::network {

enum class Status : std::uint8_t { serving, waiting, blocked, gone, coming };

/// Serving: `stage` serves them until `due`, then they go to `next`. Waiting: for `stage`, holding a place of `next`
/// (none: kNoPool), until `due` at most. Blocked: done at `stage`, whose place they hold, and with no room at `next`.
/// Coming: on the way from another region, here at `due`, then to `next`.
struct Person {
  sim::Tick since = 0;          ///< when they took this status
  sim::Tick due = sim::kNever;  ///< of their one event that counts; any other of theirs in the list is stale
  std::uint32_t draws = 0;      ///< made so far
  std::uint8_t stage = 0, next = 0, klass = 0;
  Status status = Status::gone;
};
static_assert(sizeof(Person) == 16);

/// Stale once the person is no longer in that status since then: such entries are dropped when they come up.
struct Entry {
  std::uint32_t id = 0;
  sim::Tick since = 0;
};

}  // namespace yanglao::network
