// Who lives where at the census, by county, sex, month of age and home; and the births of those to come.
#pragma once

#include <cstdint>
#include <vector>

#include "models/care/life_table.hpp"
#include "models/care/parameters.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

inline constexpr int kYoungest = 45;  ///< completed age at the census of the youngest
inline constexpr int kOldest = 109;

/// People of one county, sex and home born in one month.
struct Stratum {
  std::uint8_t sex = 0, home = 0;
  int months = 0;      ///< completed months of age at the census
  double persons = 0;  ///< fractional; cells are made whole when people are made
};

struct CountyPopulation {
  std::vector<Stratum> strata;
  double total = 0;           ///< of all ages
  double persons_60plus = 0;  ///< at the census
  double urban_60plus = 0;    ///< share of them with an urban home
};

/// People of 60 and more expected in each county by month, from the cohorts and the life table alone: [county][month].
using Expected = std::vector<std::vector<double>>;

class Population {
 public:
  /// Reads the census, births and 85+ tables that the scenario names. Throws ScenarioError, FileError.
  Population(const scenario::Scenario& scenario, const Parameters& parameters, const LifeTable& life);
  [[nodiscard]] const std::vector<CountyPopulation>& counties() const { return counties_; }
  [[nodiscard]] double rural_share() const { return rural_share_; }  ///< of the people of 60+
  [[nodiscard]] int census_day() const { return census_day_; }       ///< days since 1970-01-01

  /// People of 60+ expected in each county at the middle of each month: cohorts and life table alone.
  [[nodiscard]] Expected expected(const LifeTable& life, const sim::Calendar& calendar) const;

 private:
  std::vector<CountyPopulation> counties_;
  double rural_share_ = 0;
  int census_day_ = 0;
};

}  // namespace yanglao::care
