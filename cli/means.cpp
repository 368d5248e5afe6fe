#include "cli/means.hpp"

#include <cmath>

#include "sim/interval.hpp"

namespace yanglao::cli {

void add_means(Grid& grid, const std::string& label, std::vector<Cell> cells) {
  std::vector<std::string> means{label}, lows{"  from"}, highs{"  to"};
  bool several = false;
  for (Cell& cell : cells) {
    std::erase_if(cell.samples, [](double each) { return std::isnan(each); });
    const sim::Range range = sim::amount_range(cell.samples);
    means.push_back(number_text(sim::mean(cell.samples), cell.decimals));
    lows.push_back(number_text(range.low, cell.decimals));
    highs.push_back(number_text(range.high, cell.decimals));
    several = several || cell.samples.size() >= 2;
  }
  grid.rows.push_back(means);
  if (several) grid.rows.insert(grid.rows.end(), {lows, highs});
}

}  // namespace yanglao::cli
