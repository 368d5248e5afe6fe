// The places of a county that a policy may want one facility in: the county itself, its streets, townships and villages.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/care/population.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// Development zones have a row of their own in census tables, but are no county: a policy that wants one facility in
/// each county wants none of its own there. The column `county_unit` (yes or no) says so; without it every row is one.
/// Their streets, townships and villages count as those of any other row.
class Units {
 public:
  Units(const scenario::Scenario& s, const Population& population);

  /// How many places of each county `facility.KIND.one_in` names; none for "part of a county", which names none.
  [[nodiscard]] std::vector<int> of(const std::string& one_in) const;
  /// "one in each county of the population table (column county_unit)".
  [[nodiscard]] std::string named(const std::string& one_in) const;
  /// Each county's share of the province's people of 60 and more at the census.
  [[nodiscard]] const std::vector<double>& share() const { return share_; }

 private:
  void set_seats(const scenario::Scenario& s, const Population& population);
  void read_parts(const scenario::Scenario& s);

  std::vector<double> share_;
  // By row of the population table:
  std::vector<int> county_, seat_;                            ///< 0 or 1; seat of a prefecture: most 60+ in towns
  std::vector<int> streets_, townships_, villages_;           ///< from population.units_table
  std::vector<int> seat_town_;                                ///< 0 or 1: the county's seat is a town
  std::string table_;                                         ///< name of population.units_table
};

}  // namespace yanglao::care
