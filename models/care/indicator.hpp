// The numeric targets of the policy, computed from what was simulated.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/care/report.hpp"

namespace yanglao::care {

struct Indicator {
  const char* name;
  const char* unit;
  const char* long_name;
  const char* target_key;  ///< lever with the target value, or nullptr: an outcome without one
  bool spending = false;   ///< money against an appropriation, which is a ceiling and scales with the people simulated
};

/// All indicators, in the order in which `compute` fills them for each year.
const std::vector<Indicator>& indicators();

/// Values month by month from one summed block of fields, out[month * n + indicator]: levels at the month's end, outcomes
/// and spending over the calendar year so far. Those of a year's last month are the year's.
std::vector<double> by_month(const Layout& layout, const sim::Calendar& calendar, std::span<const double> block);

/// The last month of each calendar year of the run, which ends some years early.
std::vector<int> last_months(const sim::Calendar& calendar);

}  // namespace yanglao::care
