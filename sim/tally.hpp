// Exact statistics by calendar month. All are integers, so the order in which changes are told never matters: a
// person's path may be told ahead of the clock, and sums over regions are the same for any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/huge.hpp"
#include "sim/time.hpp"

namespace yanglao::sim {

/// Time integrals of levels (people in a state, beds occupied, queue length) by month and cell.
class LevelTally {
 public:
  LevelTally(const Calendar& calendar, int cells)
      : calendar_(&calendar), cells_(cells), change_(static_cast<std::size_t>(cells * calendar.months())) {}
  /// What `other` was told, in an equal calendar that may outlive its own.
  LevelTally(const Calendar& calendar, const LevelTally& other) : LevelTally(other) { calendar_ = &calendar; }
  /// The month in which most of what is told lies from now on, and which costs least. Any other may be told as well.
  void open(int month) {
    opened_ = tick_of_day(calendar_->month_begin(month));
    length_ = tick_of_day(calendar_->month_days(month));
    row_ = static_cast<std::size_t>(month * cells_);
  }
  /// The level of `cell` changes by `n` at `at` (any order; beyond the horizon it is ignored).
  void add(int cell, Tick at, int n) { move<false>(cell, cell, at, n); }
  /// `n` leave cell `from` for cell `to`.
  void move(int from, int to, Tick at, int n = 1) { move<true>(from, to, at, n); }
  [[nodiscard]] int cells() const { return cells_; }
  /// Integral over each month in ticks: `out[month * cells + cell]`.
  [[nodiscard]] std::vector<std::int64_t> integrals() const;
  /// Level at each month's end: `out[month * cells + cell]`.
  [[nodiscard]] std::vector<std::int64_t> ends() const;
  [[nodiscard]] std::size_t bytes() const { return change_.capacity() * sizeof(Change); }

 private:
  /// What a level gains within the month (integral, in ticks), and from its end on. Both are read and written at once:
  /// reading as one what has just been written as two waits until it has left the processor's store buffer.
  typedef std::int64_t Change __attribute__((vector_size(16)));
  static constexpr int kPart = 0, kStep = 1;
  template <bool Leave>
  [[gnu::always_inline]] void move(int from, int to, Tick at, int n) {
    std::size_t row = row_;
    Tick left = opened_ + length_ - at;
    if (at - opened_ >= length_) [[unlikely]] {
      const int day = day_of(at);
      if (day >= calendar_->days()) return;
      const int month = calendar_->month_of(day);
      row = static_cast<std::size_t>(month * cells_);
      left = tick_of_day(calendar_->month_end(month)) - at;
    }
    const Change change{static_cast<std::int64_t>(n) * left, n};
    if constexpr (Leave) change_[row + static_cast<std::size_t>(from)] -= change;
    change_[row + static_cast<std::size_t>(to)] += change;
  }
  const Calendar* calendar_;
  int cells_;
  Tick opened_ = 0, length_ = 0;  // the open month; none at first
  std::size_t row_ = 0;
  HugeVector<Change> change_;
};

/// Counts or sums by month and cell.
class SumTally {
 public:
  SumTally(const Calendar& calendar, int cells)
      : calendar_(&calendar), cells_(cells), sum_(static_cast<std::size_t>(cells * calendar.months())) {}
  /// See LevelTally::open.
  void open(int month) {
    opened_ = tick_of_day(calendar_->month_begin(month));
    length_ = tick_of_day(calendar_->month_days(month));
    row_ = static_cast<std::size_t>(month * cells_);
  }
  void add(int cell, Tick at, std::int64_t n = 1) {
    std::size_t row = row_;
    if (at - opened_ >= length_) [[unlikely]] {
      const int day = day_of(at);
      if (day >= calendar_->days()) return;
      row = static_cast<std::size_t>(calendar_->month_of(day) * cells_);
    }
    sum_[row + static_cast<std::size_t>(cell)] += n;
  }
  [[nodiscard]] const std::vector<std::int64_t>& sums() const { return sum_; }
  [[nodiscard]] std::size_t bytes() const { return sum_.capacity() * sizeof(std::int64_t); }

 private:
  const Calendar* calendar_;
  int cells_;
  Tick opened_ = 0, length_ = 0;
  std::size_t row_ = 0;
  std::vector<std::int64_t> sum_;
};

}  // namespace yanglao::sim
