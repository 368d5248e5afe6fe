// The outputs of a network: which fields, in which order, and how a region's tallies fill them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/network/plan.hpp"
#include "models/network/tallies.hpp"
#include "sim/model.hpp"

namespace yanglao::network {

/// Stages with a capacity, in order of name.
std::vector<std::size_t> pools(const Plan& plan);
std::vector<sim::Field> fields(const Plan& plan);
std::vector<sim::Dimension> axes(const Plan& plan);

/// Adds the fields of one region, in the order of `fields`.
void collect(const Plan& plan, const Tallies& tallies, std::span<double> out);

}  // namespace yanglao::network
