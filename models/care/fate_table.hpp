// Rates of the fixed dates by age, tabulated: onset of dementia, loss of the spouse, and who still has a spouse.
#pragma once

#include <algorithm>
#include <array>

#include "models/care/measure.hpp"
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
  FateTable(const Origins& p, double run_years);
  /// Linear between ages half a year apart; `age` from 60 to 110.
  [[nodiscard]] At at(double age, int sex, int home) const {
    const double x = std::clamp((age - 60) * 2, 0.0, kSteps - 1.001);
    const int i = static_cast<int>(x);
    const Row* row = &rows_[static_cast<std::size_t>(sex * 2 + home)][static_cast<std::size_t>(i)];
    const Lanes rates = row[0].rates + static_cast<float>(x - i) * (row[1].rates - row[0].rates);
    return {static_cast<double>(rates[0]), static_cast<double>(rates[1]), static_cast<double>(rates[2]),
            static_cast<double>(row->no_dementia), static_cast<double>(row->no_widowhood)};
  }
  /// Chance that the family with whom somebody lives does not move away for the length of a run; a little less as well.
  [[nodiscard]] double family_stays() const { return family_stays_; }

 private:
  static constexpr int kSteps = 101;
  struct Row {
    Lanes rates{};                            ///< dementia, widowhood, spouse
    float no_dementia = 0, no_widowhood = 0;  ///< the lesser of this age and the next
  };
  std::array<std::array<Row, kSteps>, 4> rows_{};
  double family_stays_;
};

}  // namespace yanglao::care
