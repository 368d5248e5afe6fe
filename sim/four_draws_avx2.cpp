// `draw_four` for processors with AVX2.
#include "sim/four_draws.hpp"
#include "sim/lanes_avx2.hpp"

namespace yanglao::sim {

void draw_four_avx2(const FourKeys& keys, const std::uint64_t* who, std::uint32_t count0, std::uint32_t count1,
                    std::uint32_t count2, std::uint32_t count3, double* exponential, std::uint64_t* word) {
  using avx2::Doubles, avx2::Lanes;
  Lanes c0 = reinterpret_cast<Lanes>(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(who)));
  Lanes c1 = Lanes{} + keys.region, c2 = {count0, count1, count2, count3}, c3 = Lanes{} + keys.purpose;
#pragma GCC unroll 7
  for (int round = 0; round < FourKeys::kRounds; ++round)
    avx2::philox_round(c0, c1, c2, c3, keys.first[round], keys.second[round]);
  const Doubles unit = avx2::exponentials(c0);
  __builtin_memcpy(exponential, &unit, sizeof unit);
  c1 &= 0xFFFFFFFF;
  __builtin_memcpy(word, &c1, sizeof c1);
}

}  // namespace yanglao::sim
