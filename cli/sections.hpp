// The sections of the printed summary, one function each, for one scenario of a dataset.
#pragma once

#include <iosfwd>
#include <string>

#include "cli/summary.hpp"

namespace yanglao::cli {

struct Source {
  const sim::Dataset& dataset;
  std::size_t scenario;
  const Years& years;
};

void print_settings(std::ostream& out, const Source& source);
void print_pools(std::ostream& out, const Source& source);
/// Bed-days held by people ready to leave: by the place asked for, by the place missing at the end of the chain, and
/// what the beds so held cost.
void print_blocked(std::ostream& out, const Source& source);
void print_cost(std::ostream& out, const Source& source);
/// What each line cost in the last full year and who paid it, each measure on its own line.
void print_cost_lines(std::ostream& out, const Source& source);
/// Nothing where the model is no network.
void print_network(std::ostream& out, const Source& source);
void print_targets(std::ostream& out, const Source& source);
/// What each payer spent in each fiscal year against its appropriation; nothing where none is set.
void print_budgets(std::ostream& out, const Source& source);

/// "home_care_bed" as "Home care bed".
std::string plain_name(const std::string& label);

/// Heading with a line under it, with an empty line before.
void print_heading(std::ostream& out, const std::string& text);

}  // namespace yanglao::cli
