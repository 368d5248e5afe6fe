// What a region counts: levels over time and sums, by calendar month from the end of the warm-up.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/network/levels.hpp"
#include "models/network/plan.hpp"

namespace yanglao::network {

enum class Count : std::uint8_t {
  admissions,
  wait_ticks,  ///< of those admitted
  left_waiting,
  left_wait_ticks,  ///< of those who gave up
  turned_away,
  pushed_out,
  deadlocks
};
inline constexpr std::size_t kCounts = 7;

/// Of people between regions, by class and the stage they go to; `ticks`: how long they were on the way.
enum class Travelled : std::uint8_t { left, came, ticks };
inline constexpr std::size_t kTravels = 3;

class Tallies {
 public:
  /// `skip`: nothing of the warm-up is counted in the results.
  explicit Tallies(const Plan& plan, bool skip = true)
      : plan_(&plan),
        nodes_(plan.nodes.size()),
        levels_((plan.blocking ? 3 : 2) * plan.nodes.size() + plan.stages * (plan.stages + 1), plan.calendar.months()),
        travels_(kCounts * plan.stages + plan.nodes.size() + plan.classes),
        width_(travels_ + (plan.travel ? kTravels * plan.classes * plan.stages : 0) + 1),
        sums_(width_ * static_cast<std::size_t>(plan.calendar.months() + 1)) {
    open_month(plan.warm_up > 0 && skip ? -1 : 0);
  }

  // Cells of the levels.
  [[nodiscard]] std::size_t serving(std::size_t node) const { return node; }
  [[nodiscard]] std::size_t waiting(std::size_t node) const { return nodes_ + node; }
  [[nodiscard]] std::size_t blocked(std::size_t stage, std::size_t cause) const {
    return 2 * plan_->nodes.size() + stage * plan_->stages + cause;
  }
  [[nodiscard]] std::size_t capacity(std::size_t stage) const {
    return 2 * plan_->nodes.size() + plan_->stages * plan_->stages + stage;
  }
  /// Done at their stage, and there until the next has room; nobody where nothing blocks.
  [[nodiscard]] std::size_t held(std::size_t node) const {
    return 2 * nodes_ + plan_->stages * (plan_->stages + 1) + node;
  }
  void level(std::size_t cell, sim::Tick at, int n) { levels_.add(cell, at, n); }
  [[nodiscard]] std::int64_t now(std::size_t cell) const { return levels_.level(cell); }

  void count(Count what, std::size_t stage, std::int64_t n = 1) {
    row_[stage * kCounts + static_cast<std::size_t>(what)] += n;
  }
  void departure(std::size_t node) { ++row_[kCounts * plan_->stages + node]; }
  void arrival(std::size_t klass) { ++row_[kCounts * plan_->stages + plan_->nodes.size() + klass]; }
  void event(int n = 1) { row_[width_ - 1] += n; }
  void travel(Travelled what, std::size_t klass, std::size_t stage) { ++row_[travel_cell(what, klass, stage)]; }
  /// Somebody is on the way from `begin` to `end`: the time counts in the months in which it is spent.
  void on_the_way(std::size_t klass, std::size_t stage, sim::Tick begin, sim::Tick end);

  /// Told before the first event of each day, and at the end of the last.
  void day_starts(int day) {
    if (day < next_boundary_) return;
    levels_.close(sim::tick_of_day(span_begin_), sim::tick_of_day(day), month_);
    span_begin_ = day;
    if (day < plan_->days) open_month(day < plan_->warm_up ? -1 : plan_->calendar.month_of(day - plan_->warm_up));
  }

  // Results of one month.
  [[nodiscard]] double days(int month, std::size_t cell) const { return levels_.days(month, cell); }
  [[nodiscard]] std::int64_t counted(int month, Count what, std::size_t stage) const {
    return at(month, stage * kCounts + static_cast<std::size_t>(what));
  }
  [[nodiscard]] std::int64_t departures(int month, std::size_t node) const {
    return at(month, kCounts * plan_->stages + node);
  }
  [[nodiscard]] std::int64_t arrivals(int month, std::size_t klass) const {
    return at(month, kCounts * plan_->stages + plan_->nodes.size() + klass);
  }
  [[nodiscard]] std::int64_t travels(int month, Travelled what, std::size_t klass, std::size_t stage) const {
    return at(month, travel_cell(what, klass, stage));
  }
  [[nodiscard]] std::int64_t events(int month) const { return at(month, width_ - 1); }
  /// Of all time, the warm-up included.
  [[nodiscard]] std::uint64_t all_events() const {
    std::int64_t sum = 0;
    for (int m = -1; m < plan_->calendar.months(); ++m) sum += events(m);
    return static_cast<std::uint64_t>(sum);
  }

 private:
  [[nodiscard]] std::int64_t at(int month, std::size_t cell) const {
    return sums_[static_cast<std::size_t>(month + 1) * width_ + cell];
  }
  [[nodiscard]] std::size_t travel_cell(Travelled what, std::size_t klass, std::size_t stage) const {
    return travels_ + (static_cast<std::size_t>(what) * plan_->classes + klass) * plan_->stages + stage;
  }
  void open_month(int month) {
    month_ = month;
    row_ = &sums_[static_cast<std::size_t>(month + 1) * width_];
    next_boundary_ = month < 0 ? plan_->warm_up : plan_->warm_up + plan_->calendar.month_end(month);
  }
  const Plan* plan_;
  std::size_t nodes_;
  Levels levels_;
  std::size_t travels_, width_;
  std::vector<std::int64_t> sums_;  // the first row holds what happens in the warm-up
  std::int64_t* row_ = nullptr;
  int month_ = 0, span_begin_ = 0, next_boundary_ = 0;
};

inline void Tallies::on_the_way(std::size_t klass, std::size_t stage, sim::Tick begin, sim::Tick end) {
  begin = std::max(begin, sim::tick_of_day(plan_->warm_up));
  end = std::min(end, sim::tick_of_day(plan_->days));
  while (begin < end) {
    const int month = plan_->calendar.month_of(sim::day_of(begin) - plan_->warm_up);
    const sim::Tick until = std::min(end, sim::tick_of_day(plan_->warm_up + plan_->calendar.month_end(month)));
    sums_[static_cast<std::size_t>(month + 1) * width_ + travel_cell(Travelled::ticks, klass, stage)] += until - begin;
    begin = until;
  }
}

}  // namespace yanglao::network
