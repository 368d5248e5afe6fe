// A distribution as a scenario file writes it: { kind = "lognormal", mean_days = 10, cv = 0.8 }.
#pragma once

#include <optional>
#include <string>

#include "models/network/distribution.hpp"
#include "models/network/section.hpp"

namespace yanglao::network {

/// Days; a shorter mean would be lengthened by being rounded up to a tick (0.66 s).
inline constexpr double kShortestMean = 1e-3;
/// A fault where the section begins when the mean duration is below that.
void refuse_short(const Section& section, double mean_days);

/// Nothing when there is no such key, or after at least one fault.
std::optional<Distribution> read_distribution(Section& section, const std::string& name);

}  // namespace yanglao::network
