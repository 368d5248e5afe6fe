// yanglao info: what a results file holds, and how it was made.
#include <iostream>

#include "cli/commands.hpp"
#include "cli/grid.hpp"
#include "cli/table.hpp"
#include "sim/archive.hpp"

namespace yanglao::cli {
namespace {

std::string extent(const sim::Dimension& dimension) {
  if (dimension.size() == 0) return "none";
  const auto text = [&](std::size_t index) {
    if (!dimension.labels.empty()) return dimension.labels[index];
    const double value = dimension.values[index];
    std::string number = number_text(value, value == static_cast<long long>(value) ? 0 : 3);
    std::erase(number, ',');
    return number;
  };
  return dimension.size() == 1 ? text(0) : text(0) + " to " + text(dimension.size() - 1);
}

void print_dimensions(const sim::Dataset& dataset) {
  Grid grid{{"Dimension", "Holds", "Size"}, 2, {}};
  for (const sim::Dimension& each : dataset.dimensions)
    grid.rows.push_back({each.name, extent(each) + (each.units.empty() || each.units == "1" ? "" : " " + each.units),
                         number_text(static_cast<double>(each.size()), 0)});
  print_grid(std::cout, grid);
}

void print_variables(const sim::Dataset& dataset) {
  for (const sim::Variable& each : dataset.variables) {
    std::string text = each.name + " (";
    for (std::size_t axis = 0; axis < each.dimensions.size(); ++axis)
      text += (axis == 0 ? "" : ", ") + each.dimensions[axis];
    text += ")";
    for (const std::string& line : broken(text, page_width)) std::cout << line << "\n";
    const std::string units = each.units.empty() ? "no unit" : each.units;
    const std::string meaning = each.long_name.empty() ? units : each.long_name + " [" + units + "]";
    for (const std::string& line : broken(meaning, page_width - 4)) std::cout << "    " << line << "\n";
  }
}

// Texts of many lines (the scenario) are told by their size: `--scenario` prints it.
void print_facts(const std::map<std::string, std::string>& facts) {
  Grid grid{{"Name", "Value"}, 2, {}};
  for (const auto& [name, text] : facts) {
    const bool long_text = text.find('\n') != std::string::npos || text.size() > 400;
    grid.rows.push_back({name, long_text ? "(text of " + std::to_string(text.size()) + " bytes)" : text});
  }
  print_grid(std::cout, grid);
}

void title(const std::string& text) { std::cout << "\n" << text << "\n\n"; }

int print_scenario(const sim::Dataset& dataset, const std::string& file) {
  const auto found = dataset.attributes.find("scenario_text");
  if (found == dataset.attributes.end()) throw sim::ArchiveError(file, "holds no scenario text");
  std::cout << found->second;
  return exit_done;
}

}  // namespace

int info(const InfoOptions& options) {
  const sim::Dataset dataset = sim::read_archive(options.file);
  if (options.scenario) return print_scenario(dataset, options.file);
  if (options.table) {
    print_tables(std::cout, dataset);
    return exit_done;
  }
  std::cout << options.file << "\n";
  title("Dimensions");
  print_dimensions(dataset);
  title("Variables");
  print_variables(dataset);
  title("How it was made");
  print_facts(dataset.attributes);
  title("How the run went");
  print_facts(dataset.run_record);
  return exit_done;
}

}  // namespace yanglao::cli
