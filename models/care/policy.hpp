// The rows of the two policies as switches: how much of each step that a scenario plans is in fact taken.
#pragma once

#include <array>
#include <string>

#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// Row ids of the measures of Jiangxi (2021) and Jilin (2016), as the levers' column `row` names them.
inline constexpr int kRows = 35;
extern const std::array<const char*, kRows> kRowIds;

/// The lever that sizes a row: "policy.step.j3" for "J3".
std::string step_key(const std::string& row);

/// A schedule as it comes about: from its value at the start of the run it moves by policy.step.all times the steps of
/// the rows that its lever serves. 0: nothing new is done; 0.5: half of each step; 1: as the scenario says.
scenario::Schedule planned(const scenario::Scenario& s, const std::string& key, int place = -1);

}  // namespace yanglao::care
