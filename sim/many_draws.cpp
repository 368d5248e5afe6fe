#include "sim/many_draws.hpp"

namespace yanglao::sim {

void draw_many_plain(const Philox::key_type& key, std::uint32_t region, std::uint32_t first, std::uint32_t purpose,
                     std::uint32_t count, std::span<Draws> out) {
  const Stream stream({key[0], key[1]}, region);
  for (Draws& each : out) each = stream.draw(first++, purpose, count);
}

void exponential_many_plain(std::span<const Draws> draws, float* out) {
  for (const Draws& each : draws)
    for (const std::uint32_t word : each) *out++ = static_cast<float>(exponential(word));
}

#if defined(YANGLAO_AVX2)
#define YANGLAO_BEST(name) __builtin_cpu_supports("avx2") ? name##_avx2 : name##_plain
#else
#define YANGLAO_BEST(name) name##_plain
#endif

DrawMany* const draw_many = YANGLAO_BEST(draw_many);
ExponentialMany* const exponential_many = YANGLAO_BEST(exponential_many);

void Stream::draw_many(std::uint32_t first, std::uint32_t purpose, std::uint32_t count, std::span<Draws> out) const {
  sim::draw_many(key_, region_, first, purpose, count, out);
}

}  // namespace yanglao::sim
