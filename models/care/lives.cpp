#include "models/care/lives.hpp"

#include <algorithm>
#include <cmath>

namespace yanglao::care {

const char* const kMomentNames[kMoments] = {"enters",   "moves",       "function", "fixed date", "asks",   "called",
                                            "gives up", "to hospital", "terminal", "dies",       "departs"};

LifeLog::LifeLog(int counties, double about, const std::vector<std::pair<int, std::uint32_t>>& named)
    : about_(about),
      named_(static_cast<std::size_t>(counties)),
      seen_(static_cast<std::size_t>(counties)) {
  for (const auto& [county, person] : named) named_.at(static_cast<std::size_t>(county)).push_back(person);
  for (auto& list : named_) std::sort(list.begin(), list.end());
}

void LifeLog::choose_of(double people) {
  below_ = static_cast<std::uint64_t>(std::min(1.0, about_ / std::max(1.0, people)) * 0x1p32);
}

bool LifeLog::watched(int county, std::uint32_t person) const {
  // A bijection of 64 bits (Stafford 2011, mix 13), so that neighbours in number are chosen apart.
  std::uint64_t x = (static_cast<std::uint64_t>(county) << 32 | person) + 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  if (((x ^ (x >> 31)) >> 32) < below_) return true;
  const auto& list = named_[static_cast<std::size_t>(county)];
  return std::binary_search(list.begin(), list.end(), person);
}

std::vector<LifeLine> LifeLog::of(int county) const {
  std::vector<LifeLine> lines = seen_[static_cast<std::size_t>(county)];
  // Steps that concern nobody else are told ahead of time, but never past the person's next one.
  std::stable_sort(lines.begin(), lines.end(),
                   [](const LifeLine& a, const LifeLine& b) { return a.person < b.person; });
  return lines;
}

}  // namespace yanglao::care
