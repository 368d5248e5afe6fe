// Who lives where at the census, by county, sex, single year of age and home; and the birth years of those to come.
#pragma once

#include <string>
#include <vector>

#include "models/care/life_table.hpp"
#include "models/care/parameters.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

inline constexpr int kYoungest = 45;  ///< completed age at the census of the youngest who can turn 60 by 2035
inline constexpr int kOldest = 104;

/// People of one county, sex and home born in one census year (2 November to 1 November).
struct Stratum {
  std::uint8_t sex = 0, home = 0;
  int age = 0;         ///< completed age at the census
  double persons = 0;  ///< may be fractional; cells are made whole when people are made
};

struct CountyPopulation {
  std::vector<Stratum> strata;
  double persons_60plus = 0;
  double urban_share_60plus = 0;
  double total = 0;
};

class Population {
 public:
  Population(const scenario::Scenario& scenario, const Parameters& parameters, const LifeTable& life);
  [[nodiscard]] const std::vector<CountyPopulation>& counties() const { return counties_; }
  /// Share of rural homes among people of a sex and completed age, whole province.
  [[nodiscard]] double rural_share() const { return rural_share_; }

 private:
  std::vector<CountyPopulation> counties_;
  double rural_share_ = 0;
};

}  // namespace yanglao::care
