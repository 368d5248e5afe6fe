// Rates of the fixed dates by age, tabulated: onset of dementia, loss of the spouse, and who still has a spouse.
#pragma once

#include <array>
#include <vector>

#include "models/care/parameters.hpp"

namespace yanglao::care {

class FateTable {
 public:
  struct At {
    double dementia = 0;   ///< per year
    double widowhood = 0;  ///< per year
    double spouse = 0;     ///< share who live with a spouse
    /// Chance to be spared for the length of a run; a little less, so that it may be trusted to rule an onset out.
    double no_dementia = 0, no_widowhood = 0;
  };
  FateTable(const Parameters& p, double run_years);
  /// Linear between ages half a year apart; `age` from 60 to 110.
  [[nodiscard]] At at(double age, int sex, int home) const;

 private:
  static constexpr int kSteps = 101;
  std::array<std::array<At, kSteps>, 4> rows_{};
};

}  // namespace yanglao::care
