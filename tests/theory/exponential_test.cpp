// The engine's own logarithm: its error against the library's, everywhere, and the law of what is drawn with it.
#include "sim/exponential.hpp"

#include <algorithm>
#include <cmath>

#include "models/network/draws.hpp"
#include "tests/catch.hpp"

using namespace yanglao;

TEST_CASE("The logarithm is within 2e-12 of the true one") {
  double worst = 0;
  for (std::uint64_t word = 0; word < (std::uint64_t{1} << 32); word += 4093) {
    const double x = (static_cast<double>(word) + 0.5) * 0x1p-32;
    worst = std::max(worst, std::abs(sim::negative_log(x) + std::log(x)));
  }
  for (const double x :
       {0x1p-33, 0.5, 0.7071067811865475, 0.7071067811865476, 1.0, 1 - 0x1p-33, 1.4142, 3.0, 1e300, 1e-300})
    worst = std::max(worst, std::abs(sim::negative_log(x) + std::log(x)) - 1e-13 * std::abs(std::log(x)));
  CHECK(worst < 2e-12);
}

TEST_CASE("The exponential falls as its word rises, and is never zero, negative or without bound") {
  double before = 100;
  for (std::uint64_t word = 0; word < (std::uint64_t{1} << 32); word += 65521) {
    const double now = sim::fast_exponential(static_cast<std::uint32_t>(word));
    if (!(now < before && now > 0)) FAIL("at word " << word);
    before = now;
  }
  CHECK(sim::fast_exponential(0) < 22.9);
  CHECK(sim::fast_exponential(0xFFFFFFFF) > 0);
}

// Kolmogorov-Smirnov at error rate 1e-6 (critical value 2.69 / sqrt(n)): with n = 4 million, a distribution function
// that is off by 0.0027 anywhere is refused.
TEST_CASE("The draws are exponential: Kolmogorov-Smirnov, and it catches a mean 1% too long") {
  const network::Draws draws({1, 0}, 0);
  std::vector<double> x;
  for (std::uint32_t who = 0; who < 1000000; ++who)
    for (const std::uint32_t word : draws(who, 0)) x.push_back(sim::fast_exponential(word));
  std::sort(x.begin(), x.end());
  const auto distance = [&](double mean) {
    double worst = 0;
    const double n = static_cast<double>(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double f = 1 - std::exp(-x[i] / mean);
      worst = std::max({worst, std::abs(f - static_cast<double>(i) / n), std::abs(f - static_cast<double>(i + 1) / n)});
    }
    return worst * std::sqrt(n);
  };
  CHECK(distance(1) < 2.69);
  CHECK(distance(1.01) > 2.69);
}
