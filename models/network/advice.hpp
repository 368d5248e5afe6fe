// What a network sets and nothing works through.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace yanglao::network {

/// In words for people who write scenarios: keys of stages that change nothing because of what other keys say. Empty
/// where all is well. Throws as `plan` does.
std::vector<std::string> advice(const scenario::Scenario& scenario);

}  // namespace yanglao::network
