// `draw_many` and `exponential_many` for processors with AVX2.
#include "sim/lanes_avx2.hpp"
#include "sim/many_draws.hpp"

namespace yanglao::sim {
namespace {

using avx2::Doubles, avx2::Lanes;

/// Four counters of people who follow each other, and their words.
struct Four {
  Lanes c0, c1, c2, c3;
  /// The four words of each person beside each other, as in an array of Draws.
  [[gnu::always_inline]] void store(Draws* out) const {
    const auto front = reinterpret_cast<__m256i>((c0 & 0xFFFFFFFF) | c1 << 32);
    const auto back = reinterpret_cast<__m256i>((c2 & 0xFFFFFFFF) | c3 << 32);
    const __m256i even = _mm256_unpacklo_epi64(front, back), odd = _mm256_unpackhi_epi64(front, back);
    auto* to = reinterpret_cast<__m256i*>(out);
    _mm256_storeu_si256(to, _mm256_permute2x128_si256(even, odd, 0x20));
    _mm256_storeu_si256(to + 1, _mm256_permute2x128_si256(even, odd, 0x31));
  }
};

}  // namespace

void draw_many_avx2(const Philox::key_type& key, std::uint32_t region, std::uint32_t first, std::uint32_t purpose,
                    std::uint32_t count, std::span<Draws> out) {
  const Lanes zero{};
  // Eight at a time: one four's products come while the other's are awaited.
  const auto eight = [&](std::uint64_t from, Draws* to) __attribute__((always_inline)) {
    Four a{{from, from + 1, from + 2, from + 3}, zero + region, zero + purpose, zero + count};
    Four b{a.c0 + 4, a.c1, a.c2, a.c3};
    std::uint32_t one = key[0], two = key[1];
#pragma GCC unroll 7
    for (int round = 0; round < kPhiloxRounds; ++round, one += kWeyl[0], two += kWeyl[1]) {
      avx2::philox_round(a.c0, a.c1, a.c2, a.c3, one, two);
      avx2::philox_round(b.c0, b.c1, b.c2, b.c3, one, two);
    }
    a.store(to);
    b.store(to + 4);
  };
  std::size_t i = 0;
  for (; i + 8 <= out.size(); i += 8) eight(first + i, &out[i]);
  if (i == out.size()) return;
  Draws rest[8];
  eight(first + i, rest);
  __builtin_memcpy(&out[i], rest, (out.size() - i) * sizeof(Draws));
}

void exponential_many_avx2(std::span<const Draws> draws, float* out) {
  for (const Draws& each : draws) {
    const auto words = _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(each.data())));
    const Doubles four = avx2::exponentials(reinterpret_cast<Lanes>(words));
    _mm_storeu_ps(out, _mm256_cvtpd_ps(reinterpret_cast<__m256d>(four)));
    out += each.size();
  }
}

}  // namespace yanglao::sim
