#include "sim/domain.hpp"

#include <algorithm>

#include "sim/packing.hpp"

namespace yanglao::sim {

namespace {

std::vector<int> in_rising_order(std::vector<int> regions) {
  std::sort(regions.begin(), regions.end());
  return regions;
}

bool is_set(const std::atomic<bool>* stop) { return stop && stop->load(std::memory_order_relaxed); }

}  // namespace

Domain::Domain(const Model& model, const std::vector<int>& regions, StreamKey key, const std::atomic<bool>* stop,
               const Beginnings& beginnings)
    : names_(in_rising_order(regions)) {
  for (std::size_t i = 0; i < names_.size() && !is_set(stop); ++i)
    regions_.push_back(beginnings.empty() ? model.make_region(names_[i], key) : model.go_on(*beginnings[i]));
  if (names_.size() > 1) mail_.reserve(names_.size() * 64);
}

Beginnings beginnings_of(const Model& model, const std::vector<int>& regions, StreamKey key, const std::atomic<bool>* stop) {
  Beginnings out;
  for (const int r : in_rising_order(regions)) {
    if (is_set(stop)) break;
    out.push_back(model.begin(r, key));
  }
  return out;
}

Domain::Domain(std::vector<std::unique_ptr<Region>> regions, std::vector<int> names)
    : regions_(std::move(regions)), names_(std::move(names)) {}

void Domain::advance(int last_day) {
  if (regions_.size() == 1) {
    regions_[0]->advance(last_day);
    day_ = last_day;
    return;
  }
  for (; day_ < last_day; ++day_) {
    for (auto& region : regions_) region->advance(day_ + 1);
    exchange();
  }
}

void Domain::exchange() {
  mail_.clear();
  for (auto& region : regions_) region->send(mail_);
  if (mail_.empty()) return;
  std::sort(mail_.begin(), mail_.end(),
            [](const Mail& a, const Mail& b) { return a.to != b.to ? a.to < b.to : a < b; });
  for (std::size_t i = 0; i < mail_.size();) {
    std::size_t end = i + 1;
    while (end < mail_.size() && mail_[end].to == mail_[i].to) ++end;
    const auto found = std::lower_bound(names_.begin(), names_.end(), static_cast<int>(mail_[i].to));
    regions_[static_cast<std::size_t>(found - names_.begin())]->receive({&mail_[i], end - i});
    i = end;
  }
}

std::uint64_t Domain::events() const {
  std::uint64_t n = 0;
  for (const auto& region : regions_) n += region->events();
  return n;
}

std::vector<std::vector<int>> groups_of(const Model& model, int threads) {
  std::vector<std::vector<int>> out = model.domains();
  std::vector<bool> named(static_cast<std::size_t>(model.regions()));
  for (const auto& group : out)
    for (const int r : group) named[static_cast<std::size_t>(r)] = true;
  for (int r = 0; r < model.regions(); ++r)
    if (!named[static_cast<std::size_t>(r)]) out.push_back({r});
  std::vector<double> sizes;
  for (const auto& group : out) {
    sizes.push_back(0);
    for (const int r : group) sizes.back() += model.weight(r);
  }
  std::vector<std::vector<int>> ordered;
  for (const std::size_t g : packed_order(sizes, threads)) ordered.push_back(out[g]);
  return ordered;
}

}  // namespace yanglao::sim
