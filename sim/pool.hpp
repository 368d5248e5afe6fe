// A pool of places (beds) with a waiting line: capacity that changes with time, priority classes, FIFO inside a class.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/huge.hpp"
#include "sim/time.hpp"

namespace yanglao::sim {

/// Somebody who waits: since when, until when they are prepared to wait, and in which priority class (0 first).
struct Waiter {
  std::uint32_t id = 0;
  Tick joined = 0;
  Tick deadline = kNever;
  std::uint8_t priority = 0;
};

/// A waiting line. Joining, calling the next and leaving out of turn all take constant time. Memory is taken only when
/// the line is longer than ever before (by doubling), and never within what was reserved.
class Line {
 public:
  static constexpr int kPriorities = 4;
  /// Makes room for so many.
  void reserve(std::size_t waiters);
  void join(const Waiter& waiter);
  /// The first of the most urgent class; the line must not be empty.
  [[nodiscard]] const Waiter& front() const;
  /// The entry of somebody who waits here; std::out_of_range if they do not.
  [[nodiscard]] const Waiter& find(std::uint32_t id) const { return slots_[where_[entry_of(id)].slot].waiter; }
  /// Somebody who waits here leaves; std::out_of_range if they do not.
  Waiter leave(std::uint32_t id);
  /// Calls `work(const Waiter&)` for each who waits, class by class in order of their joining.
  template <typename Work>
  void each(Work work) const {
    for (const Ends& ends : classes_)
      for (std::uint32_t slot = ends.head; slot != kNone; slot = slots_[slot].next) work(slots_[slot].waiter);
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t bytes() const {
    return slots_.capacity() * sizeof(Slot) + where_.capacity() * sizeof(Entry);
  }

 private:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  struct Slot {
    Waiter waiter;
    std::uint32_t previous = kNone, next = kNone;
  };
  struct Ends {
    std::uint32_t head = kNone, tail = kNone;
  };
  struct Entry {
    std::uint32_t id = 0, slot = kNone;  // kNone: nobody
  };
  [[nodiscard]] std::size_t home_of(std::uint32_t id) const { return (id * 2654435769u) >> shift_; }
  [[nodiscard]] std::size_t entry_of(std::uint32_t id) const;
  void enter(const Entry& entry);
  void widen(std::size_t entries);

  std::array<Ends, kPriorities> classes_{};
  HugeVector<Slot> slots_;
  std::uint32_t free_ = kNone;  // first of the slots to use again, linked by `next`
  std::size_t size_ = 0;
  // Who stands in which slot: by a hash of the person, and from there on the first free entry. A power of two of
  // entries, at most half of them used. Its order is never seen.
  HugeVector<Entry> where_;
  unsigned shift_ = 32;
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
