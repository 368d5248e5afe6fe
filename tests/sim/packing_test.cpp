#include "sim/packing.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/catch.hpp"

using namespace yanglao::sim;

TEST_CASE("tasks are handed out so that threads end together", "[packing]") {
  // The largest first would give 3 + 2 + 2 against 3 + 2; together they can end at 6.
  const std::vector<double> sizes{2, 3, 2, 3, 2};
  CHECK(makespan(sizes, {1, 3, 0, 2, 4}, 2) == 7);
  CHECK(makespan(sizes, packed_order(sizes, 2), 2) == 6);
  CHECK(packed_order({1, 5, 3}, 1) == std::vector<std::size_t>{1, 2, 0});
  CHECK(packed_order({4}, 8) == std::vector<std::size_t>{0});
}

TEST_CASE("every task is handed out once, and never worse than the largest first", "[packing]") {
  std::mt19937 random(1);
  int better = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<double> sizes(2 + random() % 20);
    for (double& size : sizes) size = 1 + random() % 100;
    const int bins = 1 + static_cast<int>(random() % 6);
    std::vector<std::size_t> order = packed_order(sizes, bins), largest(sizes.size());
    std::iota(largest.begin(), largest.end(), std::size_t{0});
    std::stable_sort(largest.begin(), largest.end(), [&](auto a, auto b) { return sizes[a] > sizes[b]; });
    const double now = makespan(sizes, order, bins), then = makespan(sizes, largest, bins);
    CHECK(now <= then);
    CHECK(now >= std::accumulate(sizes.begin(), sizes.end(), 0.0) / bins);
    better += now < then;
    std::sort(order.begin(), order.end());
    std::sort(largest.begin(), largest.end());
    CHECK(order == largest);
  }
  CHECK(better > 30);
}
