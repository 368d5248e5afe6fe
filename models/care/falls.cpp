#include "models/care/falls.hpp"

#include <algorithm>
#include <array>

#include "sim/time.hpp"

namespace yanglao::care {
namespace {

/// Person-days of a month by whether people are in an institution and by function.
using Cells = std::array<std::array<double, kFunctions>, 2>;

Cells cells_of(const Volume& month) {
  Cells cells{};
  for (int place = 0; place < kPlaces; ++place)
    for (std::size_t f = 0; f < kFunctions; ++f)
      for (std::size_t c = 0; c < kPensions; ++c)
        cells[is_institution(static_cast<Place>(place))][f] += month.person_days(static_cast<Place>(place), f, c);
  return cells;
}

/// Whether anybody there may be in the target group, whoever they live with and wherever their home is.
bool may_belong(Target target, std::size_t institution, std::size_t function) {
  for (const int living : {static_cast<int>(alone), static_cast<int>(with_family)})
    for (const int home : {static_cast<int>(urban), static_cast<int>(rural)})
      if (belongs(target, institution == 1, static_cast<int>(function), living, home)) return true;
  return false;
}

}  // namespace

Falls::Falls(const scenario::Scenario& s)
    : able_per_year_(s.number("falls.able_per_year")),
      impaired_per_year_(able_per_year_ * s.number("falls.impaired_ratio")) {}

double Falls::expected(const Volume& month, const std::vector<Measure>& measures) const {
  const Cells days = cells_of(month);
  // What is left of falls after all measures, cell by cell. Of those reached the total alone is known: they are taken to
  // be spread evenly over the cells of the target group, and each measure to reach people whether others do or not.
  Cells left;
  for (auto& row : left) row.fill(1);
  for (std::size_t k = 0; k < kMeasures; ++k) {
    if (measures[k].falls == 1 || month.reached[k] <= 0) continue;
    const Target target = kMeasureKinds[k].target;
    double group = 0;
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t f = 0; f < kFunctions; ++f) group += may_belong(target, i, f) ? days[i][f] : 0;
    // Residents in hospital still count as reached, but not as days in an institution: hence the limit.
    const double share = group > 0 ? std::min(1.0, month.reached[k] * month.length_days / group) : 0;
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t f = 0; f < kFunctions; ++f)
        if (may_belong(target, i, f)) left[i][f] *= 1 - share * (1 - measures[k].falls);
  }
  double falls = 0;
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t f = 0; f < kFunctions; ++f)
      falls += days[i][f] * left[i][f] * (f == able ? able_per_year_ : impaired_per_year_) / sim::kDaysPerYear;
  return falls;
}

}  // namespace yanglao::care
