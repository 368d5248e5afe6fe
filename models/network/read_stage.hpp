// One stage as a scenario file declares it: its places, its line, and what each class meets there.
#pragma once

#include <string>

#include "models/network/names.hpp"
#include "models/network/network.hpp"

namespace yanglao::network {

/// Faults go to the section's; the result is of use only without any.
Stage read_stage(const std::string& name, const Names& names, Section section);

}  // namespace yanglao::network
