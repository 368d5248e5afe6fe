// A distribution as a scenario file writes it: { kind = "lognormal", mean_days = 10, cv = 0.8 }.
#pragma once

#include <optional>
#include <string>

#include "models/network/distribution.hpp"
#include "models/network/section.hpp"

namespace yanglao::network {

/// Nothing when there is no such key, or after at least one fault.
std::optional<Distribution> read_distribution(Section& section, const std::string& name);

}  // namespace yanglao::network
