#include "sim/four_draws.hpp"

#include <bit>

#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

/// How many of `draw`'s exponentials and words are not the bits that one call of Philox4x32-7 at a time gives.
int differ(DrawFour* draw, StreamKey key, std::uint32_t region, std::uint32_t purpose) {
  const FourKeys keys(key, region, purpose);
  const Stream other({17, 4}, 0);
  int wrong = 0;
  for (std::uint32_t k = 0; k < 5000; ++k) {
    // People of all sizes; what stands above their 32 bits (in an event, its time) must not matter.
    std::uint64_t who[4];
    std::uint32_t count[4];
    for (std::uint32_t i = 0; i < 4; ++i) {
      const Draws d = other.draw(k, i);
      who[i] = d[0] >> d[1] % 32 | std::uint64_t{d[2]} << 32;
      count[i] = k < 10 ? k : d[3] >> d[1] / 32 % 32;
    }
    double exponentials[4];
    std::uint64_t words[4];
    draw(keys, who, count[0], count[1], count[2], count[3], exponentials, words);
    for (int i = 0; i < 4; ++i) {
      const auto one = FourKeys::Philox{}({{static_cast<std::uint32_t>(who[i]), region, count[i], purpose}},
                                          {{key.seed, key.replication}});
      wrong += std::bit_cast<std::uint64_t>(exponentials[i]) != std::bit_cast<std::uint64_t>(fast_exponential(one[0]));
      wrong += words[i] != one[1];
    }
  }
  return wrong;
}

int differ(DrawFour* draw) {
  return differ(draw, {1, 0}, 0, 0) + differ(draw, {0xFFFFFFFF, 0x80000001}, 0xFFFFFFFE, 0x6E657477) +
         differ(draw, {20211127, 99}, 57, 0xFFFFFFFF);
}

}  // namespace

TEST_CASE("four draws at once have the bits of one at a time", "[stream]") {
  CHECK(differ(draw_four_plain) == 0);
  CHECK(differ(draw_four) == 0);
#if defined(__x86_64__)
  // Else the second line compares the first function again.
  CHECK((draw_four == draw_four_avx2) == static_cast<bool>(__builtin_cpu_supports("avx2")));
#endif
}
