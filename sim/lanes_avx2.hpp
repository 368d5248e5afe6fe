// What files compiled for AVX2 share: unit exponentials in four lanes. All of it is inlined always: a copy left
// for the linker could end up in the program that runs on any processor.
#pragma once

#include <immintrin.h>

#include <cstdint>

#include "sim/exponential.hpp"

namespace yanglao::sim::avx2 {

/// Four lanes of 64 bits, each for a word in its lower half.
using Lanes = std::uint64_t __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(32)));

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
