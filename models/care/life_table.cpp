#include "models/care/life_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/care/midpoint.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/table.hpp"

namespace yanglao::care {
namespace {

/// Linear between ascending nodes, flat outside.
double interpolate(const std::vector<double>& nodes, const auto& value, double x) {
  if (x <= nodes.front()) return value(0);
  if (x >= nodes.back()) return value(nodes.size() - 1);
  const auto right = std::upper_bound(nodes.begin(), nodes.end(), x);
  const std::size_t i = static_cast<std::size_t>(right - nodes.begin()) - 1;
  const double left = value(i);
  return left + (x - nodes[i]) / (nodes[i + 1] - nodes[i]) * (value(i + 1) - left);
}

}  // namespace

LifeTable::LifeTable(const std::string& csv_path, double level) : level_(level) {
  const scenario::Table table = scenario::Table::load(csv_path);
  std::map<double, std::map<double, double>> cells[2];  // by sex: period middle, age, rate
  for (std::size_t r = 0; r < table.rows(); ++r) {
    // A period such as 2020-2025 runs from mid-year to mid-year.
    const double time = 0.5 * (table.number(r, "period_start") + table.number(r, "period_end")) + 0.5;
    const double rate = table.number(r, "mx_per_year");
    if (rate <= 0) throw scenario::ScenarioError({table.fault(r, "mx_per_year", "a rate above 0")});
    const std::string& sex = table.text(r, "sex");
    if (sex != "F" && sex != "M") throw scenario::ScenarioError({table.fault(r, "sex", "F or M")});
    cells[sex == "M"][time][table.number(r, "mx_age")] = std::log(rate);
  }
  for (const auto& [time, ages] : cells[0]) times_.push_back(time);
  bool whole = times_.size() >= 2 && cells[0].size() == cells[1].size();
  for (int sex = 0; sex < 2; ++sex)
    for (const auto& [time, ages] : cells[sex]) {
      whole = whole && cells[0].contains(time) && ages.size() == cells[0].begin()->second.size() && ages.size() >= 2;
      Curve& curve = curves_[sex].emplace_back();
      for (const auto& [age, log_rate] : ages) curve.at.push_back(age), curve.log_rate.push_back(log_rate);
    }
  if (!whole)
    throw scenario::ScenarioError(
        {{table.file(), 1, 1, "mx_per_year", "a table with gaps", "a row for each sex, age band and period", ""}});
}

double LifeTable::rate(int sex, double age, double year) const {
  const auto at_time = [&](std::size_t period) {
    const Curve& curve = curves_[sex][period];
    return interpolate(
        curve.at, [&](std::size_t i) { return curve.log_rate[i]; }, age);
  };
  return level_ * std::exp(interpolate(times_, at_time, year));
}

double LifeTable::cumulative(int sex, double age, double year, double span) const {
  return midpoint([&](double years) { return rate(sex, age + years, year + years); }, span, 4);
}

}  // namespace yanglao::care
