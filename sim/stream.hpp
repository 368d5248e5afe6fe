// Counter-based random streams: a draw belongs to (seed, replication, region, person, purpose, count).
#pragma once

#include <array>
#include <cstdint>

namespace yanglao::sim {

/// What fixes every draw of one replication.
struct StreamKey {
  std::uint32_t seed = 1;
  std::uint32_t replication = 0;
};

}  // namespace yanglao::sim
