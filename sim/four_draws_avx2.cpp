// `draw_four` for processors with AVX2. Compiled for them alone, so all that it inlines must be inlined always: a copy left
// for the linker could end up in the program that runs on any processor.
#include <immintrin.h>

#include "sim/exponential.hpp"
#include "sim/four_draws.hpp"

namespace yanglao::sim {
namespace {

/// Four lanes of 64 bits, of which Philox uses the lower 32; what is above them is never read.
using Lanes = std::uint64_t __attribute__((vector_size(32)));
using Doubles = double __attribute__((vector_size(32)));

/// Products of the lower halves of the lanes with `m`.
[[gnu::always_inline]] inline Lanes times_low(Lanes a, std::uint32_t m) {
  return reinterpret_cast<Lanes>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), _mm256_set1_epi64x(m)));
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

}  // namespace

void draw_four_avx2(const FourKeys& keys, const std::uint64_t* who, std::uint32_t count0, std::uint32_t count1,
                    std::uint32_t count2, std::uint32_t count3, double* exponential, std::uint64_t* word) {
  Lanes c0 = reinterpret_cast<Lanes>(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(who)));
  Lanes c1 = Lanes{} + keys.region, c2 = {count0, count1, count2, count3}, c3 = Lanes{} + keys.purpose;
#pragma GCC unroll 7
  for (int round = 0; round < FourKeys::kRounds; ++round) {
    const Lanes one = times_low(c0, 0xD2511F53), two = times_low(c2, 0xCD9E8D57);
    c0 = (two >> 32) ^ c1 ^ keys.first[round];
    c1 = two;
    c2 = (one >> 32) ^ c3 ^ keys.second[round];
    c3 = one;
  }
  const Doubles unit = exponentials(c0);
  __builtin_memcpy(exponential, &unit, sizeof unit);
  c1 &= 0xFFFFFFFF;
  __builtin_memcpy(word, &c1, sizeof c1);
}

}  // namespace yanglao::sim
