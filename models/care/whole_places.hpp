// Whole places of counties, month after month, from the fractional ones that are planned.
#pragma once

#include <cstddef>
#include <vector>

namespace yanglao::care {

/// The sum over counties follows the planned sum, and each county stays within one place of its own plan. A county gets
/// a place only after its plan rose and loses one only after it fell: remainders that wander between neighbouring
/// counties must not open and close single beds.
class WholePlaces {
 public:
  /// The places that stand in each county with these plans of the month.
  const std::vector<int>& next(const std::vector<double>& plan);
  [[nodiscard]] const std::vector<int>& now() const { return places_; }  ///< none before the first month

 private:
  void begin(const std::vector<double>& plan);
  /// A plan that moved by more than one place is followed at once, whatever the others do.
  void follow(const std::vector<double>& plan);
  /// One more (by = 1) or one less (-1) in the first county that may change and up to which the counties miss one
  /// together (or have too much), so that the sum of a prefecture stays true as well; else in the last that may change;
  /// false where none may.
  bool change(const std::vector<double>& plan, int by);

  std::vector<int> places_;
  std::vector<double> then_;  ///< the plan when the places last changed
};

}  // namespace yanglao::care
