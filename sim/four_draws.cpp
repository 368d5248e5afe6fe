#include "sim/four_draws.hpp"

namespace yanglao::sim {

FourKeys::FourKeys(StreamKey from, std::uint32_t region, std::uint32_t purpose)
    : key{{from.seed, from.replication}}, region(region), purpose(purpose) {
  // By how much the two words grow from round to round: Weyl sequences (Salmon et al. 2011).
  constexpr std::uint32_t kWeyl[2] = {0x9E3779B9, 0xBB67AE85};
  for (int round = 0; round < kRounds; ++round) {
    first[round] = from.seed + static_cast<std::uint32_t>(round) * kWeyl[0];
    second[round] = from.replication + static_cast<std::uint32_t>(round) * kWeyl[1];
  }
}

void draw_four_plain(const FourKeys& keys, const std::uint64_t* who, std::uint32_t count0, std::uint32_t count1,
                     std::uint32_t count2, std::uint32_t count3, double* exponential, std::uint64_t* word) {
  const std::uint32_t count[] = {count0, count1, count2, count3};
  for (int i = 0; i < 4; ++i) {
    const FourKeys::Philox::ctr_type words =
        FourKeys::Philox{}({{static_cast<std::uint32_t>(who[i]), keys.region, count[i], keys.purpose}}, keys.key);
    exponential[i] = fast_exponential(words[0]);
    word[i] = words[1];
  }
}

DrawFour* const draw_four =
#if defined(YANGLAO_AVX2)
    __builtin_cpu_supports("avx2") ? draw_four_avx2 :
#endif
                                   draw_four_plain;

}  // namespace yanglao::sim
