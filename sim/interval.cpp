#include "sim/interval.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace yanglao::sim {
namespace {

/// Student's t over the square root of n. Tables ask for many means of equally many values: the last answer is kept.
double t_quantile(std::size_t n, double level) {
  thread_local std::size_t last_n = 0;
  thread_local double last_level = 0, last = 0;
  if (n == last_n && level == last_level) return last;
  const double values = static_cast<double>(n);
  last = boost::math::quantile(boost::math::students_t(values - 1), 0.5 + level / 2) / std::sqrt(values);
  last_n = n, last_level = level;
  return last;
}

/// The cube root, and below 8/27 its tangent there: near 0 the root is all but upright, so that one value a little greater
/// would make an interval twice as long, and most of what it is then longer holds no more truths (docs/monte-carlo.md).
double gentle_root(double x) {
  constexpr double root = 2.0 / 3, from = root * root * root;
  return x < from ? root + (x - from) / (3 * root * root) : std::cbrt(x);
}

/// Hall's transformed statistic (per square root of n) turned back into (mean - truth) / standard deviation.
double without_skewness(double t, double third, double n) {
  if (std::abs(third) < 1e-9) return t;
  return 3 * (gentle_root(1 + third * (t - third / (6 * n))) - 1) / third;
}

}  // namespace

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double each : values) sum += each;
  return values.empty() ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(values.size());
}

bool is_constant(std::span<const double> values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return !(*most - *least > 1e-12 * std::max(std::abs(*least), std::abs(*most)));
}

double skewness(std::span<const double> values) {
  if (values.empty() || is_constant(values)) return 0;
  const double centre = mean(values), n = static_cast<double>(values.size());
  double squares = 0, cubes = 0;
  for (const double each : values) {
    const double off = each - centre;
    squares += off * off;
    cubes += off * off * off;
  }
  return cubes / n / std::pow(squares / n, 1.5);
}

Range mean_range(std::span<const double> values, double level) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  const double centre = mean(values);
  if (values.size() < 2 || std::isnan(centre)) return {missing, missing};
  if (is_constant(values)) return {centre, centre};
  const double n = static_cast<double>(values.size());
  double squares = 0;
  for (const double each : values) squares += (each - centre) * (each - centre);
  const double spread = std::sqrt(squares / (n - 1)), third = skewness(values);
  const double t = t_quantile(values.size(), level);
  // Student's t misses the mean on the side of the long tail; Hall's alone is the narrower one on the other side.
  return {centre - spread * std::max(t, without_skewness(t, third, n)),
          centre + spread * std::max(t, -without_skewness(-t, third, n))};
}

Range amount_range(std::span<const double> values, double level) {
  Range range = mean_range(values, level);
  const bool is_amount = std::none_of(values.begin(), values.end(), [](double each) { return each < 0; });
  if (is_amount && range.low < 0) range.low = 0;
  return range;
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
