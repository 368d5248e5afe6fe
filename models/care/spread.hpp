// Sharing out over counties: whole places from fractional ones, and facilities one by one.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace yanglao::care {

/// Turns fractional amounts over counties into whole ones whose running sum stays within one of the true sum.
class Rounder {
 public:
  /// from: what is there before the first amount, 0 to below 1.
  explicit Rounder(double from = 0) : sum_(from) {}
  int next(double amount) {
    sum_ += amount;
    const double whole = std::floor(sum_ + 1e-9);
    const int out = static_cast<int>(whole - given_);
    given_ = whole;
    return out;
  }

 private:
  double sum_, given_ = 0;
};

/// Whole numbers that sum to `total` from fractional ones that sum to about as much: each rounded down, and what is left
/// goes to the largest remainders, the first of equals first.
inline std::vector<int> largest_remainders(const std::vector<double>& exact, int total) {
  std::vector<int> out;
  for (const double each : exact) out.push_back(static_cast<int>(std::floor(each + 1e-9)));
  std::vector<std::size_t> order(exact.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto rest = [&](std::size_t i) { return exact[i] - out[i]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest(a) > rest(b) + 1e-9; });
  const int left = total - std::accumulate(out.begin(), out.end(), 0);
  for (std::size_t k = 0; k < order.size() && static_cast<int>(k) < left; ++k) ++out[order[k]];
  return out;
}

/// Opens facilities one by one where most of them are missing, so that none closes while their number grows. `first`:
/// no county gets a second one while another that may have one has none.
class Opening {
 public:
  /// `share` of all of them that a county should have; `most`: how many it may have.
  Opening(std::vector<double> share, std::vector<int> most, bool first)
      : share_(std::move(share)), most_(std::move(most)), standing_(share_.size()), first_(first) {}
  void reach(int total) {
    for (; all_ < total && change(+1); ++all_) {
    }
    for (; all_ > total && change(-1); --all_) {
    }
  }
  [[nodiscard]] const std::vector<int>& standing() const { return standing_; }
  [[nodiscard]] int all() const { return all_; }

 private:
  /// Where the gap to the county's share of one more (or one less) is widest; false when there is no room left.
  bool change(int by) {
    std::size_t best = share_.size();
    double widest = 0;
    bool without = false;  // the best so far has none
    for (std::size_t c = 0; c < share_.size(); ++c) {
      if (by > 0 ? standing_[c] >= most_[c] : standing_[c] == 0) continue;
      const bool none = first_ && by > 0 && standing_[c] == 0;
      const double gap = by * (share_[c] * (all_ + by) - standing_[c]);
      if (best == share_.size() || none > without || (none == without && gap > widest))
        best = c, widest = gap, without = none;
    }
    if (best == share_.size()) return false;
    standing_[best] += by;
    return true;
  }
  std::vector<double> share_;
  std::vector<int> most_, standing_;
  int all_ = 0;
  bool first_;
};

}  // namespace yanglao::care
