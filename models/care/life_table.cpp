#include "models/care/life_table.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/scenario/errors.hpp"
#include "models/scenario/table.hpp"

namespace yanglao::care {
namespace {

/// Position of x between ascending nodes: index of the left node and weight of the right one; clamped.
std::pair<std::size_t, double> locate(const std::vector<double>& nodes, double x) {
  if (x <= nodes.front()) return {0, 0.0};
  if (x >= nodes.back()) return {nodes.size() - 2, 1.0};
  const auto right = std::upper_bound(nodes.begin(), nodes.end(), x);
  const std::size_t i = static_cast<std::size_t>(right - nodes.begin()) - 1;
  return {i, (x - nodes[i]) / (nodes[i + 1] - nodes[i])};
}

}  // namespace

LifeTable::LifeTable(const std::string& csv_path) {
  const scenario::Table table = scenario::Table::load(csv_path);
  std::map<std::pair<double, double>, double> cells[2];
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const int sex = table.text(r, "sex") == "M" ? 1 : 0;
    const double time = 0.5 * (table.number(r, "period_start") + table.number(r, "period_end"));
    cells[sex][{time, table.number(r, "age_from") + 2.5}] = std::log(table.number(r, "mx_per_year"));
  }
  for (const auto& [at, value] : cells[0]) {
    if (times_.empty() || times_.back() != at.first) times_.push_back(at.first);
    if (times_.size() == 1) ages_.push_back(at.second);
  }
  for (int sex = 0; sex < 2; ++sex)
    for (const auto& [at, value] : cells[sex]) log_rate_[sex].push_back(value);
  const std::size_t expected = times_.size() * ages_.size();
  if (ages_.size() < 2 || times_.size() < 2 || log_rate_[0].size() != expected || log_rate_[1].size() != expected)
    throw scenario::ScenarioError({{csv_path, 0, 0, "population.mortality_table", "a table with gaps",
                                    "one row for each sex, age band and period", ""}});
}

double LifeTable::rate(int sex, double age, double year) const {
  const auto [a, wa] = locate(ages_, age);
  const auto [t, wt] = locate(times_, year);
  const auto at = [&](std::size_t i, std::size_t j) { return log_rate_[sex][i * ages_.size() + j]; };
  const double early = at(t, a) + wa * (at(t, a + 1) - at(t, a));
  const double late = at(t + 1, a) + wa * (at(t + 1, a + 1) - at(t + 1, a));
  return std::exp(early + wt * (late - early));
}

double LifeTable::cumulative(int sex, double age, double year, double span) const {
  const int steps = std::max(1, static_cast<int>(std::ceil(span * 2)));
  const double h = span / steps;
  double sum = 0;
  for (int i = 0; i < steps; ++i) sum += rate(sex, age + (i + 0.5) * h, year + (i + 0.5) * h) * h;
  return sum;
}

}  // namespace yanglao::care
