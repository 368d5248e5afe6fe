#include "sim/interval.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"

using namespace yanglao::sim;

TEST_CASE("half width of a mean's interval, against the printed table of Student's t", "[interval]") {
  // 1 to 5: mean 3, variance 2.5; t(4) at 97.5% is 2.776; 2.776 * sqrt(2.5 / 5) = 1.963.
  const std::vector<double> five = {1, 2, 3, 4, 5};
  CHECK(mean(five) == 3);
  CHECK(std::abs(half_width_95(five) - 1.963) < 0.001);
  CHECK(std::isnan(half_width_95(std::vector<double>{1})));
}

TEST_CASE("interval of a share stays between none and all", "[interval]") {
  // Wilson's score at z = 1.96, none of 10: upper end z^2 / (n + z^2) = 3.8415 / 13.8415 = 0.2775.
  CHECK(share_range_95(0, 10).low == 0);
  CHECK(std::abs(share_range_95(0, 10).high - 0.2775) < 0.0001);
  CHECK(share_range_95(10, 10).high <= 1);
  CHECK(share_range_95(10, 10).high > 1 - 1e-12);
}
