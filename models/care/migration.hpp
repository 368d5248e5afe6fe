// People who leave the province for good: a net hazard by sex and age, from a table, times a factor by date.
#pragma once

#include <vector>

#include "models/care/person.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// docs/population.md, section 6. The table says what happened between two censuses; the factor says what a run makes
/// of it from its start on (0: nobody leaves).
class Migration {
 public:
  /// CSV columns: sex (F, M), age, out_per_year. Throws ScenarioError, FileError.
  Migration(const scenario::Scenario& s, const sim::Calendar& calendar);
  bool operator==(const Migration&) const = default;

  /// Net departures per person-year at an exact age as the table has them: linear between its ages, flat outside.
  [[nodiscard]] double rate(int sex, double age) const;
  /// The same times the factor at a time (as 2022.5).
  [[nodiscard]] double rate(int sex, double age, double year) const;
  /// Integral of the latter from `age` at `year` over `span` years (>= 0).
  [[nodiscard]] double cumulative(int sex, double age, double year, double span) const;

  /// Whether anybody can leave within the run.
  [[nodiscard]] bool happens() const { return happens_; }
  /// Day since the start on which somebody who is followed from day `entered` (0, or their 60th birthday) leaves, if
  /// they use up `budget` (of mean 1) by then; kNoDay if they do not within the run.
  [[nodiscard]] int leaving_day(const Person& p, int entered, double budget) const;

 private:
  [[nodiscard]] double used(const double* row, int day) const;

  struct Curve {
    std::vector<double> ages, rates;
    bool operator==(const Curve&) const = default;
  };
  Curve curves_[2];  // by sex
  scenario::Schedule factor_;
  sim::Calendar calendar_;
  bool happens_ = false;
  int first_ = 0, cohorts_ = 0;
  std::vector<double> used_;  // [sex][cohort][month]: integrated hazard from the start to the month's end
};

}  // namespace yanglao::care
