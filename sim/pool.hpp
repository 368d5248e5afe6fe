// A pool of places (beds) with a waiting line: capacity that changes with time, priority classes, FIFO inside a class.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "sim/time.hpp"

namespace yanglao::sim {

/// Somebody who waits: since when, until when they are prepared to wait, and in which priority class (0 first).
struct Waiter {
  std::uint32_t id = 0;
  Tick joined = 0;
  Tick deadline = kNever;
  std::uint8_t priority = 0;
};

/// A waiting line. Joining, calling the next and leaving out of turn all take constant time.
class Line {
 public:
  static constexpr int kPriorities = 4;
  void join(const Waiter& waiter);
  /// The first of the most urgent class; the line must not be empty.
  [[nodiscard]] const Waiter& front() const;
  /// The entry of somebody who waits here; they must.
  [[nodiscard]] const Waiter& find(std::uint32_t id) const { return slots_[where_.at(id)].waiter; }
  Waiter leave(std::uint32_t id);
  [[nodiscard]] std::size_t size() const { return where_.size(); }
  [[nodiscard]] bool empty() const { return where_.empty(); }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  struct Slot {
    Waiter waiter;
    std::uint32_t previous = kNone, next = kNone;
  };
  struct Ends {
    std::uint32_t head = kNone, tail = kNone;
  };
  std::array<Ends, kPriorities> classes_{};
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
  std::unordered_map<std::uint32_t, std::uint32_t> where_;  // never iterated: its order does not matter
};

/// Places and who waits for them. When capacity falls below the number occupied the pool drains: nobody is put out.
class Pool {
 public:
  [[nodiscard]] int capacity() const { return capacity_; }
  [[nodiscard]] int occupied() const { return occupied_; }
  [[nodiscard]] bool free() const { return occupied_ < capacity_; }
  void set_capacity(int capacity) { capacity_ = capacity; }
  void take() { ++occupied_; }
  void give_back() { --occupied_; }
  Line line;

 private:
  int capacity_ = 0;
  int occupied_ = 0;
};

}  // namespace yanglao::sim
