#include "sim/packing.hpp"

#include <algorithm>
#include <numeric>

namespace yanglao::sim {
namespace {

/// Puts each task, in order, into the first bin with room for it. `start[task]`: when it begins there; empty if one
/// fits nowhere.
std::vector<double> first_fit(const std::vector<double>& sizes, const std::vector<std::size_t>& order, int bins,
                              double room) {
  std::vector<double> full(static_cast<std::size_t>(bins), 0.0), start(sizes.size());
  for (const std::size_t task : order) {
    const auto bin = std::find_if(full.begin(), full.end(), [&](double used) { return used + sizes[task] <= room; });
    if (bin == full.end()) return {};
    start[task] = *bin;
    *bin += sizes[task];
  }
  return start;
}

}  // namespace

double makespan(const std::vector<double>& sizes, const std::vector<std::size_t>& order, int bins) {
  std::vector<double> full(static_cast<std::size_t>(bins), 0.0);
  for (const std::size_t task : order) *std::min_element(full.begin(), full.end()) += sizes[task];
  return *std::max_element(full.begin(), full.end());
}

std::vector<std::size_t> packed_order(const std::vector<double>& sizes, int bins) {
  std::vector<std::size_t> largest(sizes.size());
  std::iota(largest.begin(), largest.end(), std::size_t{0});
  std::stable_sort(largest.begin(), largest.end(), [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
  const double least = makespan(sizes, largest, bins);
  double below = std::accumulate(sizes.begin(), sizes.end(), 0.0) / bins, above = least;
  std::vector<std::size_t> best = largest;
  for (int halved = 0; halved < 12 && above > below; ++halved) {
    const double room = (below + above) / 2;
    const std::vector<double> start = first_fit(sizes, largest, bins, room);
    if (start.empty()) {
      below = room;
      continue;
    }
    above = room;
    // Threads that are free take tasks in the order in which they begin, which is how they were packed.
    best = largest;
    std::stable_sort(best.begin(), best.end(), [&](std::size_t a, std::size_t b) { return start[a] < start[b]; });
  }
  return makespan(sizes, best, bins) < least ? best : largest;
}

}  // namespace yanglao::sim
