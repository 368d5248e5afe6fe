// What is fixed for a person from the first: draws and schedules alone decide it, whatever happens around them.
#pragma once

#include "models/care/setup.hpp"
#include "sim/stream.hpp"

namespace yanglao::care {

inline constexpr int kNoDay = 0xFFFF;

/// Dates (days since the start; kNoDay if none) and what they bring.
struct Fate {
  int dementia = kNoDay;
  int carer = kNoDay;   ///< loss of a carer: widowhood, or the children move away
  int leaves = kNoDay;  ///< leaves the province for good
  Living at_first = with_spouse;
  Living afterwards = alone;
};

/// `d`: the person's draws for it. `entered`: the day from which the person is followed (0, or their 60th birthday).
Fate fate_of(const Setup& setup, const sim::Draws& d, const Person& p, int entered);

}  // namespace yanglao::care
