// Exponentials of many words: the same bits as one at a time (sim/exponential.hpp), four at a time where the processor has
// AVX2.
#pragma once

#include <span>

#include "sim/stream.hpp"

namespace yanglao::sim {

/// out[4 i + k]: the unit exponential of word k of draws[i], rounded to a float. `out` has room for all.
using Exponentials = void(std::span<const Draws> draws, float* out);
Exponentials exponentials_plain;
Exponentials exponentials_avx2;
/// The faster of those that this processor can run.
extern Exponentials* const exponentials;

}  // namespace yanglao::sim
