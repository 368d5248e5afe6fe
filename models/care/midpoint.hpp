// The integral of a rate over a time of life, by the midpoint rule.
#pragma once

#include <algorithm>
#include <cmath>

namespace yanglao::care {

/// `rate(years)` per year, `years` from the beginning; over `span` years in steps of at most 1 / `steps_per_year`.
template <typename Rate>
double midpoint(const Rate& rate, double span, int steps_per_year) {
  const int steps = std::max(1, static_cast<int>(std::ceil(span * steps_per_year)));
  const double h = span / steps;
  double sum = 0;
  for (int i = 0; i < steps; ++i) sum += rate((i + 0.5) * h) * h;
  return sum;
}

}  // namespace yanglao::care
