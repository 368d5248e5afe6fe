// What the cohort solution tells of a month, as the model does.
#pragma once

#include <array>

#include "cohort_chain.hpp"

namespace yanglao::theory {

/// Pools of places that are used: the four kinds of places in care, acute and geriatric beds.
constexpr int kPoolsUsed = kBases + 1;
/// Settings that are: home, community, institution, hospital.
constexpr int kSettingsUsed = 4;

/// Expected numbers of one month.
struct CohortMonth {
  std::array<std::array<double, care::kFunctions>, kSettingsUsed> people{};  ///< mean over the month
  std::array<double, kPoolsUsed> occupied{};                                 ///< mean over the month
  std::array<double, kPoolsUsed> admissions{};
  std::array<double, kSettingsUsed> deaths{};
  double alive = 0;  ///< at the month's end
  double turned_60 = 0;
  double dead = 0;  ///< since the start; alive + dead is everybody who was there or has turned 60
};

/// Adds what flows and the time spent in each state yield to the numbers of a month.
void tell(const Chain& chain, const State& days, double month_days, CohortMonth& out);

}  // namespace yanglao::theory
