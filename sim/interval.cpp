#include "sim/interval.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace yanglao::sim {

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double each : values) sum += each;
  return values.empty() ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(values.size());
}

double half_width_95(std::span<const double> values) {
  if (values.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  const double n = static_cast<double>(values.size());
  const double centre = mean(values);
  double squares = 0;
  for (const double each : values) squares += (each - centre) * (each - centre);
  const double t = boost::math::quantile(boost::math::students_t(n - 1), 0.975);
  return t * std::sqrt(squares / (n - 1) / n);
}

Range share_range_95(int hits, int trials) {
  constexpr double z = 1.959963984540054;  // 97.5% point of the standard normal distribution
  const double n = trials;
  const double share = hits / n;
  const double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

}  // namespace yanglao::sim
