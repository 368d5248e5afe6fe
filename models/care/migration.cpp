#include "models/care/migration.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/fate.hpp"
#include "models/care/hazards.hpp"
#include "models/care/midpoint.hpp"
#include "models/care/population.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/table.hpp"

namespace yanglao::care {

Migration::Migration(const scenario::Scenario& s, const sim::Calendar& calendar)
    : factor_(s.schedule("migration.factor")), calendar_(calendar) {
  const scenario::Table table = scenario::Table::load(s.table_path("population.migration_table"));
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::string& sex = table.text(r, "sex");
    if (sex != "F" && sex != "M") throw scenario::ScenarioError({table.fault(r, "sex", "F or M")});
    Curve& curve = curves_[sex == "M"];
    const double age = table.number(r, "age"), rate = table.number(r, "out_per_year");
    if (!curve.ages.empty() && age <= curve.ages.back())
      throw scenario::ScenarioError({table.fault(r, "age", "ages in rising order for each sex")});
    if (!(rate >= 0 && rate < 1)) throw scenario::ScenarioError({table.fault(r, "out_per_year", "0 to 1 a year")});
    curve.ages.push_back(age), curve.rates.push_back(rate);
  }
  for (const Curve& curve : curves_)
    if (curve.ages.empty())
      throw scenario::ScenarioError({{table.file(), 1, 1, "sex", "a sex without rates", "rows for F and for M", ""}});

  const double start = 1970 + calendar.start() / sim::kDaysPerYear;
  first_ = static_cast<int>(start) - 1900 - kOldest - 2;
  cohorts_ = static_cast<int>(start + calendar.days() / sim::kDaysPerYear) - 1900 - 60 - first_ + 2;
  for (int sex = 0; sex < 2; ++sex)
    for (int cohort = first_; cohort < first_ + cohorts_; ++cohort) {
      double sum = 0;
      for (int m = 0; m < calendar.months(); ++m) {
        const double at = start + 0.5 * (calendar.month_begin(m) + calendar.month_end(m)) / sim::kDaysPerYear;
        sum += rate(sex, at - (1900 + cohort + 0.5), at) * calendar.month_days(m) / sim::kDaysPerYear;
        used_.push_back(sum);
      }
      happens_ = happens_ || sum > 0;
    }
}

double Migration::rate(int sex, double age) const {
  const Curve& c = curves_[sex];
  const auto right = std::upper_bound(c.ages.begin(), c.ages.end(), age);
  if (right == c.ages.begin()) return c.rates.front();
  if (right == c.ages.end()) return c.rates.back();
  const auto i = static_cast<std::size_t>(right - c.ages.begin());
  return c.rates[i - 1] + (age - c.ages[i - 1]) / (c.ages[i] - c.ages[i - 1]) * (c.rates[i] - c.rates[i - 1]);
}

double Migration::rate(int sex, double age, double year) const {
  return rate(sex, age) * factor_.at(static_cast<int>(std::floor((year - 1970) * sim::kDaysPerYear)));
}

double Migration::cumulative(int sex, double age, double year, double span) const {
  return midpoint([&](double years) { return rate(sex, age + years, year + years); }, span, 12);
}

/// Integrated hazard from the start of the run to a day within it.
double Migration::used(const double* row, int day) const {
  const int m = calendar_.month_of(day);
  const double before = m == 0 ? 0 : row[m - 1];
  return before + (row[m] - before) * (day - calendar_.month_begin(m)) / calendar_.month_days(m);
}

int Migration::leaving_day(const Person& p, int entered, double budget) const {
  const int months = calendar_.months();
  const double* row = &used_[static_cast<std::size_t>(((p.sex ? cohorts_ : 0) + cohort_of(p.birth) - first_) * months)];
  const double end = used(row, entered) + budget;
  if (row[months - 1] <= end) return kNoDay;
  const int m = static_cast<int>(std::upper_bound(row, row + months, end) - row);
  const double before = m == 0 ? 0 : row[m - 1];
  const double day = calendar_.month_begin(m) + (end - before) / (row[m] - before) * calendar_.month_days(m);
  return std::max(entered + 1, static_cast<int>(day));
}

}  // namespace yanglao::care
