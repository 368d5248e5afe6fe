// Draws of the network model: one call of a counter-based generator an event. Philox4x32 with seven rounds, the fewest
// that pass every test of TestU01 (Salmon et al. 2011).
#pragma once

#include <Random123/philox.h>

#include "sim/stream.hpp"

namespace yanglao::network {

using Words = r123::Philox4x32_R<7>::ctr_type;

class Draws {
 public:
  Draws(sim::StreamKey key, std::uint32_t region) : key_{{key.seed, key.replication}}, region_(region) {}
  /// Words of the `count`th draw of `who`: 0 for a duration, 1 for a route, 2 and 3 for what else is asked.
  [[nodiscard, gnu::always_inline]] Words operator()(std::uint32_t who, std::uint32_t count) const {
    return r123::Philox4x32_R<7>{}({{who, region_, count, kTag}}, key_);
  }

 private:
  static constexpr std::uint32_t kTag = 0x6E657477;  // apart from the streams of sim/stream.hpp
  r123::Philox4x32_R<7>::key_type key_;
  std::uint32_t region_;
};

}  // namespace yanglao::network
