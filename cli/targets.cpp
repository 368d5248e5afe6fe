// The section on policy targets: what each indicator came to, and how often its target was met.
#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>

#include "cli/grid.hpp"
#include "cli/sections.hpp"
#include "sim/interval.hpp"
#include "sim/overall.hpp"

namespace yanglao::cli {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// An indicator is a ratio as often as a count: over several regions only the value of all together will do.
std::optional<Block> overall_block(const Source& source, const std::string& name) {
  if (auto found = block_of(source.dataset, name + sim::overall_suffix, source.scenario)) return found;
  const sim::Variable* variable = source.dataset.variable(name);
  if (variable == nullptr) return std::nullopt;
  for (const std::string& dimension : variable->dimensions)
    if (dimension == "region" && source.dataset.dimension("region") != nullptr &&
        source.dataset.dimension("region")->size() > 1)
      return std::nullopt;
  return block_of(source.dataset, name, source.scenario);
}

/// What is known of the target of one indicator.
struct Target {
  double value = missing;
  double year = missing;
  double sense = 1;  ///< > 0: at least, < 0: at most
  [[nodiscard]] bool known() const { return !std::isnan(value); }
  // A share that is a quotient of whole numbers may miss its decimal target by the last bit.
  [[nodiscard]] bool met_by(double reached) const {
    const double slack = 1e-9 * std::abs(value);
    return sense < 0 ? reached <= value + slack : reached >= value - slack;
  }
};

std::vector<Target> targets_of(const Source& source, std::size_t count) {
  std::vector<Target> targets(count);
  const auto fill = [&](const char* name, double Target::*field) {
    const auto block = overall_block(source, name);
    if (!block || block->samples == 0 || block->cells != count) return;
    for (std::size_t i = 0; i < count; ++i) targets[i].*field = block->at(0, 0, i);
  };
  fill("target", &Target::value);
  fill("target_year", &Target::year);
  fill("target_sense", &Target::sense);
  return targets;
}

// As many decimals as the size of the number asks for: shares show three, counts none.
std::string fitting(double number) {
  const double size = std::abs(number);
  return number_text(number, size >= 1000 || number == std::round(number) ? 0 : size >= 10 ? 1 : 3);
}

std::string year_text(const Source& source, double number) {
  if (std::isnan(number)) return "-";
  const Years::Year* year = source.years.find(static_cast<int>(number));
  return year == nullptr ? std::to_string(static_cast<int>(number)) : year->text();
}

std::size_t step_of(const sim::Dimension& years, double year) {
  for (std::size_t step = 0; step < years.values.size(); ++step)
    if (years.values[step] == year) return step;
  return years.values.size();
}

std::string percent(double share) { return number_text(100 * share, 0) + "%"; }

Grid values_grid(const Source& source, const Block& values, const sim::Dimension& years) {
  Grid grid;
  grid.heads = {"Indicator"};
  for (const double year : years.values) grid.heads.push_back(year_text(source, year));
  for (std::size_t cell = 0; cell < values.cells; ++cell) {
    std::vector<std::string> row = {plain_name(values.axes[0]->labels[cell])};
    for (std::size_t step = 0; step < values.steps; ++step)
      row.push_back(fitting(sim::mean(samples_at(values, step, cell))));
    grid.rows.push_back(row);
  }
  return grid;
}

/// The month in which `months` full or partial months of the run are over: "2022-12".
std::string month_text(const Source& source, double months) {
  std::size_t left = static_cast<std::size_t>(months);
  for (const Years::Year& year : source.years.years) {
    if (left <= year.months.size()) {
      // The first year of a run may begin late, the last end early: count from the month in which it begins.
      const std::size_t first = &year == &source.years.years.front() ? 12 - year.months.size() : 0;
      const std::string month = std::to_string(first + left);
      return std::to_string(year.number) + (month.size() < 2 ? "-0" : "-") + month;
    }
    left -= year.months.size();
  }
  return "-";
}

/// When it was first met: the median month of the replications that met it, and how many never did.
std::string first_met(const Source& source, const std::optional<Block>& met, std::size_t cell) {
  if (!met || cell >= met->cells) return "-";
  std::vector<double> months;
  for (const double each : samples_at(*met, 0, cell))
    if (!std::isnan(each)) months.push_back(each);
  if (months.empty()) return "never";
  std::sort(months.begin(), months.end());
  const std::string low = month_text(source, months.front()), high = month_text(source, months.back());
  std::string text =
      low == high ? low : month_text(source, months[(months.size() - 1) / 2]) + " (" + low + " to " + high + ")";
  if (months.size() < met->samples)
    text += ", never in " + std::to_string(met->samples - months.size()) + " of " + std::to_string(met->samples);
  return text;
}

/// What binds where a target is missed, the most first: how much the indicator would rise without each limit.
std::string binding(const std::optional<Block>& gaps, std::size_t cell) {
  if (!gaps || gaps->axes.size() != 2) return "-";
  const sim::Dimension& limits = *gaps->axes[1];
  std::vector<std::pair<double, std::string>> found;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const double gap = sim::mean(samples_at(*gaps, 0, cell * limits.size() + i));
    if (gap > 5e-4) found.emplace_back(gap, limits.labels[i]);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [gap, name] : found) text += (text.empty() ? "" : ", ") + name + " " + fitting(gap);
  return text.empty() ? "-" : text;
}

