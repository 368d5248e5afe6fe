// Ratios and indicators of all regions together, which cannot be had by adding up those of each region.
#pragma once

#include <memory>
#include <vector>

#include "sim/dataset.hpp"
#include "sim/model.hpp"

namespace yanglao::sim {

/// Appended to the name of a derived field for its value over all regions together.
inline constexpr const char* overall_suffix = "_overall";

/// Adds, for each field of the models' `derived()`, the variable "<name>_overall" without the dimension `region`, computed
/// from the sum of `fields()` over all rows of `dataset` (as `run` of these models yields it), each scenario's by its own.
void add_overall(Dataset& dataset, const Models& models);

}  // namespace yanglao::sim
