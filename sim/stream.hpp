// Counter-based random streams: a draw belongs to (seed, replication, region, person, purpose, count), so nothing
// that another person or another lever does can shift it. Philox2x64 with six rounds, the fewest that pass every test of
// TestU01's BigCrush (Salmon et al. 2011, table 2) and of which no statistical flaw is known (Random123, philox.h): six products
// of 64 bits for four words, where Philox4x32 takes fourteen of 32 (docs/engine.md).
#pragma once

#include <Random123/philox.h>

#include <array>
#include <cstdint>
#include <limits>
#include <span>

#include "sim/exponential.hpp"

namespace yanglao::sim {

/// What fixes every draw of one replication.
struct StreamKey {
  std::uint32_t seed = 1;
  std::uint32_t replication = 0;
};

using Philox = r123::Philox2x64_R<6>;
using Draws = std::array<std::uint32_t, 4>;

/// Uniform on (0, 1), never 0 or 1: the midpoint of one of 2^32 equal cells.
constexpr double unit(std::uint32_t word) { return (static_cast<double>(word) + 0.5) * 0x1p-32; }
/// Unit exponential from one word; at most 22.9.
inline double exponential(std::uint32_t word) { return negative_log(unit(word)); }
/// True with probability p (to within 2^-32).
constexpr bool chance(std::uint32_t word, double p) { return unit(word) < p; }

/// The streams of one region in one replication.
class Stream {
 public:
  Stream(StreamKey key, std::uint32_t region)
      : key_{{key.seed | std::uint64_t{key.replication} << 32}}, region_(std::uint64_t{region} << 32) {}
  /// Four independent 32-bit words for (person, purpose, count).
  [[nodiscard]] Draws draw(std::uint32_t person, std::uint32_t purpose, std::uint32_t count = 0) const {
    const Philox::ctr_type out = Philox{}({{person | region_, purpose | std::uint64_t{count} << 32}}, key_);
    return {static_cast<std::uint32_t>(out[0]), static_cast<std::uint32_t>(out[0] >> 32),
            static_cast<std::uint32_t>(out[1]), static_cast<std::uint32_t>(out[1] >> 32)};
  }
  /// out[i] = draw(first + i, purpose, count): side by side, one's rounds fill the wait for another's.
  void draw_many(std::uint32_t first, std::uint32_t purpose, std::uint32_t count, std::span<Draws> out) const {
    for (Draws& each : out) each = draw(first++, purpose, count);
  }

 private:
  Philox::key_type key_;
  std::uint64_t region_;  ///< in the upper half
};

/// The same words as a C++ uniform random bit generator, for Boost.Random's distributions.
class Generator {
 public:
  using result_type = std::uint32_t;
  Generator(const Stream& stream, std::uint32_t person, std::uint32_t purpose, std::uint32_t first = 0)
      : stream_(&stream), person_(person), purpose_(purpose), count_(first) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() {
    if (next_ == 4) {
      words_ = stream_->draw(person_, purpose_, count_++);
      next_ = 0;
    }
    return words_[next_++];
  }

 private:
  const Stream* stream_;
  std::uint32_t person_, purpose_, count_;
  Draws words_{};
  unsigned next_ = 4;
};

}  // namespace yanglao::sim
