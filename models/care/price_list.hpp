// Prices by county and month: rates may change by date and place.
#pragma once

#include <cstdint>
#include <vector>

#include "models/care/money.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

class PriceList {
 public:
  PriceList(const scenario::Scenario& s, const sim::Calendar& calendar);
  /// What holds in a county for a whole month: rates as they are when it begins.
  [[nodiscard]] const Prices& at(int county, int month) const { return all_[number(county, month)]; }
  /// Which of all() that is.
  [[nodiscard]] std::size_t number(int county, int month) const {
    return numbers_[static_cast<std::size_t>(county * months_ + month)];
  }
  /// Every list of prices that holds somewhere, once.
  [[nodiscard]] const std::vector<Prices>& all() const { return all_; }

 private:
  int months_;
  std::vector<Prices> all_;
  std::vector<std::uint32_t> numbers_;
};

}  // namespace yanglao::care
