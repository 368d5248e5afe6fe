// Mortality by sex, exact age and calendar time, from period life tables.
#pragma once

#include <string>
#include <vector>

namespace yanglao::care {

/// Death rates mu(sex, age, time) as docs/population.md defines them: log-linear in age between the ages at which the
/// bands' rates hold, then log-linear in time between the middles of the periods; constant outside both. All of them
/// times `level`, the province's rates over those of the table.
class LifeTable {
 public:
  /// CSV columns: sex (F, M), period_start, period_end, mx_per_year, mx_age. Throws ScenarioError, FileError.
  LifeTable(const std::string& csv_path, double level);
  bool operator==(const LifeTable&) const = default;
  /// Deaths per person-year; `sex` 0 female, 1 male; `age` in years (45 and more); `year` as 2022.5.
  [[nodiscard]] double rate(int sex, double age, double year) const;
  /// Integral of the rate from `age` at `year` over `span` years (>= 0).
  [[nodiscard]] double cumulative(int sex, double age, double year, double span) const;

 private:
  struct Curve {
    std::vector<double> at, log_rate;  // ascending ages
    bool operator==(const Curve&) const = default;
  };
  double level_;
  std::vector<double> times_;
  std::vector<Curve> curves_[2];  // by sex, then period
};

}  // namespace yanglao::care
