#include "models/care/falls.hpp"

#include <algorithm>

#include "sim/time.hpp"

namespace yanglao::care {

Falls::Falls(const scenario::Scenario& s)
    : able_per_year_(s.number("falls.able_per_year")),
      impaired_per_year_(able_per_year_ * s.number("falls.impaired_ratio")) {}

double Falls::expected(const Volume& month, const std::vector<Measure>& measures) const {
  double person_days = 0, able_days = 0, falls = 0;
  for (std::size_t cell = 0; cell < month.days.size(); ++cell) {
    const std::size_t function = cell / kPensions % kFunctions;
    falls += month.days[cell] * (function == able ? able_per_year_ : impaired_per_year_) / sim::kDaysPerYear;
    person_days += month.days[cell];
    able_days += function == able ? month.days[cell] : 0;
  }
  const double all = person_days > 0
                         ? (able_days * able_per_year_ + (person_days - able_days) * impaired_per_year_) / person_days
                         : 0;
  double prevented = 0;  // a year
  for (std::size_t k = 0; k < kMeasures; ++k) {
    const double rate = kMeasureKinds[k].target == Target::everyone ? all : impaired_per_year_;
    prevented += month.reached[k] * rate * (1 - measures[k].falls);
  }
  return falls - prevented * month.length_days / sim::kDaysPerYear;
}

}  // namespace yanglao::care
