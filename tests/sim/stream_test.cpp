#include "sim/stream.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

using Two = std::array<std::uint64_t, 2>;

/// Philox2x64 as Salmon et al. (2011) describe it, written here once more.
Two philox(int rounds, Two counter, std::uint64_t key) {
  for (int round = 0; round < rounds; ++round, key += 0x9E3779B97F4A7C15) {
    __extension__ const unsigned __int128 product = static_cast<unsigned __int128>(0xD2B74407B1CE6E93) * counter[0];
    counter = {static_cast<std::uint64_t>(product >> 64) ^ key ^ counter[1], static_cast<std::uint64_t>(product)};
  }
  return counter;
}

Draws words(const Two& out) {
  return {static_cast<std::uint32_t>(out[0]), static_cast<std::uint32_t>(out[0] >> 32), static_cast<std::uint32_t>(out[1]),
          static_cast<std::uint32_t>(out[1] >> 32)};
}

}  // namespace

TEST_CASE("draws are Philox2x64-6, of which Random123 publishes known answers for seven and ten rounds", "[stream]") {
  // File kat_vectors of Random123: counter, key and result; the third counter and key are the digits of pi.
  constexpr std::uint64_t ones = ~std::uint64_t{0};
  constexpr Two pi{0x243F6A8885A308D3, 0x13198A2E03707344};
  constexpr std::uint64_t pi_key = 0xA4093822299F31D0;
  CHECK(philox(7, {0, 0}, 0) == Two{0xB41DA69FBFEFC666, 0x511E9CE1A5534056});
  CHECK(philox(7, {ones, ones}, ones) == Two{0xA4696CC04462015D, 0x724782DAE17169E9});
  CHECK(philox(7, pi, pi_key) == Two{0x98ED1534392BF372, 0x67528B1568882FD5});
  CHECK(philox(10, {0, 0}, 0) == Two{0xCA00A0459843D731, 0x66C24222C9A845B5});
  CHECK(philox(10, {ones, ones}, ones) == Two{0x65B021D60CD8310F, 0x4D02F3222F86DF20});
  CHECK(philox(10, pi, pi_key) == Two{0x0A5E742C2997341C, 0xB0F883D38000DE5D});
  // Person (lower half) and region, purpose (lower half) and count are the counter; seed (lower half) and replication the key.
  CHECK(Stream({0x299F31D0, 0xA4093822}, 0x243F6A88).draw(0x85A308D3, 0x03707344, 0x13198A2E) == words(philox(6, pi, pi_key)));
  CHECK(Stream({~0u, ~0u}, ~0u).draw(~0u, ~0u, ~0u) == words(philox(6, {ones, ones}, ones)));
  CHECK(philox(6, pi, pi_key) != philox(7, pi, pi_key));
}

TEST_CASE("many draws at once are those of one at a time", "[stream]") {
  const Stream stream({3, 4}, 5);
  std::array<Draws, 9> out;
  out.fill({1, 2, 3, 4});
  stream.draw_many(0xFFFFFFFB, 6, 7, std::span(out).first(8));
  for (std::uint32_t i = 0; i < 8; ++i) CHECK(out[i] == stream.draw(0xFFFFFFFB + i, 6, 7));
  CHECK(out[8] == Draws{1, 2, 3, 4});  // nothing beyond the end is touched
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
