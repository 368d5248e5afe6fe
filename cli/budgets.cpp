// The section on appropriations: what each payer spent in a fiscal year, and how often that was more than it may.
#include <cmath>
#include <ostream>

#include "cli/grid.hpp"
#include "cli/sections.hpp"
#include "sim/interval.hpp"

namespace yanglao::cli {
namespace {

/// One payer and year: spending of every replication (million CNY) against the appropriation.
std::vector<std::string> row_of(const std::vector<double>& spent, double appropriation) {
  int over = 0;
  double excess = 0;
  for (const double each : spent)
    if (each > appropriation) ++over, excess += each - appropriation;
  const int runs = static_cast<int>(spent.size());
  const sim::Range range = sim::share_range_95(over, runs), spent_range = sim::amount_range(spent);
  const auto percent = [](double share) { return number_text(100 * share, 0) + "%"; };
  return {number_text(sim::mean(spent), 1),
          runs > 1 ? number_text(spent_range.low, 1) + " to " + number_text(spent_range.high, 1) : "-",
          number_text(appropriation, 1),
          std::to_string(over) + " of " + std::to_string(runs),
          percent(range.low) + " to " + percent(range.high),
          over > 0 ? number_text(excess / over, 1) : "-"};
}

}  // namespace

void print_budgets(std::ostream& out, const Source& source) {
  const sim::Variable* appropriation = source.dataset.variable("appropriation");
  const auto months = block_of(source.dataset, "cost", source.scenario);
  if (appropriation == nullptr || !months || months->steps != source.years.month_days.size()) return;
  const Block spent = by_year(along(*months, "payer"), source.years, Gather::sum);
  if (spent.axes.empty() || appropriation->data.size() != spent.cells * spent.steps) return;
  Grid grid;
  grid.label_columns = 2;
  grid.heads = {"Payer",
                "Fiscal year",
                "Spent (mean)",
                "95% interval of that mean",
                "Appropriation",
                "Exceeded in replications",
                "95% interval of that share",
                "Mean excess where exceeded"};
  for (std::size_t payer = 0; payer < spent.cells; ++payer)
    for (std::size_t year = 0; year < spent.steps; ++year) {
      const double most = appropriation->data[payer * spent.steps + year] / 1e6;
      if (std::isnan(most)) continue;
      std::vector<double> samples = samples_at(spent, year, payer);
      for (double& each : samples) each /= 1e6;
      std::vector<std::string> row = {plain_name(spent.axes[0]->labels[payer]), source.years.years[year].text()};
      const auto cells = row_of(samples, most);
      row.insert(row.end(), cells.begin(), cells.end());
      grid.rows.push_back(row);
    }
  if (grid.rows.empty()) return;
  print_heading(out, "Budgets by fiscal year against their appropriations (million CNY)");
  print_grid(out, grid);
}

}  // namespace yanglao::cli
