// From the sections of a scenario file to a Network, with every fault in one pass.
#pragma once

#include <string>
#include <vector>

#include "models/network/network.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::network {

/// `structure` as scenario::joined gives it. What is right is read; the result is of use only without faults. `levers`:
/// names that may have been meant by an unknown key. `file`: where what is missing would have stood.
Network read(const toml::table& structure, std::vector<scenario::Fault>& faults,
             const std::vector<std::string>& levers = {}, const std::string& file = "");

}  // namespace yanglao::network
