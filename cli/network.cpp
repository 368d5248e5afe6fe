// The section on a network as a whole: what happened over the run, and how fast it was simulated.
#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <ostream>
#include <utility>
#include <vector>

#include "cli/means.hpp"
#include "cli/sections.hpp"
#include "sim/interval.hpp"

namespace yanglao::cli {
namespace {

using Samples = std::vector<double>;  // as those of a Cell

/// The sum of one cell over the run, or its mean over time.
Samples over_run(const Source& source, const std::string& variable, std::size_t cell, Gather how) {
  const auto block = block_of(source.dataset, variable, source.scenario);
  if (!block || cell >= block->cells || block->steps != source.years.month_days.size()) return {};
  const std::vector<double>& days = source.years.month_days;
  const double all = std::accumulate(days.begin(), days.end(), 0.0);
  Samples out(block->samples, 0.0);
  for (std::size_t sample = 0; sample < block->samples; ++sample)
    for (std::size_t month = 0; month < block->steps; ++month)
      out[sample] += block->at(sample, month, cell) * (how == Gather::mean ? days[month] / all : 1);
  return out;
}

Samples added(Samples a, const Samples& b) {
  if (a.empty()) return b;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) a[i] += b[i];
  return a;
}

double recorded(const sim::Dataset& dataset, const std::string& name) {
  const auto found = dataset.run_record.find(name);
  return found == dataset.run_record.end() ? 0 : std::strtod(found->second.c_str(), nullptr);
}

/// By exit, all classes together.
Samples departures(const Source& source, std::size_t exit, std::size_t exits) {
  const sim::Dimension* classes = source.dataset.dimension("class");
  Samples sum;
  for (std::size_t c = 0; c < (classes == nullptr ? 1 : classes->size()); ++c)
    sum = added(std::move(sum), over_run(source, "departures", c * exits + exit, Gather::sum));
  return sum;
}

void print_totals(std::ostream& out, const Source& source) {
  Grid grid;
  grid.heads = {"Over the whole run", "Number"};
  add_means(grid, "Events (changes of state and starts of service)", {{over_run(source, "events", 0, Gather::sum), 0}});
  if (const double seconds = recorded(source.dataset, "wall_seconds"); seconds > 0)
    grid.rows.push_back(
        {"Events per second of computing", number_text(recorded(source.dataset, "events") / seconds, 0)});
  if (const sim::Dimension* exits = source.dataset.dimension("exit"))
    for (std::size_t e = 0; e < exits->size(); ++e)
      add_means(grid, exits->labels[e] == "death" ? "Deaths" : "Left by " + exits->labels[e],
               {{departures(source, e, exits->size()), 0}});
  const sim::Dimension* stages = source.dataset.dimension("stage");
  const char* lines[] = {"places in use", "waiting", "blocked places"};
  for (std::size_t line = 0; stages != nullptr && line < 3; ++line) {
    Samples cost;
    for (std::size_t s = 0; s < stages->size(); ++s)
      cost = added(std::move(cost), over_run(source, "cost", s * 3 + line, Gather::sum));
    if (!cost.empty() && sim::mean(cost) > 0)
      add_means(grid, std::string("Cost of ") + lines[line] + " (CNY)", {{cost, 0}});
  }
  print_grid(out, grid);
}

/// One column of the table of lines: a heading, and numbers for each stage with places.
struct Column {
  std::string head;
  int decimals;
  std::vector<Samples> values;
  [[nodiscard]] bool any() const {
    for (const Samples& stage : values)
      if (std::any_of(stage.begin(), stage.end(), [](double value) { return value != 0; })) return true;
    return false;
  }
};

std::vector<Column> columns_of(const Source& source, std::size_t pools) {
  const auto column = [&](const char* head, int decimals, const char* name, Gather how) {
    Column made{head, decimals, {}};
    for (std::size_t p = 0; p < pools; ++p) made.values.push_back(over_run(source, name, p, how));
    return made;
  };
  std::vector<Column> out{column("Places (mean)", 1, "capacity", Gather::mean),
                          column("Places taken (mean)", 1, "occupied", Gather::mean),
                          column("People waiting (mean)", 1, "queue", Gather::mean),
                          column("Admissions", 0, "admissions", Gather::sum),
                          column("Mean wait of those admitted (days)", 3, "wait_days", Gather::sum)};
  for (std::size_t p = 0; p < pools; ++p)
    for (std::size_t i = 0; i < out[4].values[p].size(); ++i) out[4].values[p][i] /= out[3].values[p][i];
  for (const Column& rare : {column("Left without a place", 0, "left_waiting", Gather::sum),
                             column("Turned away", 0, "turned_away", Gather::sum),
                             column("Deadlocks", 0, "deadlocks", Gather::sum)})
    if (rare.any()) out.push_back(rare);
  return out;
}

void print_lines(std::ostream& out, const Source& source) {
  const sim::Dimension* pools = source.dataset.dimension("pool");
  if (pools == nullptr) return;
  const std::vector<Column> columns = columns_of(source, pools->size());
  Grid grid;
  grid.heads = {"Stage"};
  for (const Column& each : columns) grid.heads.push_back(each.head);
  for (std::size_t p = 0; p < pools->size(); ++p) {
    std::vector<Cell> cells;
    for (const Column& each : columns) cells.push_back({each.values[p], each.decimals});
    add_means(grid, plain_name(pools->labels[p]), cells);
  }
  out << "\n";
  print_grid(out, grid);
  std::string note =
      "A wait is counted when it ends: those still in line at the end of the run are in no mean wait, and where the "
      "line grows theirs is longer.";
  if (columns.back().head == "Deadlocks")
    note += " A deadlock: all places of a stage are held by people who wait for places that never become free.";
  for (const std::string& line : broken(note, page_width)) out << line << "\n";
}

}  // namespace

void print_network(std::ostream& out, const Source& source) {
  if (source.dataset.variable("departures") == nullptr && source.dataset.variable("turned_away") == nullptr) return;
  print_heading(out, "The network as a whole");
  print_totals(out, source);
  print_lines(out, source);
}

}  // namespace yanglao::cli
