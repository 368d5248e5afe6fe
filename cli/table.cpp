#include "cli/table.hpp"

#include <ostream>

#include "cli/grid.hpp"
#include "cli/sections.hpp"

namespace yanglao::cli {
namespace {

std::string attribute(const sim::Dataset& dataset, const std::string& name) {
  const auto found = dataset.attributes.find(name);
  return found == dataset.attributes.end() ? "" : found->second;
}

void print_paragraph(std::ostream& out, const std::string& text) {
  for (const std::string& line : broken(text, page_width)) out << line << "\n";
}

// What the reader must know before the numbers: how many runs, which share of the people, whether it was stopped.
void print_notes(std::ostream& out, const sim::Dataset& dataset, std::size_t replications) {
  const std::string runs = std::to_string(replications) + (replications == 1 ? " replication" : " replications");
  const std::string seed = attribute(dataset, "seed");
  if (replications >= 2)
    print_paragraph(out, "Each number is the mean of " + runs + (seed.empty() ? "" : " (seed " + seed + ")") +
                             "; where the lines 'from' and 'to' follow, they are the ends of its 95% confidence interval.");
  else
    print_paragraph(out, "Each number is from " + runs + (seed.empty() ? "" : " (seed " + seed + ")") +
                             "; run more (--replications) to see how much they vary by chance.");
  const std::string scale = attribute(dataset, "scale");
  if (!scale.empty() && scale != "1")
    print_paragraph(out, "Scale " + scale +
                             ": people, beds and money are those of the simulated population, which is " + scale +
                             " times the real one.");
  if (attribute(dataset, "interrupted") == "true")
    print_paragraph(out, "The run was interrupted: only the replications that were finished are counted.");
}

void print_scenario(std::ostream& out, const Source& source) {
  print_network(out, source);
  print_settings(out, source);
  print_pools(out, source);
  print_blocked(out, source);
  print_cost(out, source);
  print_cost_lines(out, source);
  print_budgets(out, source);
  print_targets(out, source);
}

}  // namespace

void print_tables(std::ostream& out, const sim::Dataset& dataset) {
  const Years years = Years::of(dataset);
  std::size_t replications = 1;
  for (const char* name : {"draw", "replication"})
    if (const sim::Dimension* found = dataset.dimension(name)) replications *= found->size();
  const std::string title = attribute(dataset, "title");
  out << "\n";
  if (!title.empty()) print_paragraph(out, title);
  if (replications == 0) {
    print_paragraph(out, "No replication was finished: there are no numbers to show.");
    return;
  }
  print_notes(out, dataset, replications);
  const sim::Dimension* scenarios = dataset.dimension("scenario");
  const std::size_t count = scenarios == nullptr ? 1 : scenarios->size();
  for (std::size_t scenario = 0; scenario < count; ++scenario) {
    if (count > 1) {
      const bool named = !scenarios->labels.empty();
      print_heading(out, "Scenario " + (named ? scenarios->labels[scenario] : std::to_string(scenario + 1)));
    }
    print_scenario(out, {dataset, scenario, years});
  }
}

}  // namespace yanglao::cli
