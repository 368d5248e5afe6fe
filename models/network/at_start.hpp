// Whether the people that a scenario finds in service and in line at the start are people that it has places for.
#pragma once

#include "models/network/limits.hpp"
#include "models/network/network.hpp"
#include "models/network/section.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::network {

/// A fault for each class with a share of the population that has more people at the start than this share, for each
/// stage that has more in service than places, and where they are more than can be counted. `structure`: where
/// `network` was read from.
void refuse_too_many_at_start(const toml::table& structure, const Network& network, const Extent& extent,
                              Faults& faults);

}  // namespace yanglao::network
