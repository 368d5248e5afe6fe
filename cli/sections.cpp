#include "cli/sections.hpp"

#include <algorithm>
#include <limits>
#include <ostream>
#include <utility>

#include "cli/means.hpp"
#include "sim/interval.hpp"

namespace yanglao::cli {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::string label_of(const sim::Dimension& dimension, std::size_t index) {
  return dimension.labels.empty() ? number_text(dimension.values[index], 0) : dimension.labels[index];
}

/// Years down, the cells of one axis across and their sum last. Values are divided by `unit`.
Grid years_by_cell(const Block& yearly, const Years& years, double unit, int decimals) {
  Grid grid;
  grid.heads = {"Year"};
  if (!yearly.axes.empty())
    for (std::size_t cell = 0; cell < yearly.cells; ++cell)
      grid.heads.push_back(plain_name(label_of(*yearly.axes[0], cell)));
  grid.heads.emplace_back("Total");
  const Block all = along(yearly, "");
  for (std::size_t year = 0; year < yearly.steps; ++year) {
    std::vector<Cell> row;
    const auto add = [&](std::vector<double> samples) {
      for (double& each : samples) each /= unit;
      row.push_back({std::move(samples), decimals});
    };
    if (!yearly.axes.empty())
      for (std::size_t cell = 0; cell < yearly.cells; ++cell) add(samples_at(yearly, year, cell));
    add(samples_at(all, year, 0));
    add_means(grid, years.years[year].text(), std::move(row));
  }
  return grid;
}

void print_by_year(std::ostream& out, const Source& source, const std::string& variable, const std::string& axis,
                   Gather how, double unit, int decimals, const std::string& heading) {
  const auto months = block_of(source.dataset, variable, source.scenario);
  if (!months || months->steps != source.years.month_days.size() || source.years.years.empty()) return;
  print_heading(out, heading);
  print_grid(out, years_by_cell(by_year(along(*months, axis), source.years, how), source.years, unit, decimals));
}

/// One variable of the pools, by year and pool, in the mean of the replications; NaN throughout when there is none.
class PoolColumn {
 public:
  PoolColumn(const Source& source, const std::string& variable, Gather how) {
    const auto months = block_of(source.dataset, variable, source.scenario);
    if (months && months->steps == source.years.month_days.size())
      yearly_ = by_year(along(*months, "pool"), source.years, how);
  }
  [[nodiscard]] double at(std::size_t year, std::size_t pool) const {
    return yearly_ && pool < yearly_->cells ? sim::mean(samples_at(*yearly_, year, pool)) : missing;
  }

 private:
  std::optional<Block> yearly_;
};

double ratio(double above, double below) { return below > 0 ? above / below : missing; }

}  // namespace

std::string plain_name(const std::string& label) {
  std::string name = label;
  for (char& letter : name)
    if (letter == '_') letter = ' ';
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

void print_heading(std::ostream& out, const std::string& text) {
  out << "\n" << text << "\n" << std::string(screen_width(text), '-') << "\n";
}

void print_settings(std::ostream& out, const Source& source) {
  if (source.dataset.dimension("setting") == nullptr) return;
  print_by_year(out, source, "people", "setting", Gather::mean, 1, 0,
                "Where people live (persons, mean over the year)");
}

void print_blocked(std::ostream& out, const Source& source) {
  // In a network that blocks nobody there is nothing to say.
  if (source.dataset.dimension("stage") != nullptr) {
    const sim::Variable* days = source.dataset.variable("blocked_days");
    if (days == nullptr || std::all_of(days->data.begin(), days->data.end(), [](double d) { return d == 0; })) return;
  }
  print_by_year(out, source, "blocked_days", "cause", Gather::sum, 1, 0,
                "Bed-days held by people ready to leave, by the place that was missing");
  print_by_year(out, source, "blocked_days_by_root", "cause", Gather::sum, 1, 0,
                "The same bed-days, by the place missing at the end of the chain of blocked beds");
  print_by_year(out, source, "blocked_cost", "cause", Gather::sum, 1e6, 2,
                "What the beds so held cost, by the place missing at the end of the chain (million CNY)");
}

void print_cost(std::ostream& out, const Source& source) {
  if (source.dataset.dimension("payer") == nullptr) return;
  print_by_year(out, source, "cost", "payer", Gather::sum, 1e6, 1, "Cost by who pays (million CNY)");
}

void print_pools(std::ostream& out, const Source& source) {
  const sim::Dimension* pools = source.dataset.dimension("pool");
  if (pools == nullptr || source.years.years.empty()) return;
  const PoolColumn capacity(source, "capacity", Gather::mean);
  const PoolColumn occupied(source, "occupied", Gather::mean);
  const PoolColumn queue(source, "queue", Gather::mean);
  const PoolColumn admissions(source, "admissions", Gather::sum);
  const PoolColumn wait_days(source, "wait_days", Gather::sum);
  const PoolColumn left(source, "left_waiting", Gather::sum);
  Grid grid;
  grid.label_columns = 2;
  grid.heads = {"Beds or places",        "Year",
                "Number (mean)",         "Occupied (%)",
                "People waiting (mean)", "Admissions in the year",
                "Mean wait (days)",      "Left without a place"};
  for (std::size_t pool = 0; pool < pools->size(); ++pool)
    for (std::size_t year = 0; year < source.years.years.size(); ++year)
      grid.rows.push_back({year == 0 ? plain_name(label_of(*pools, pool)) : "", source.years.years[year].text(),
                           number_text(capacity.at(year, pool), 0),
                           number_text(100 * ratio(occupied.at(year, pool), capacity.at(year, pool)), 1),
                           number_text(queue.at(year, pool), 0), number_text(admissions.at(year, pool), 0),
                           number_text(ratio(wait_days.at(year, pool), admissions.at(year, pool)), 1),
                           number_text(left.at(year, pool), 0)});
  print_heading(out, "Beds and waits");
  print_grid(out, grid);
}

}  // namespace yanglao::cli
