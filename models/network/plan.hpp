// A Network for one region, compiled into flat tables that the event loop reads.
#pragma once

#include <cstdint>
#include <vector>

#include "models/network/network.hpp"
#include "sim/time.hpp"

namespace yanglao::network {

inline constexpr std::uint8_t kNoPool = 255;
inline constexpr std::uint8_t kNoWay = 255;
inline constexpr int kMostTargets = 250;

/// One cell of an alias table: `first` when the draw within the cell is below `threshold`, else `other`.
struct Alias {
  std::uint32_t threshold = 0;
  std::uint8_t first = 0, other = 0;
};

/// A class at a stage, exit or way elsewhere.
struct alignas(64) Node {
  double mean_ticks = 0;    ///< of an exponential service; 0: another distribution
  std::uint32_t route = 0;  ///< first cell of its alias table
  std::uint16_t cells = 0;
  std::uint8_t pool = kNoPool;
  std::uint8_t priority = 0;
  bool exit = false;          ///< nobody is served there: an exit or a way elsewhere
  std::uint8_t way = kNoWay;  ///< which way elsewhere
  const Distribution* service = nullptr;
  const Distribution* patience = nullptr;
  double patience_ticks = 0;  ///< mean of an exponential patience; 0: another distribution, or none
  int gives_up_to = -1;
};

/// A region's part of a total that is divided over the regions as evenly as whole numbers can be.
std::int64_t part(std::int64_t whole, int region, int regions);
/// Places for so many people: rounded up. More than kMostPlaces count as kMostPlaces, here as elsewhere.
inline constexpr int kMostPlaces = 1'000'000'000;
int places_per_1000(double per_1000, std::int64_t people);

/// Everything about one run of a network that does not change while it runs. `network` is that of the scenario.
struct Plan {
  Plan(Network network, int start, int end, int warm_up, int regions, std::int64_t people, double scale, int group = 1);
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  [[nodiscard]] std::size_t node(std::size_t klass, std::size_t target) const { return klass * targets + target; }
  /// Somebody's part of a total that is divided over the regions as evenly as whole numbers can be.
  [[nodiscard]] std::int64_t part(double total, int region) const;
  /// The region that a way elsewhere leads to.
  [[nodiscard]] int region_of(const Elsewhere& way, int from) const {
    const int seat = from - from % group;
    return way.region == Elsewhere::Region::seat ? seat : seat + (from - seat + 1) % group;
  }
  [[nodiscard]] std::int64_t people(int region) const { return people_[static_cast<std::size_t>(region)]; }
  /// People of a class in a region of whom the scenario does not say at which stage they are at the start.
  [[nodiscard]] std::int64_t nowhere(std::size_t klass, int region) const {
    return network::part(nowhere_[klass], region, regions);
  }
  /// Places on a day since the start, of a stage that has a number of them.
  [[nodiscard]] int capacity(std::size_t stage, int region, int day) const;

  Network network;
  int start, days, warm_up, regions, group;  ///< group: so many regions send each other people
  std::int64_t population;
  double scale;
  sim::Calendar calendar;                ///< of what is reported: from the end of the warm-up
  std::size_t stages, targets, classes;  ///< targets: stages, exits, ways elsewhere
  std::vector<Node> nodes;
  std::vector<Alias> aliases;
  bool plain = true;  ///< lines are FIFO, no event is ever stale, nobody is blocked or turned away or arrives
  bool blocking = false, preemptive = false;
  bool travel = false;  ///< there are ways to other regions
  bool open = false;    ///< people come, from outside or other regions

 private:
  void divide_people();
  std::vector<std::int64_t> people_;   // by region
  std::vector<std::int64_t> nowhere_;  // by class, in all regions
};

}  // namespace yanglao::network
