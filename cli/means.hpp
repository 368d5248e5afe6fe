// Means over replications as rows of a table, with their intervals.
#pragma once

#include <string>
#include <vector>

#include "cli/grid.hpp"

namespace yanglao::cli {

/// One number a replication; NaN ones (a mean wait where nobody was admitted) do not count.
struct Cell {
  std::vector<double> samples;  ///< empty: not in these results
  int decimals = 0;
};

/// A row of means and, where there are replications to make them from, two below it: from where to where the 95%
/// intervals reach.
void add_means(Grid& grid, const std::string& label, std::vector<Cell> cells);

}  // namespace yanglao::cli
