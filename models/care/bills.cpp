#include "models/care/bills.hpp"

#include <algorithm>

namespace yanglao::care {

Bills::Bills(const std::vector<Bill>& bills) {
  for (const Bill& each : bills)
    if (each.cny > 0 && each.chance > 0) bills_.push_back({{each.cny, std::min(1.0, each.chance)}});
  std::sort(bills_.begin(), bills_.end(), [](const Bill& a, const Bill& b) { return a.cny > b.cny; });
  bills_.emplace_back();
  for (std::size_t k = bills_.size() - 1; k-- > 0;) {
    bills_[k].most = bills_[k].cny + bills_[k + 1].most;
    bills_[k].mean = bills_[k].cny * bills_[k].chance + bills_[k + 1].mean;
  }
}

/// Goes through the sets of bills, but stops where the limit is met already or cannot be: with the largest first, soon.
double Bills::up_to(double limit, std::size_t first) const {
  const Rest& bill = bills_[first];
  if (limit <= 0) return 0;
  if (bill.most <= limit) return bill.mean;
  const double with = std::min(limit, bill.cny) + up_to(limit - bill.cny, first + 1);
  return bill.chance >= 1 ? with : bill.chance * with + (1 - bill.chance) * up_to(limit, first + 1);
}

}  // namespace yanglao::care
