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
  /// The level of `cell` changes by `n` at `at` (any order; beyond the horizon it is ignored).
  void add(int cell, Tick at, int n) {
    const int day = day_of(at);
    if (day >= calendar_->days()) return;
    const int month = calendar_->month_of(day);
    change(month, cell).add(n, n * left_of(month, at));
  }
  /// `n` leave cell `from` for cell `to`.
  void move(int from, int to, Tick at, int n = 1) {
    const int day = day_of(at);
    if (day >= calendar_->days()) return;
    const int month = calendar_->month_of(day);
    const std::int64_t left = n * left_of(month, at);
    change(month, from).add(-n, -left);
    change(month, to).add(n, left);
  }
  [[nodiscard]] int cells() const { return cells_; }
  /// Integral over each month in ticks: `out[month * cells + cell]`.
  [[nodiscard]] std::vector<std::int64_t> integrals() const;
  /// Level at each month's end: `out[month * cells + cell]`.
  [[nodiscard]] std::vector<std::int64_t> ends() const;
  [[nodiscard]] std::size_t bytes() const { return change_.capacity() * sizeof(Change); }

 private:
  struct Change {
    std::int64_t part = 0;
    std::int64_t step = 0;
    void add(std::int64_t steps, std::int64_t ticks) { step += steps, part += ticks; }
  };
  Change& change(int month, int cell) { return change_[static_cast<std::size_t>(month * cells_ + cell)]; }
  [[nodiscard]] std::int64_t left_of(int month, Tick at) const {
    return static_cast<std::int64_t>(tick_of_day(calendar_->month_end(month)) - at);
  }
  const Calendar* calendar_;
  int cells_;
  HugeVector<Change> change_;
};

/// Counts or sums by month and cell.
class SumTally {
 public:
  SumTally(const Calendar& calendar, int cells)
      : calendar_(&calendar), cells_(cells), sum_(static_cast<std::size_t>(cells * calendar.months())) {}
  void add(int cell, Tick at, std::int64_t n = 1) {
    const int day = day_of(at);
    if (day < calendar_->days()) sum_[static_cast<std::size_t>(calendar_->month_of(day) * cells_ + cell)] += n;
  }
  [[nodiscard]] const std::vector<std::int64_t>& sums() const { return sum_; }
  [[nodiscard]] std::size_t bytes() const { return sum_.capacity() * sizeof(std::int64_t); }

 private:
  const Calendar* calendar_;
  int cells_;
  std::vector<std::int64_t> sum_;
};

}  // namespace yanglao::sim
