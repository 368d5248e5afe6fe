// Ratios and indicators of all regions together, which cannot be had by adding up those of each region.
#pragma once

#include "sim/dataset.hpp"
#include "sim/model.hpp"

namespace yanglao::sim {

/// Appended to the name of a derived field for its value over all regions together.
inline constexpr const char* overall_suffix = "_overall";

/// Adds, for each field of `model.derived()`, the variable "<name>_overall" without the dimension `region`, computed
/// from the sum of `model.fields()` over all rows of `dataset` (as `run` yields it).
void add_overall(Dataset& dataset, const Model& model);

}  // namespace yanglao::sim
