// The life of one person with room for everybody, as a Markov chain: where they live, function, dementia, whether a
// carer is left, stays in hospital, the terminal phase, death.
#pragma once

#include "chain.hpp"
#include "models/care/setup.hpp"

namespace yanglao::theory {

/// Where people live: at home, with a community place, in a general, nursing or dementia bed, as care::Place counts.
constexpr int kBases = 5;
constexpr int base_of(care::Place place) { return static_cast<int>(place); }

/// Where people are: where they live, in an acute bed, in a geriatric bed.
enum Stay : int { there, acute, geriatric };
constexpr int kStays = 3;

/// Where somebody stands who is not in the terminal phase. health: care::health_state.
struct Spot {
  int alone, base, health, stay;
};
constexpr int kTerminal = 2 * kBases * care::kHealthStates * kStays;  // then by base and function
constexpr int kDead = kTerminal + kBases * care::kFunctions, kStates = kDead + 1;
constexpr int state_of(Spot s) {
  return ((s.alone * kBases + s.base) * care::kHealthStates + s.health) * kStays + s.stay;
}
constexpr int terminal(int base, int function) { return kTerminal + base * care::kFunctions + function; }
constexpr Spot spot_of(int state) {
  return {state / kStays / care::kHealthStates / kBases, state / kStays / care::kHealthStates % kBases,
          state / kStays % care::kHealthStates, state % kStays};
}
constexpr int function_of(Spot s) { return s.health / 2; }

/// Factors on the rates and chances of the solution, for asking how large an error would be seen.
struct Rescaled {
  double decline = 1, recovery = 1, dementia = 1, illness = 1, terminal = 1;
  double stay = 1, geriatric_stay = 1, terminal_days = 1;         ///< mean lengths
  double institution = 1, community = 1, discharged = 1;  ///< chances to wish for a place; on discharge from hospital
  double transfer = 1, better = 1;  ///< of moving on from a general bed; of leaving a community place when able
  double home_again = 1, carer_loss = 1;
  double rehabilitation = 1, recovered = 1;  ///< chances of a geriatric stay after an acute one, and of recovery in it
};

/// People who have the same rates.
struct Kind {
  int sex = 0, home = 0, birth = 0;  ///< birth: any day of their cohort
};

/// The chain of a kind of people in a calendar year, onset of dementia as at the age given. `dementia_unit`: whether
/// there are beds for people with dementia.
Chain chain_of(const care::Setup& setup, const Rescaled& factors, const Kind& kind, int year, double age,
               bool dementia_unit);

/// Rates per day of a kind of people in a health state.
care::Rates rates_of(const care::Setup& setup, const Kind& kind, int health, int year);

}  // namespace yanglao::theory
