// Whether the people that a scenario finds in service and in line at the start are people that it has places for.
#pragma once

#include <cstdint>

#include "models/network/network.hpp"
#include "models/network/section.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::network {

struct Whole {
  int start = 0;  ///< days since 1970-01-01
  std::int64_t population = 0;
  int regions = 1;
};

/// A fault for each class with a share of the population that has more people at the start than this share, and for
/// each stage that has more in service than places. `structure`: where `network` was read from.
void refuse_too_many_at_start(const toml::table& structure, const Network& network, const Whole& whole, Faults& faults);

}  // namespace yanglao::network
