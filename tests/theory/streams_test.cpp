// Known answers of the network's draws: the vectors that Random123 publishes for Philox4x32 (Salmon et al. 2011), and that
// the draws are these with the counters they promise. Those of the other streams: tests/sim/stream_test.cpp.
#include <Random123/philox.h>

#include <array>

#include "models/network/draws.hpp"
#include "tests/catch.hpp"

using namespace yanglao;

namespace {

using Four = std::array<std::uint32_t, 4>;

template <unsigned Rounds>
Four philox(const Four& counter, const std::array<std::uint32_t, 2>& key) {
  const auto out = r123::Philox4x32_R<Rounds>{}({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
  return {out[0], out[1], out[2], out[3]};
}

constexpr std::uint32_t ones = 0xFFFFFFFF;
constexpr Four pi{0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344};
constexpr std::array<std::uint32_t, 2> pi_key{0xA4093822, 0x299F31D0};

}  // namespace

TEST_CASE("Philox4x32-10 gives the published words") {
  CHECK(philox<10>({0, 0, 0, 0}, {0, 0}) == Four{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});
  CHECK(philox<10>({ones, ones, ones, ones}, {ones, ones}) == Four{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD});
  CHECK(philox<10>(pi, pi_key) == Four{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1});
}

TEST_CASE("Philox4x32-7 gives the published words") {
  CHECK(philox<7>({0, 0, 0, 0}, {0, 0}) == Four{0x5F6FB709, 0x0D893F64, 0x4F121F81, 0x4F730A48});
  CHECK(philox<7>({ones, ones, ones, ones}, {ones, ones}) == Four{0x5207DDC2, 0x45165E59, 0x4D8EE751, 0x8C52F662});
  CHECK(philox<7>(pi, pi_key) == Four{0x4DFCCABA, 0x190A87F0, 0xC47362BA, 0xB6B5242A});
}

TEST_CASE("The published words catch a round fewer, and words of key or counter in another order") {
  CHECK(philox<6>(pi, pi_key) != philox<7>(pi, pi_key));
  CHECK(philox<9>(pi, pi_key) != philox<10>(pi, pi_key));
  CHECK(philox<7>(pi, {pi_key[1], pi_key[0]}) != philox<7>(pi, pi_key));
  CHECK(philox<7>({pi[1], pi[0], pi[2], pi[3]}, pi_key) != philox<7>(pi, pi_key));
}

TEST_CASE("The network's draws are Philox4x32-7 of person, region and count under seed and replication") {
  const network::Draws draws({11, 12}, 13);
  const auto words = draws(14, 15);
  CHECK(Four{words[0], words[1], words[2], words[3]} == philox<7>({14, 13, 15, 0x6E657477}, {11, 12}));
}

TEST_CASE("Draws differ with each of seed, replication, region, person and count") {
  const auto first = [](std::uint32_t seed, std::uint32_t replication, std::uint32_t region, std::uint32_t who,
                        std::uint32_t count) {
    return network::Draws({seed, replication}, region)(who, count)[0];
  };
  const std::uint32_t base = first(1, 2, 3, 4, 5);
  CHECK(base != first(2, 2, 3, 4, 5));
  CHECK(base != first(1, 3, 3, 4, 5));
  CHECK(base != first(1, 2, 4, 4, 5));
  CHECK(base != first(1, 2, 3, 5, 5));
  CHECK(base != first(1, 2, 3, 4, 6));
}
