#include "sim/stream.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/catch.hpp"

using namespace yanglao::sim;

TEST_CASE("draws are Philox4x32-7: the known answers of Random123", "[stream]") {
  // File kat_vectors of Random123 1.14: counter, key and result of philox4x32 with 7 rounds.
  constexpr std::uint32_t ones = 0xffffffff;
  CHECK(Stream({0, 0}, 0).draw(0, 0, 0) == Draws{0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48});
  CHECK(Stream({ones, ones}, ones).draw(ones, ones, ones) == Draws{0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662});
  // The digits of pi: person, region, purpose and count are the counter, seed and replication the key.
  CHECK(Stream({0xa4093822, 0x299f31d0}, 0x85a308d3).draw(0x243f6a88, 0x13198a2e, 0x03707344) ==
        Draws{0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a});
}

TEST_CASE("each part of a draw's name changes it, and the same name gives the same draw", "[stream]") {
  std::set<Draws> seen;
  for (std::uint32_t k = 1; k < 200; ++k) {
    seen.insert(Stream({k, 0}, 0).draw(0, 0, 0));
    seen.insert(Stream({0, k}, 0).draw(0, 0, 0));
    seen.insert(Stream({0, 0}, k).draw(0, 0, 0));
    seen.insert(Stream({0, 0}, 0).draw(k, 0, 0));
    seen.insert(Stream({0, 0}, 0).draw(0, k, 0));
    seen.insert(Stream({0, 0}, 0).draw(0, 0, k));
  }
  CHECK(seen.size() == 6 * 199);
  CHECK(Stream({3, 4}, 5).draw(6, 7, 8) == Stream({3, 4}, 5).draw(6, 7, 8));
}

TEST_CASE("uniform and exponential numbers stay inside their bounds at both ends", "[stream]") {
  constexpr std::uint32_t most = 0xffffffff;
  CHECK((unit(0) > 0 && unit(0) == 0x1p-33));
  CHECK((unit(most) < 1 && unit(most) == 1 - 0x1p-33));
  CHECK((unit(0x7fffffff) < 0.5 && unit(0x80000000) > 0.5));
  CHECK((exponential(most) > 0 && exponential(0) < 22.9 && std::isfinite(exponential(0))));
  CHECK((!chance(0, 0) && chance(most, 1)));
}

namespace {

/// Largest distance between the empirical distribution and that of a uniform number, times the root of n.
double kolmogorov(std::vector<double> u) {
  std::sort(u.begin(), u.end());
  double most = 0;
  const double n = static_cast<double>(u.size());
  for (std::size_t i = 0; i < u.size(); ++i)
    most = std::max({most, static_cast<double>(i + 1) / n - u[i], u[i] - static_cast<double>(i) / n});
  return most * std::sqrt(n);
}

}  // namespace

TEST_CASE("draws along persons, counts, regions and replications are uniform", "[stream]") {
  // Kolmogorov-Smirnov: 2.23 is passed by chance with probability 1e-4 for each of 16 series; seeds are fixed.
  std::vector<double> series[16];
  for (std::uint32_t k = 0; k < 100000; ++k) {
    const Draws along[] = {Stream({1, 0}, 0).draw(k, 2), Stream({1, 0}, 0).draw(9, 2, k), Stream({1, 0}, k).draw(9, 2),
                           Stream({1, k}, 0).draw(9, 2)};
    for (std::size_t a = 0; a < 4; ++a)
      for (std::size_t w = 0; w < 4; ++w) series[4 * a + w].push_back(unit(along[a][w]));
  }
  for (const auto& u : series) CHECK(kolmogorov(u) < 2.23);
  // Planted: numbers that crowd by 2% towards one end are found.
  auto crowded = series[0];
  for (double& u : crowded) u = std::pow(u, 1.03);
  CHECK(kolmogorov(crowded) > 2.23);
}

TEST_CASE("the generator hands out the words of successive counts in order", "[stream]") {
  const Stream stream({7, 8}, 9);
  Generator generator(stream, 10, 11, 5);
  for (std::uint32_t count = 5; count < 8; ++count)
    for (const std::uint32_t word : stream.draw(10, 11, count)) CHECK(generator() == word);
}
