// Mortality by sex, exact age and calendar time, from period life tables.
#pragma once

#include <string>
#include <vector>

namespace yanglao::care {

/// Death rates m(sex, age, time): log-linear in age between the mid-points of the bands, and in time between the
/// mid-points of the periods; constant beyond the first and last.
class LifeTable {
 public:
  /// CSV columns: sex (F, M), age_from, period_start, period_end, mx_per_year. Throws ScenarioError, FileError.
  explicit LifeTable(const std::string& csv_path);
  /// Deaths per person-year; `sex` 0 female, 1 male; `age` in years (45 and more); `year` as 2022.5.
  [[nodiscard]] double rate(int sex, double age, double year) const;
  /// Integral of the rate from `age` at `year` over `span` years (>= 0).
  [[nodiscard]] double cumulative(int sex, double age, double year, double span) const;

 private:
  std::vector<double> ages_, times_;            // mid-points, ascending
  std::vector<double> log_rate_[2];             // [time * ages + age]
};

}  // namespace yanglao::care
