// Four draws and four unit exponentials side by side: the same bits as one at a time, at a third of the instructions, and
// nobody waits for a round to follow the one before. Philox4x32, whose products of 32 bits have an instruction for four lanes;
// those of 64 bits in Philox2x64 (sim/stream.hpp), which is the faster one at a time, have none. Seven rounds are the fewest that
// pass every test of TestU01's BigCrush (Salmon et al. 2011, table 2).
#pragma once

#include <Random123/philox.h>

#include <cstdint>

#include "sim/stream.hpp"

namespace yanglao::sim {

/// What fixes the draws of one region for one purpose, and each round's key.
struct FourKeys {
  static constexpr int kRounds = 7;
  using Philox = r123::Philox4x32_R<kRounds>;
  FourKeys(StreamKey from, std::uint32_t region, std::uint32_t purpose);
  Philox::key_type key;
  std::uint32_t region, purpose;
  std::uint64_t first[kRounds], second[kRounds];  ///< the upper 32 bits are zero
};

/// Draws with the counters (lower half of who[i], region, count i, purpose), i = 0 to 3. `exponential`: the unit
/// exponentials of word 0; `word`: word 1. Counts come by value, because in memory they would be written one by one and read
/// as one, which waits until they have left the processor's store buffer.
using DrawFour = void(const FourKeys& keys, const std::uint64_t* who, std::uint32_t count0, std::uint32_t count1,
                      std::uint32_t count2, std::uint32_t count3, double* exponential, std::uint64_t* word);
/// One after the other, on any processor.
DrawFour draw_four_plain;
/// Side by side; needs AVX2 (there if the program was built for x86-64).
DrawFour draw_four_avx2;
/// The faster of those that this processor can run.
extern DrawFour* const draw_four;

}  // namespace yanglao::sim
