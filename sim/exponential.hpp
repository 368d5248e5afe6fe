// A unit exponential from one random word with a logarithm of our own: the same bits with any mathematics library, and
// no branch, no table and no call in the hottest loop.
#pragma once

#include <bit>
#include <cstdint>

namespace yanglao::sim {

/// -log(m 2^power) for m in [sqrt(1/2), sqrt(2)): log(m) = 2 atanh(s) with s = (m - 1) / (m + 1), and atanh(s) / s is a
/// polynomial in s^2 through the five Chebyshev nodes of the interval. `D`: a double, or a vector of them.
template <typename D>
[[gnu::always_inline]] inline D negative_log_of(D m, D power) {
  const D s = (m - 1) / (m + 1), z = s * s;
  const D even = 1.0000000000041798 + z * z * (0.2000019233719148 + z * z * 0.11808180331978463);
  const D odd = 0.3333333262373745 + z * z * 0.14267525468527356;
  constexpr double kLog2 = 0x1.62e42fefa39efp-1;
  return -2 * s * (even + z * odd) - power * kLog2;
}

inline constexpr std::uint64_t kRootHalf = 0x3FE6A09E667F3BCD;  // the bits of sqrt(1/2)

/// -log(x) for 2^-1000 < x < 2^1000, to within 2e-12 + 2^-52 |log(x)|.
[[gnu::always_inline]] inline double negative_log(double x) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
  // Counted from sqrt(1/2), the exponent field is the power of two to take out.
  const std::int64_t power = static_cast<std::int64_t>(bits - kRootHalf) >> 52;
  const double m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(power) << 52));
  return negative_log_of(m, static_cast<double>(power));
}

/// Mean 1; from the midpoint of one of 2^32 equal cells of (0, 1), so at most 22.9.
[[gnu::always_inline]] inline double fast_exponential(std::uint32_t word) {
  return negative_log((static_cast<double>(word) + 0.5) * 0x1p-32);
}

}  // namespace yanglao::sim
