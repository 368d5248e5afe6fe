// What somebody at home may be billed in a month, and how much of it a benefit is expected to pay.
#pragma once

#include <vector>

namespace yanglao::care {

struct Bill {
  double cny = 0;     ///< a month
  double chance = 0;  ///< that somebody has it
};

/// The bills of one person, each had or not whatever the others.
class Bills {
 public:
  explicit Bills(const std::vector<Bill>& bills);
  /// Expected CNY of all bills together, and of what of them lies below a limit.
  [[nodiscard]] double expected() const { return bills_.front().mean; }
  [[nodiscard]] double up_to(double limit) const { return up_to(limit, 0); }

 private:
  struct Rest : Bill {
    double most = 0, mean = 0;  ///< of this and all smaller ones together
  };
  [[nodiscard]] double up_to(double limit, std::size_t first) const;

  std::vector<Rest> bills_;  ///< the largest first; the last is none
};

}  // namespace yanglao::care
