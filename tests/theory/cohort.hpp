// The care model with room for everybody is a Markov chain: nobody waits, so nobody matters to anybody else. This
// solves it by matrix exponential for every birth cohort of one county.
#pragma once

#include <array>
#include <vector>

#include "models/care/setup.hpp"

namespace yanglao::theory {

/// Factors on the rates of the solution, for asking how large an error would be seen.
struct Rescaled {
  double decline = 1, recovery = 1, dementia = 1, illness = 1, terminal = 1;
  double stay = 1, terminal_days = 1;  ///< mean lengths
};

/// Expected numbers of one month.
struct CohortMonth {
  std::array<double, care::kFunctions> people{};  ///< mean over the month, by function
  double in_hospital = 0;                         ///< mean over the month
  double alive = 0;                               ///< at the month's end
  double admissions = 0, deaths = 0, turned_60 = 0;
  double dead = 0;  ///< since the start; alive + dead is everybody who was there or has turned 60
};

/// Expected course of the people of 60 and more of one county, those who turn 60 on the way included. For a setup in
/// which nothing is full, nobody wishes for a place in care and hospital stays are exponential. The rates by calendar
/// year, the shares of health states at the start and the census are the model's (`setup`); what is solved anew is
/// everything that the engine does with them.
std::vector<CohortMonth> solve_cohort(const care::Setup& setup, int county, const Rescaled& factors = {});

}  // namespace yanglao::theory
