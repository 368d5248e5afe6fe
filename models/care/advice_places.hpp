// What a scenario is told of the places for its facilities: fewer than the tables have, or too few for its steps.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace yanglao::care {

std::vector<std::string> advice_on_places(const scenario::Scenario& s);

}  // namespace yanglao::care
