#include "sim/exponentials.hpp"

namespace yanglao::sim {

void exponentials_plain(std::span<const Draws> draws, float* out) {
  for (const Draws& each : draws)
    for (const std::uint32_t word : each) *out++ = static_cast<float>(exponential(word));
}

Exponentials* const exponentials =
#if defined(YANGLAO_AVX2)
    __builtin_cpu_supports("avx2") ? exponentials_avx2 :
#endif
                                   exponentials_plain;

}  // namespace yanglao::sim
