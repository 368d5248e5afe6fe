#include "sim/exponential.hpp"

#include <cmath>
#include <cstdint>

#include "sim/stream.hpp"
#include "tests/catch.hpp"

using namespace yanglao::sim;

TEST_CASE("the logarithm is within the error that its header states", "[exponential]") {
  double worst = 0;
  const auto check = [&](double x) {
    const double exact = -std::log(x);
    const double allowed = 2e-12 + std::ldexp(std::abs(exact), -51);
    worst = std::max(worst, std::abs(negative_log(x) - exact) / allowed);
  };
  for (int power = -999; power < 1000; power += 3)
    for (double m = 1; m < 2; m += 0.013) check(std::ldexp(m, power));
  const Stream stream({1, 1}, 1);
  for (std::uint32_t i = 0; i < 200000; ++i) check(unit(stream.draw(i, 0)[0]));
  for (const double m : {std::sqrt(0.5), std::nextafter(std::sqrt(0.5), 0), std::sqrt(2.0), 1.0}) check(m);
  CHECK(worst < 1);
}

TEST_CASE("unit exponentials have the distribution of the name", "[exponential]") {
  const Stream stream({2, 1}, 1);
  const int n = 400000;
  double sum = 0, squares = 0;
  int above_three = 0;
  for (std::uint32_t i = 0; i < n / 4; ++i)
    for (const std::uint32_t word : stream.draw(i, 3)) {
      const double x = exponential(word);
      sum += x, squares += x * x, above_three += x > 3;
    }
  // Four standard deviations of the mean (1), of the mean square (20) and of the share above 3: 1e-4 for each.
  CHECK(std::abs(sum / n - 1) < 4 / std::sqrt(n));
  CHECK(std::abs(squares / n - 2) < 4 * std::sqrt(20.0 / n));
  const double share = std::exp(-3.0);
  CHECK(std::abs(above_three / static_cast<double>(n) - share) < 4 * std::sqrt(share * (1 - share) / n));
}
