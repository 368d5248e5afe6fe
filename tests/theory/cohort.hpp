// The care model with room for everybody is a Markov chain (cohort_chain.hpp): nobody waits, so nobody matters to
// anybody else. This solves it by matrix exponential for every birth cohort of one county.
#pragma once

#include <vector>

#include "cohort_month.hpp"

namespace yanglao::theory {

/// Expected course of the people of 60 and more of one county, those who turn 60 on the way included. For a setup in
/// which places in care are empty at the start and nothing is ever full, need unmet is without effect, everybody can
/// pay, hospital stays are exponential and nobody is taken elsewhere to die; and, if anybody wishes for a place, all
/// live with their children at first, nobody is on state support, and age does not count for wishes. The rates by
/// calendar year, the shares of health states at the start and the census are the model's (`setup`); what is solved
/// anew is everything that the engine does with them.
std::vector<CohortMonth> solve_cohort(const care::Setup& setup, int county, const Rescaled& factors = {});

}  // namespace yanglao::theory
