// Falls: too frequent and too seldom of consequence to be events. Their expected number follows from who was where.
#pragma once

#include <vector>

#include "models/care/measure.hpp"
#include "models/care/money.hpp"

namespace yanglao::care {

class Falls {
 public:
  explicit Falls(const scenario::Scenario& s);
  /// Falls in a month with these volumes. Each measure multiplies the falls of those whom it reaches.
  [[nodiscard]] double expected(const Volume& month, const std::vector<Measure>& measures) const;

 private:
  double able_per_year_, impaired_per_year_;
};

}  // namespace yanglao::care
