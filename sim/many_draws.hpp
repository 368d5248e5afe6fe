// The draws of people who follow each other, and exponentials of many words: the same bits as one at a time, four at a time
// where the processor has AVX2.
#pragma once

#include <cstdint>
#include <span>

#include "sim/stream.hpp"

namespace yanglao::sim {

/// out[i]: the draws of person first + i.
using DrawMany = void(const Philox::key_type& key, std::uint32_t region, std::uint32_t first, std::uint32_t purpose,
                      std::uint32_t count, std::span<Draws> out);
DrawMany draw_many_plain;
DrawMany draw_many_avx2;
extern DrawMany* const draw_many;

/// out[4 i + k]: the unit exponential of word k of draws[i], rounded to a float. `out` has room for all.
using ExponentialMany = void(std::span<const Draws> draws, float* out);
ExponentialMany exponential_many_plain;
ExponentialMany exponential_many_avx2;
extern ExponentialMany* const exponential_many;

}  // namespace yanglao::sim
