#include "models/care/whole_places.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/care/spread.hpp"

namespace yanglao::care {
namespace {

constexpr double kSlack = 1e-9;  // sums of fractions may miss a whole number by the last bits

/// Multiples of the golden ratio fill the unit interval evenly, so that all prefectures together have what is planned.
double rounded_from(int prefecture, int pool) {
  const double x = 0.5 + 0.6180339887498949 * (prefecture + 3 * pool);
  return x - std::floor(x);
}

}  // namespace

const std::vector<int>& WholePlaces::next(const std::vector<double>& plan) {
  if (places_.empty()) {
    begin(plan);
    return places_;
  }
  const std::vector<int> before = places_;
  follow(plan);
  const double wanted = std::floor(std::accumulate(plan.begin(), plan.end(), from_) + kSlack);
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
  Rounder rounder(from_);
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
  const double due = by > 0 ? 1 - from_ - kSlack : from_ + kSlack;
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

ProvincePlaces::ProvincePlaces(const std::vector<scenario::Place>& counties, int pool) {
  for (std::size_t c = 0; c < counties.size(); ++c) {
    const auto is_it = [&](const Prefecture& each) { return each.name == counties[c].prefecture; };
    auto at = std::find_if(prefectures_.begin(), prefectures_.end(), is_it);
    if (at == prefectures_.end()) {
      const WholePlaces whole(rounded_from(static_cast<int>(prefectures_.size()), pool));
      at = prefectures_.insert(at, {counties[c].prefecture, {}, whole});
    }
    at->counties.push_back(c);
  }
}

const std::vector<int>& ProvincePlaces::next(const std::vector<double>& plan) {
  places_.resize(plan.size());
  for (Prefecture& each : prefectures_) {
    std::vector<double> own;
    for (const std::size_t c : each.counties) own.push_back(plan[c]);
    const std::vector<int>& whole = each.whole.next(own);
    for (std::size_t i = 0; i < whole.size(); ++i) places_[each.counties[i]] = whole[i];
  }
  return places_;
}

}  // namespace yanglao::care
