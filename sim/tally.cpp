#include "sim/tally.hpp"

namespace yanglao::sim {

std::vector<std::int64_t> LevelTally::integrals() const {
  std::vector<std::int64_t> out(change_.size());
  std::vector<std::int64_t> level(static_cast<std::size_t>(cells_));
  for (int m = 0; m < calendar_->months(); ++m) {
    const std::int64_t length = tick_of_day(calendar_->month_days(m));
    for (int c = 0; c < cells_; ++c) {
      const std::size_t i = static_cast<std::size_t>(m * cells_ + c);
      out[i] = level[static_cast<std::size_t>(c)] * length + change_[i][kPart];
      level[static_cast<std::size_t>(c)] += change_[i][kStep];
    }
  }
  return out;
}

std::vector<std::int64_t> LevelTally::ends() const {
  std::vector<std::int64_t> out(change_.size());
  std::vector<std::int64_t> level(static_cast<std::size_t>(cells_));
  for (std::size_t i = 0; i < out.size();)
    for (std::int64_t& each : level) out[i] = each += change_[i][kStep], ++i;
  return out;
}

}  // namespace yanglao::sim
