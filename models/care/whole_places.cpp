#include "models/care/whole_places.hpp"

#include <cmath>
#include <numeric>

#include "models/care/spread.hpp"

namespace yanglao::care {
namespace {

constexpr double kSlack = 1e-9;  // sums of fractions may miss a whole number by the last bits

}  // namespace

const std::vector<int>& WholePlaces::next(const std::vector<double>& plan) {
  if (places_.empty()) {
    begin(plan);
    return places_;
  }
  const std::vector<int> before = places_;
  follow(plan);
  const double wanted = std::floor(std::accumulate(plan.begin(), plan.end(), 0.0) + kSlack);
  int missing = static_cast<int>(wanted) - std::accumulate(places_.begin(), places_.end(), 0);
  for (; missing > 0 && change(plan, 1); --missing) {
  }
  for (; missing < 0 && change(plan, -1); ++missing) {
  }
  for (std::size_t c = 0; c < plan.size(); ++c)
    if (places_[c] != before[c]) then_[c] = plan[c];
  return places_;
}

void WholePlaces::begin(const std::vector<double>& plan) {
  Rounder rounder;
  for (const double each : plan) places_.push_back(rounder.next(each));
  then_ = plan;
}

void WholePlaces::follow(const std::vector<double>& plan) {
  for (std::size_t c = 0; c < plan.size(); ++c) {
    if (places_[c] < plan[c] - 1 - kSlack) places_[c] = static_cast<int>(std::ceil(plan[c] - 1 - kSlack));
    if (places_[c] > plan[c] + 1 + kSlack) places_[c] = static_cast<int>(std::floor(plan[c] + 1 + kSlack));
  }
}

bool WholePlaces::change(const std::vector<double>& plan, int by) {
  const double due = by > 0 ? 1 - kSlack : kSlack;  // sums are rounded down
  std::size_t found = plan.size();
  double so_far = 0;
  for (std::size_t c = 0; c < plan.size(); ++c) {
    const double gap = by * (plan[c] - places_[c]), moved = by * (plan[c] - then_[c]);
    so_far += gap;
    if (moved <= kSlack || gap <= kSlack) continue;
    found = c;
    if (so_far >= due) break;
  }
  if (found == plan.size()) return false;
  places_[found] += by;
  return true;
}

}  // namespace yanglao::care
