// A group of regions that send each other mail, run side by side: each a day at a time, then the day's mail.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "sim/model.hpp"

namespace yanglao::sim {

/// Of the regions of a domain, in rising order of their numbers.
using Beginnings = std::vector<std::unique_ptr<Beginning>>;

class Domain {
 public:
  /// Makes the regions named, from their beginnings where there are any. One region alone has no mail and runs without
  /// stopping at each day. `stop`: looked at between two regions, as each may have very many people; a domain so stopped
  /// must not be advanced.
  Domain(const Model& model, const std::vector<int>& regions, StreamKey key, const std::atomic<bool>* stop = nullptr,
         const Beginnings& beginnings = {});
  /// Takes regions made elsewhere; `names` in rising order.
  Domain(std::vector<std::unique_ptr<Region>> regions, std::vector<int> names);
  /// Runs every region to the end of day `last_day` (days since the start, exclusive).
  void advance(int last_day);
  [[nodiscard]] std::uint64_t events() const;
  [[nodiscard]] const Region& region(std::size_t i) const { return *regions_[i]; }

 private:
  void exchange();
  std::vector<std::unique_ptr<Region>> regions_;
  std::vector<int> names_;
  std::vector<Mail> mail_;
  int day_ = 0;
};

/// How the regions of a domain begin. Where it was stopped some are missing.
Beginnings beginnings_of(const Model& model, const std::vector<int>& regions, StreamKey key, const std::atomic<bool>* stop);

/// The groups that a model's regions run in: its domains, and every region in none of them by itself; in the order in
/// which `threads` threads should take them (packing.hpp).
std::vector<std::vector<int>> groups_of(const Model& model, int threads);

}  // namespace yanglao::sim
