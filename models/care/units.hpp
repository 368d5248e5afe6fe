// Which rows of the population table are counties and districts of their own, and which of them is a prefecture's seat.
#pragma once

#include <cstddef>
#include <vector>

#include "models/care/population.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// Development zones have a row of their own in census tables, but are no county: a policy that wants one facility in
/// each county wants none of its own there. The column `county_unit` (yes or no) says so; without it every row is one.
struct Units {
  Units(const scenario::Scenario& s, const Population& population);
  std::vector<bool> county;   ///< by row of the population table
  std::vector<bool> seat;     ///< the county of its prefecture with most people of 60 and more in towns
  std::vector<double> share;  ///< of the province's people of 60 and more at the census
  int counties = 0, prefectures = 0;
};

}  // namespace yanglao::care
