#include "sim/many_draws.hpp"

#include <array>
#include <bit>

#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

/// How many words are not those of one call of the stream at a time, for every number of people up to 40.
int words_differ(DrawMany* many) {
  int wrong = 0;
  const StreamKey keys[] = {{1, 0}, {0xFFFFFFFF, 0x80000001}, {20211127, 99}};
  for (const StreamKey key : keys)
    for (std::uint32_t size = 0; size <= 40; ++size) {
      const std::uint32_t region = key.seed ^ size, first = 0xFFFFFFFF - 45 * size, purpose = 7 * size, count = ~size;
      std::array<Draws, 41> out;
      out.fill({1, 2, 3, 4});
      many({{key.seed, key.replication}}, region, first, purpose, count, std::span(out).first(size));
      for (std::uint32_t i = 0; i < size; ++i) wrong += out[i] != Stream(key, region).draw(first + i, purpose, count);
      wrong += out[size] != Draws{1, 2, 3, 4};  // nothing beyond the end is touched
    }
  return wrong;
}

int exponentials_differ(ExponentialMany* many) {
  std::array<Draws, 1000> draws;
  Stream({3, 1}, 4).draw_many(0, 5, 6, draws);
  draws[0] = {0, 1, 0x7FFFFFFF, 0x80000000};
  draws[1] = {0xFFFFFFFE, 0xFFFFFFFF, 0xB504F333, 0xB504F334};  // on both sides of sqrt(1/2)
  std::array<float, 4000> out;
  many(draws, out.data());
  int wrong = 0;
  for (std::size_t i = 0; i < out.size(); ++i)
    wrong += std::bit_cast<std::uint32_t>(out[i]) !=
             std::bit_cast<std::uint32_t>(static_cast<float>(exponential(draws[i / 4][i % 4])));
  return wrong;
}

}  // namespace

TEST_CASE("many draws at once have the bits of one at a time", "[stream]") {
  CHECK(words_differ(draw_many_plain) == 0);
  CHECK(words_differ(draw_many) == 0);
#if defined(__x86_64__)
  CHECK((draw_many == draw_many_avx2) == static_cast<bool>(__builtin_cpu_supports("avx2")));
#endif
}

TEST_CASE("exponentials of many words have the bits of one at a time", "[stream]") {
  CHECK(exponentials_differ(exponential_many_plain) == 0);
  CHECK(exponentials_differ(exponential_many) == 0);
#if defined(__x86_64__)
  CHECK((exponential_many == exponential_many_avx2) == static_cast<bool>(__builtin_cpu_supports("avx2")));
#endif
}
