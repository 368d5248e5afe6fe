// In which order to hand tasks to threads that each take the next one when they are free.
#pragma once

#include <cstddef>
#include <vector>

namespace yanglao::sim {

/// When the last of `bins` threads is done that take tasks of these sizes (> 0) in this order.
double makespan(const std::vector<double>& sizes, const std::vector<std::size_t>& order, int bins);

/// An order of the tasks that ends early: the better of the largest first (Graham 1969) and MULTIFIT (Coffman, Garey
/// and Johnson 1978).
std::vector<std::size_t> packed_order(const std::vector<double>& sizes, int bins);

}  // namespace yanglao::sim
