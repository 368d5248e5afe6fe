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

/// Values at each year's end (outcomes: over the year), from one summed block of fields: out[year * n + indicator].
void compute(const Layout& layout, const sim::Calendar& calendar, std::span<const double> block, std::span<double> out);

}  // namespace yanglao::care
