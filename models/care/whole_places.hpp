// Whole places of counties, month after month, from the fractional ones that are planned.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/scenario/place.hpp"

namespace yanglao::care {

/// The sum over counties follows the planned sum, and each county stays within one place of its own plan. A county gets
/// a place only after its plan rose and loses one only after it fell: remainders that wander between neighbouring
/// counties must not open and close single beds. Each prefecture has its own: what is planned in one opens and closes no
/// bed in another.
class WholePlaces {
 public:
  /// `from`: of the next place of the sum, the part that need not be planned for it to stand; 0, sums are rounded down, to
  /// below 1. Prefectures have different ones, or none would have any where few places are shared by many.
  explicit WholePlaces(double from = 0) : from_(from) {}
  /// The places that stand in each county with these plans of the month.
  const std::vector<int>& next(const std::vector<double>& plan);
  [[nodiscard]] const std::vector<int>& now() const { return places_; }  ///< none before the first month

 private:
  void begin(const std::vector<double>& plan);
  /// A plan that moved by more than one place is followed at once, whatever the others do.
  void follow(const std::vector<double>& plan);
  /// One more (by = 1) or one less (-1) in the first county that may change and up to which the counties miss one
  /// together (or have too much); else in the last that may change; false where none may.
  bool change(const std::vector<double>& plan, int by);

  double from_;
  std::vector<int> places_;
  std::vector<double> then_;  ///< the plan when the places last changed
};

/// The places of one pool in all counties, prefecture by prefecture.
class ProvincePlaces {
 public:
  ProvincePlaces(const std::vector<scenario::Place>& counties, int pool);
  /// The places that stand in each county with these plans of the month.
  const std::vector<int>& next(const std::vector<double>& plan);
  [[nodiscard]] const std::vector<int>& now() const { return places_; }  ///< none before the first month

 private:
  struct Prefecture {
    std::string name;
    std::vector<std::size_t> counties;
    WholePlaces whole;
  };
  std::vector<Prefecture> prefectures_;
  std::vector<int> places_;
};

}  // namespace yanglao::care
