// The code of `draw_four`, compiled once for any processor and once for those with AVX2. Included by two files only; all
// of it is local to them, so that the linker cannot take one for the other.
#pragma once

#include <cstdint>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "sim/exponential.hpp"
#include "sim/four_draws.hpp"

namespace yanglao::sim {
namespace {

/// Four lanes of 64 bits, of which Philox uses the lower 32; what is above them is never read.
using Lanes = std::uint64_t __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(32)));

/// `out`: products of the lower halves of the lanes of `a` with `m`.
[[gnu::always_inline]] inline void times_low(const Lanes& a, std::uint32_t m, Lanes& out) {
#if defined(__AVX2__)
  out = reinterpret_cast<Lanes>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), _mm256_set1_epi64x(m)));
#elif defined(__SSE2__)
  const auto* from = reinterpret_cast<const __m128i*>(&a);
  auto* to = reinterpret_cast<__m128i*>(&out);
  to[0] = _mm_mul_epu32(from[0], _mm_set1_epi64x(m));
  to[1] = _mm_mul_epu32(from[1], _mm_set1_epi64x(m));
#else
  out = (a & 0xFFFFFFFF) * std::uint64_t{m};
#endif
}

/// The bits of 2^52: a number below 2^32 or-ed into them is that number more, a conversion that AVX2 lacks.
constexpr std::uint64_t kTwo52 = 0x4330000000000000;

/// `fast_exponential` of the lower half of each lane.
[[gnu::always_inline]] inline void exponentials(const Lanes& words, Doubles& out) {
  const Doubles whole = reinterpret_cast<Doubles>((words & 0xFFFFFFFF) | kTwo52) - 0x1p52;
  const Lanes bits = reinterpret_cast<Lanes>((whole + 0.5) * 0x1p-32);
  // The power of two, kept above zero because there is no signed shift of these lanes.
  constexpr std::uint64_t kAbove = 1024;
  const Lanes power = (bits - (kRootHalf - (kAbove << 52))) >> 52;
  const Doubles m = reinterpret_cast<Doubles>(bits - (power << 52) + (kAbove << 52));
  negative_log_of(m, reinterpret_cast<Doubles>(power | kTwo52) - (0x1p52 + kAbove), out);
}

[[gnu::always_inline]] inline void draw_four_here(const RoundKeys& keys, const std::uint32_t* who,
                                                  std::uint32_t region, const std::uint32_t* count,
                                                  std::uint32_t purpose, FourDraws& out) {
  Lanes c0 = {who[0], who[1], who[2], who[3]}, c1 = Lanes{} + region;
  Lanes c2 = {count[0], count[1], count[2], count[3]}, c3 = Lanes{} + purpose, one, two;
#pragma GCC unroll 7
  for (int round = 0; round < 7; ++round) {
    times_low(c0, 0xD2511F53, one);
    times_low(c2, 0xCD9E8D57, two);
    c0 = (two >> 32) ^ c1 ^ keys.first[round];
    c1 = two;
    c2 = (one >> 32) ^ c3 ^ keys.second[round];
    c3 = one;
  }
  Doubles unit;
  exponentials(c0, unit);
  __builtin_memcpy(out.exponential, &unit, sizeof unit);
  c1 &= 0xFFFFFFFF;
  __builtin_memcpy(out.word, &c1, sizeof c1);
}

}  // namespace
}  // namespace yanglao::sim
