// Who lives where at the start, by county, sex, month of age and home: the census, taken back to the start of the run
// where that comes before it.
#pragma once

#include <cstdint>
#include <vector>

#include "models/care/life_table.hpp"
#include "models/care/migration.hpp"
#include "models/care/parameters.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

inline constexpr int kYoungest = 45;  ///< completed age at the census of the youngest
inline constexpr int kOldest = 109;
inline constexpr int kYearsBack = 5;  ///< a run starts at most so many years before the census
inline constexpr int kYoungestAtStart = kYoungest - kYearsBack - 1;

/// People of one county, sex and home born in one month.
struct Stratum {
  std::uint8_t sex = 0, home = 0;
  int months = 0;      ///< completed months of age at the start
  double persons = 0;  ///< fractional; cells are made whole when people are made
  bool operator==(const Stratum&) const = default;
};

struct CountyPopulation {
  std::vector<Stratum> strata;
  double total = 0;           ///< of all ages, at the census
  double persons_60plus = 0;  ///< at the census
  double urban_60plus = 0;    ///< share of them with an urban home
};

/// People of 60 and more expected in each county by month, from the cohorts, the life table and migration alone:
/// [county][month].
using Expected = std::vector<std::vector<double>>;

class Population {
 public:
  /// Reads the census, births and 85+ tables that the scenario names. Those who died or left between the start and the
  /// census are there at the start: by the rates of the tables, whatever the scenario makes of migration. Throws
  /// ScenarioError, FileError.
  Population(const scenario::Scenario& scenario, const Parameters& parameters, const LifeTable& life,
             const Migration& migration);
  [[nodiscard]] const std::vector<CountyPopulation>& counties() const { return counties_; }
  [[nodiscard]] double rural_share() const { return rural_share_; }  ///< of the people of 60+
  [[nodiscard]] int census_day() const { return census_day_; }       ///< days since 1970-01-01

  /// People of 60+ expected in each county at the middle of each month: cohorts, life table and migration alone.
  [[nodiscard]] Expected expected(const LifeTable& life, const Migration& migration,
                                  const sim::Calendar& calendar) const;

 private:
  std::vector<CountyPopulation> counties_;
  double rural_share_ = 0;
  int census_day_ = 0;
  int back_ = 0;  // whole months from the start to the census
};

/// Whole months from the first day of a month to the census of 1 November of `year`; negative after it.
int months_to_census(int start, int year);

}  // namespace yanglao::care
