// `draw_four` for processors with AVX2.
#include "sim/four_draws.hpp"
#include "sim/lanes_avx2.hpp"

namespace yanglao::sim {
namespace {

using avx2::Doubles, avx2::Lanes;

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

}  // namespace

void draw_four_avx2(const FourKeys& keys, const std::uint64_t* who, std::uint32_t count0, std::uint32_t count1,
                    std::uint32_t count2, std::uint32_t count3, double* exponential, std::uint64_t* word) {
  Lanes c0 = reinterpret_cast<Lanes>(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(who)));
  Lanes c1 = Lanes{} + keys.region, c2 = {count0, count1, count2, count3}, c3 = Lanes{} + keys.purpose;
#pragma GCC unroll 7
  for (int round = 0; round < FourKeys::kRounds; ++round)
    philox_round(c0, c1, c2, c3, keys.first[round], keys.second[round]);
  const Doubles unit = avx2::exponentials(c0);
  __builtin_memcpy(exponential, &unit, sizeof unit);
  c1 &= 0xFFFFFFFF;
  __builtin_memcpy(word, &c1, sizeof c1);
}

}  // namespace yanglao::sim
