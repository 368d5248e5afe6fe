#include "sim/exponentials.hpp"

#include <array>
#include <bit>

#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

int differ(Exponentials* many) {
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

TEST_CASE("exponentials of many words have the bits of one at a time", "[stream]") {
  CHECK(differ(exponentials_plain) == 0);
  CHECK(differ(exponentials) == 0);
#if defined(__x86_64__)
  CHECK((exponentials == exponentials_avx2) == static_cast<bool>(__builtin_cpu_supports("avx2")));
#endif
}
