// `exponentials` for processors with AVX2.
#include "sim/exponentials.hpp"
#include "sim/lanes_avx2.hpp"

namespace yanglao::sim {

void exponentials_avx2(std::span<const Draws> draws, float* out) {
  for (const Draws& each : draws) {
    const auto words = _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(each.data())));
    const avx2::Doubles four = avx2::exponentials(reinterpret_cast<avx2::Lanes>(words));
    _mm_storeu_ps(out, _mm256_cvtpd_ps(reinterpret_cast<__m256d>(four)));
    out += each.size();
  }
}

}  // namespace yanglao::sim
