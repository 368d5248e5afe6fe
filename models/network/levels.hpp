// Time integrals of levels by month, for changes told in order of time: exact, in whole ticks.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace yanglao::network {

class Levels {
 public:
  Levels(std::size_t cells, int months) : now_(cells), integral_(cells * static_cast<std::size_t>(months)) {}
  /// The level of `cell` changes by `n` at `at`, in the current span of time.
  void add(std::size_t cell, sim::Tick at, int n) {
    Cell& c = now_[cell];
    c.step += n;
    c.moment += n * static_cast<std::int64_t>(at);
  }
  /// Ends the current span at `end` and adds its integrals to `month` (< 0: to nothing); the next span begins there.
  void close(sim::Tick begin, sim::Tick end, int month) {
    for (std::size_t i = 0; i < now_.size(); ++i) {
      Cell& c = now_[i];
      // Each change counts from its own moment to the end.
      const std::int64_t changed = c.step * static_cast<std::int64_t>(end) - c.moment;
      if (month >= 0)
        integral_[static_cast<std::size_t>(month) * now_.size() + i] +=
            c.level * static_cast<std::int64_t>(end - begin) + changed;
      c = {0, 0, c.level + c.step};
    }
  }
  [[nodiscard]] std::int64_t level(std::size_t cell) const { return now_[cell].level + now_[cell].step; }
  [[nodiscard]] double days(int month, std::size_t cell) const {
    return static_cast<double>(integral_[static_cast<std::size_t>(month) * now_.size() + cell]) / sim::kTicksPerDay;
  }

 private:
  struct Cell {
    std::int64_t step = 0, moment = 0, level = 0;
  };
  std::vector<Cell> now_;
  std::vector<std::int64_t> integral_;
};

}  // namespace yanglao::network
