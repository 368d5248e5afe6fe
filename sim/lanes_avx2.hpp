// What files compiled for AVX2 share: Philox4x32-7 and unit exponentials in four lanes. All of it is inlined always: a copy left
// for the linker could end up in the program that runs on any processor.
#pragma once

#include <immintrin.h>

#include <cstdint>

#include "sim/exponential.hpp"

namespace yanglao::sim::avx2 {

/// Four lanes of 64 bits, of which Philox uses the lower 32; what is above them is never read.
using Lanes = std::uint64_t __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(32)));

/// Products of the lower halves of the lanes with `m`.
[[gnu::always_inline]] inline Lanes times_low(Lanes a, std::uint32_t m) {
  return reinterpret_cast<Lanes>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), _mm256_set1_epi64x(m)));
}

/// One round of the four words of four counters.
[[gnu::always_inline]] inline void philox_round(Lanes& c0, Lanes& c1, Lanes& c2, Lanes& c3, std::uint64_t first,
                                                std::uint64_t second) {
  const Lanes one = times_low(c0, 0xD2511F53), two = times_low(c2, 0xCD9E8D57);
  c0 = (two >> 32) ^ c1 ^ first;
  c1 = two;
  c2 = (one >> 32) ^ c3 ^ second;
  c3 = one;
}

/// `fast_exponential` of the lower half of each lane.
[[gnu::always_inline]] inline Doubles exponentials(Lanes words) {
  // A number below 2^32 or-ed into the bits of 2^52 is that number more: a conversion for which there is no instruction.
  constexpr std::uint64_t kTwo52 = 0x4330000000000000;
  const Doubles whole = reinterpret_cast<Doubles>((words & 0xFFFFFFFF) | kTwo52) - 0x1p52;
  const Lanes bits = reinterpret_cast<Lanes>((whole + 0.5) * 0x1p-32);
  // The power of two, kept above zero because there is no signed shift of these lanes.
  constexpr std::uint64_t kAbove = 1024;
  const Lanes power = (bits - (kRootHalf - (kAbove << 52))) >> 52;
  const Doubles m = reinterpret_cast<Doubles>(bits - (power << 52) + (kAbove << 52));
  return negative_log_of(m, reinterpret_cast<Doubles>(power | kTwo52) - (0x1p52 + kAbove));
}

}  // namespace yanglao::sim::avx2