struct Fields {
  Block values;
  std::optional<Block> met, gaps;
};

std::vector<std::string> target_row(const Source& source, const Fields& fields, const sim::Dimension& years,
                                    std::size_t cell, const Target& target) {
  const Block& values = fields.values;
  std::vector<std::string> row = {plain_name(values.axes[0]->labels[cell]),
                                  (target.sense < 0 ? "at most " : "at least ") + fitting(target.value),
                                  year_text(source, target.year)};
  // A target without a year is held against the last year of the run.
  const std::size_t step = std::isnan(target.year) ? years.size() - 1 : step_of(years, target.year);
  if (step >= values.steps) {
    row.insert(row.end(), {"-", "not simulated", "-", first_met(source, fields.met, cell), "-"});
    return row;
  }
  const std::vector<double> reached = samples_at(values, step, cell);
  int met = 0;
  for (const double each : reached) met += target.met_by(each) ? 1 : 0;
  const int runs = static_cast<int>(reached.size());
  row.push_back(fitting(sim::mean(reached)));
  row.push_back(std::to_string(met) + " of " + std::to_string(runs));
  const sim::Range range = sim::share_range_95(met, runs);
  row.push_back(percent(range.low) + " to " + percent(range.high));
  row.push_back(target.sense < 0 ? "-" : first_met(source, fields.met, cell));
  row.push_back(met == runs ? "-" : binding(fields.gaps, cell));
  return row;
}

}  // namespace

void print_targets(std::ostream& out, const Source& source) {
  const auto values = overall_block(source, "indicator");
  const sim::Dimension* years = source.dataset.dimension("year");
  if (!values || years == nullptr || values->steps != years->values.size() || values->axes.size() != 1 ||
      values->axes[0]->labels.empty() || values->steps == 0)
    return;
  print_heading(out, "Indicators at the end of each year");
  print_grid(out, values_grid(source, *values, *years));

  Grid grid;
  grid.heads = {"Target",
                "Value",
                "Due",
                "Reached (mean)",
                "Met in replications",
                "95% interval of that share",
                "First met",
                "What binds where missed"};
  const Fields fields{*values, overall_block(source, "target_met_months"), overall_block(source, "target_gap")};
  const std::vector<Target> targets = targets_of(source, values->cells);
  for (std::size_t cell = 0; cell < values->cells; ++cell)
    if (targets[cell].known()) grid.rows.push_back(target_row(source, fields, *years, cell, targets[cell]));
  if (grid.rows.empty()) return;
  print_heading(out, "Targets: in how many of the replications they were met, when first, and what binds where not");
  print_grid(out, grid);
}

}  // namespace yanglao::cli
