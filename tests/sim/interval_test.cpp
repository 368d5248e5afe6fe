#include "sim/interval.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"

using namespace yanglao::sim;

TEST_CASE("of symmetric values the mean's interval is Student's, against the printed table", "[interval]") {
  // 1 to 5: mean 3, variance 2.5; t(4) at 97.5% is 2.776; 2.776 * sqrt(2.5 / 5) = 1.963. At 90%, t(4) is 2.132.
  const std::vector<double> five = {1, 2, 3, 4, 5};
  CHECK(mean(five) == 3);
  CHECK(std::abs(mean_range(five).low - (3 - 1.963)) < 0.001);
  CHECK(std::abs(mean_range(five).high - (3 + 1.963)) < 0.001);
  CHECK(std::abs(mean_range(five, 0.9).high - (3 + 2.132 * std::sqrt(0.5))) < 0.001);
}

TEST_CASE("the interval of amounts ends at 0, that of balances and differences does not", "[interval]") {
  // 0, 0 and 3: mean 1, standard deviation sqrt(3); Student's lower end is 1 - 4.303 * sqrt(3) / sqrt(3).
  const std::vector<double> amounts = {0, 0, 3};
  CHECK(std::abs(mean_range(amounts).low - (1 - 4.303)) < 0.001);
  CHECK(amount_range(amounts).low == 0);
  CHECK(amount_range(amounts).high == mean_range(amounts).high);
  const std::vector<double> balance = {-1, 1, 3};
  CHECK(amount_range(balance).low == mean_range(balance).low);
  const std::vector<double> far = {100, 101, 102};
  CHECK(amount_range(far).low == mean_range(far).low);
  CHECK(std::isnan(amount_range(std::vector<double>{1}).low));
}

TEST_CASE("the mean's interval reaches further to the long tail", "[interval]") {
  // Nine zeros and a ten: mean 1, deviations -1 and 9: variance 90 / 9, skewness (9 * -1 + 729) / 10 / 9^1.5 = 8/3.
  const std::vector<double> right = {0, 0, 0, 0, 10, 0, 0, 0, 0, 0};
  CHECK(std::abs(skewness(right) - 8.0 / 3) < 1e-12);
  // The near end is Student's, t(9) = 2.262157: standard deviation and square root of n are both sqrt(10).
  const Range range = mean_range(right);
  CHECK(std::abs(range.low - (1 - 2.262157)) < 1e-5);
  // Under the far end's cube root stands 1 - 8/3 (2.262157 / sqrt(10) + 8/3 / 60) = -1.026137, below 8/27: the tangent there is
  // 2/3 + 3/4 (-1.026137 - 8/27) = -0.325158, and the end 3 (1 + 0.325158) / (8/3) = 1.490803 standard deviations away.
  CHECK(std::abs(range.high - (1 + 1.490803 * std::sqrt(10))) < 1e-5);
  std::vector<double> left;
  for (const double each : right) left.push_back(-each);
  CHECK(std::abs(mean_range(left).low + range.high) < 1e-12);
  CHECK(std::abs(mean_range(left).high + range.low) < 1e-12);
}

TEST_CASE("of a sample that is a little skewed the far end is Hall's", "[interval]") {
  // It solves Hall's cubic, W + G W^2 / 3 + G^2 W^3 / 27 + G / 6n = -t / sqrt(n), for W = -far / s.
  const std::vector<double> values = {1, 1, 2, 2, 2, 3, 3, 4, 5, 7};  // mean 3, sum of squares 32
  const double w = (3 - mean_range(values).high) / std::sqrt(32.0 / 9), g = skewness(values);
  CHECK(std::abs(w + g * w * w / 3 + g * g * w * w * w / 27 + g / 60 + 2.262157 / std::sqrt(10)) < 1e-6);
  CHECK(mean_range(values).high - 3 > 1.2 * 2.262157 * std::sqrt(32.0 / 90));
}

TEST_CASE("one value has no interval, and values that are all the same have one without width", "[interval]") {
  CHECK(std::isnan(mean_range(std::vector<double>{1}).low));
  CHECK(std::isnan(mean_range(std::vector<double>{1, std::nan(""), 2}).high));
  const Range same = mean_range(std::vector<double>(5, 0.1));
  CHECK(same.low == same.high);
  CHECK(skewness(std::vector<double>(5, 0.1)) == 0);
}

TEST_CASE("interval of a share stays between none and all", "[interval]") {
  // Wilson's score at z = 1.96, none of 10: upper end z^2 / (n + z^2) = 3.8415 / 13.8415 = 0.2775.
  CHECK(share_range_95(0, 10).low == 0);
  CHECK(std::abs(share_range_95(0, 10).high - 0.2775) < 0.0001);
  CHECK(share_range_95(10, 10).high <= 1);
  CHECK(share_range_95(10, 10).high > 1 - 1e-12);
}

TEST_CASE("a greater value never makes the interval twice as long at once", "[interval]") {
  // Seven values and one that moves away: each step of 0.1 is less than a tenth of the others' standard deviation, and no
  // interval is longer than two and a half times Student's.
  std::vector<double> values = {6.3, 6.4, 8.8, 10.1, 12.3, 12.5, 12.8, 13};
  double before = mean_range(values).high;
  for (; values.back() < 60; values.back() += 0.1) {
    const Range now = mean_range(values);
    CHECK(now.high >= before - 1e-9);
    CHECK(now.high - before < 0.25);
    double squares = 0;
    for (const double each : values) squares += (each - mean(values)) * (each - mean(values));
    const double student = 2.365 * std::sqrt(squares / 7 / 8);  // t(7) at 97.5%
    CHECK(now.high - now.low < 2.5 * 2 * student);
    before = now.high;
  }
}
