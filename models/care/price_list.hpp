// Prices by county and month: rates may change by date and place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/care/facility.hpp"
#include "models/care/money.hpp"
#include "models/care/rules.hpp"
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

/// Lines of which something is used and nothing has a rate, mostly as none is known, so that they are 0: names with blanks between.
std::string lines_without_rate(const PriceList& prices, const PublicRules& rules, const std::vector<Measure>& measures,
                               const Facilities& facilities, int counties, int months);

}  // namespace yanglao::care
