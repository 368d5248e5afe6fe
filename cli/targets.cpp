// The section on policy targets: what each indicator came to, and how often its target was met.
#include <algorithm>
#include <cmath>
#include <ostream>

#include "cli/grid.hpp"
#include "cli/judging.hpp"
#include "cli/sections.hpp"
#include "sim/interval.hpp"

namespace yanglao::cli {
namespace {

std::vector<Target> targets_of(const Source& source, const std::vector<std::string>& names) {
  const std::size_t count = names.size();
  std::vector<Target> targets(count);
  for (std::size_t i = 0; i < count; ++i) targets[i].certain = certain(source, names[i]);
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

Grid values_grid(const Source& source, const Block& values, const sim::Dimension& years) {
  Grid grid;
  grid.heads = {"Indicator"};
  const bool units = source.dataset.attributes.contains("indicator_units");
  if (units) grid.heads.push_back("Unit");
  grid.label_columns = units ? 2 : 1;
  for (const double year : years.values) grid.heads.push_back(year_text(source, year));
  for (std::size_t cell = 0; cell < values.cells; ++cell) {
    std::vector<std::string> row = {plain_name(values.axes[0]->labels[cell])};
    if (units) row.push_back(unit_of(source, values.axes[0]->labels[cell]));
    for (std::size_t step = 0; step < values.steps; ++step)
      row.push_back(fitting(sim::mean(samples_at(values, step, cell))));
    grid.rows.push_back(row);
  }
  return grid;
}

struct Fields {
  Block values;
  std::optional<Block> met, gaps;
};

std::vector<std::string> target_row(const Source& source, const Fields& fields, const sim::Dimension& years,
                                    std::size_t cell, const Target& target) {
  const Block& values = fields.values;
  const std::string& name = values.axes[0]->labels[cell];
  std::vector<std::string> row = {plain_name(name), unit_of(source, name), wanted_text(target),
                                  std::isnan(target.year) ? "-" : std::to_string(static_cast<int>(target.year))};
  // A target without a year is held against the last year of the run; one whose year is cut short is not judged.
  const std::size_t step = std::isnan(target.year) ? years.size() - 1 : step_of(years, target.year);
  const Years::Year* year = std::isnan(target.year) ? nullptr : source.years.find(static_cast<int>(target.year));
  const bool judged = step < values.steps && (std::isnan(target.year) || (year != nullptr && year->to_its_end));
  const std::vector<double> reached = judged ? samples_at(values, step, cell) : std::vector<double>{};
  const bool before = !std::isnan(target.year) && before_the_run(source, static_cast<int>(target.year), 12);
  const auto said = judged ? verdict(target, reached) : no_verdict(before);
  row.insert(row.end(), said.begin(), said.end());
  row.push_back(target.sense < 0 ? "-" : first_met(source, fields.met, cell));
  const bool missed = std::any_of(reached.begin(), reached.end(), [&](double each) { return !target.met_by(each); });
  row.push_back(missed ? binding(fields.gaps, cell) : "-");
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
  grid.label_columns = 2;
  grid.heads = {"Target",
                "Unit",
                "Value",
                "Due",
                "Reached (mean)",
                "Met in replications",
                "95% interval of that share",
                "First met",
                "What binds where missed"};
  const Fields fields{*values, overall_block(source, "target_met_months"), overall_block(source, "target_gap")};
  const std::vector<Target> targets = targets_of(source, values->axes[0]->labels);
  for (std::size_t cell = 0; cell < values->cells; ++cell)
    if (targets[cell].known()) grid.rows.push_back(target_row(source, fields, *years, cell, targets[cell]));
  for (auto& row : stage_rows(source)) grid.rows.push_back(std::move(row));
  if (grid.rows.empty()) return;
  print_heading(out, "Targets: in how many of the replications they were met, when first, and what binds where not");
  print_grid(out, grid);
  for (std::size_t cell = 0; cell < values->cells; ++cell) {
    const std::string& name = values->axes[0]->labels[cell];
    const std::string over = denominator_of(source, name);
    if (targets[cell].known() && !over.empty()) out << plain_name(name) << " is of " << over << ".\n";
  }
}

}  // namespace yanglao::cli
