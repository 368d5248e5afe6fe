// Blocked bed-days charged to the place missing at the end of the chain of blocked stages.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "models/care/person.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// Who is ready to leave a bed of one pool and waits for a place in another (the cause), counted as it changes. A
/// patient who waits for a bed that somebody holds who is ready to leave waits for what that person waits for: patients
/// and such beds are matched one to one, and with fewer patients than beds each cause has its share of them. Who is
/// left over waits for the pool itself. Hospital stages make chains of two: acute, geriatric, institution.
class Blocking {
 public:
  explicit Blocking(const sim::Calendar& calendar)
      : calendar_(&calendar), days_(static_cast<std::size_t>(calendar.months()) * kCells) {}

  /// One more (+1) or one fewer (-1) waits in a bed of `pool` for `cause`, from `t` on; never earlier than before.
  void change(int pool, int cause, sim::Tick t, int by) {
    run_to(t);
    waiting_[cell(pool, cause)] += by;
    waits_ += by;
  }

  [[nodiscard]] std::size_t bytes() const { return days_.capacity() * sizeof(double); }

  /// Bed-days by month, pool and root cause to the end of the run: [(month * kPools + pool) * kPools + root].
  [[nodiscard]] std::vector<double> days() const {
    Blocking whole = *this;
    whole.run_to(calendar_->end());
    return whole.days_;
  }

 private:
  static constexpr std::size_t kCells = kPools * kPools;
  static constexpr std::size_t cell(int pool, int cause) { return static_cast<std::size_t>(pool * kPools + cause); }

  void run_to(sim::Tick t) {
    while (waits_ > 0 && since_ < t) {
      const int month = calendar_->month_of(sim::day_of(since_));
      const sim::Tick end = std::min(t, sim::tick_of_day(calendar_->month_end(month)));
      add(&days_[static_cast<std::size_t>(month) * kCells], sim::days(end - since_));
      since_ = end;
    }
    since_ = std::max(since_, t);
  }

  void add(double* out, double length) const {
    for (int pool = 0; pool < kPools; ++pool)
      for (int cause = 0; cause < kPools; ++cause) {
        const int patients = waiting_[cell(pool, cause)];
        if (patients == 0) continue;
        int beds = 0;
        for (int next = 0; next < kPools; ++next) beds += waiting_[cell(cause, next)];
        const int matched = std::min(patients, beds);
        for (int next = 0; next < kPools && matched > 0; ++next)
          out[cell(pool, next)] += length * matched * waiting_[cell(cause, next)] / beds;
        out[cell(pool, cause)] += length * (patients - matched);
      }
  }

  const sim::Calendar* calendar_;
  std::array<int, kCells> waiting_{};
  int waits_ = 0;
  sim::Tick since_ = 0;
  std::vector<double> days_;
};

}  // namespace yanglao::care
