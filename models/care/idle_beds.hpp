// Hospital beds that nobody is expected to use: what there is to convert (measure L12), county by county.
#pragma once

#include <vector>

#include "models/care/hazards.hpp"
#include "models/care/population.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// Share of each county's acute beds that stand empty at the start of the run: those that its people are not expected to
/// use, by their age, sex, home and function, with the length of stays and the last weeks spent in hospital. From 0 (also
/// where there are no beds) to 1. Beds held by people ready to leave are not reckoned with.
std::vector<double> idle_at_start(const scenario::Scenario& s, const Parameters& parameters, const Hazards& hazards,
                                  const Population& population);

}  // namespace yanglao::care
