// The summary that `run` prints, made from a results file alone, so that `info --table` prints the same.
#pragma once

#include <iosfwd>

#include "sim/dataset.hpp"

namespace yanglao::cli {

/// Where people live; beds and waits; blocked bed-days; cost by payer; targets. A section whose variables the dataset
/// does not have is left out. No line is wider than `page_width` unless a name alone is.
void print_tables(std::ostream& out, const sim::Dataset& dataset);

}  // namespace yanglao::cli
