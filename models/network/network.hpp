// A network as a scenario file declares it: classes of people, stages that serve them, exits, arrivals.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/network/distribution.hpp"
#include "models/scenario/origin.hpp"

namespace yanglao::network {

/// Where somebody goes, with which probability. Targets count stages first, then exits, then ways elsewhere.
struct Route {
  int target = 0;
  double probability = 0;
};

/// A number by date: linear between points or a step, constant before the first and after the last.
struct Course {
  std::vector<int> day;  ///< days since 1970-01-01, ascending; at least one
  std::vector<double> value;
  bool linear = false;
  [[nodiscard]] double at(double day) const;
  /// Between two days, the second excluded.
  [[nodiscard]] double highest(double from, double to) const;
};

enum class Discipline : std::uint8_t { fifo, lifo, priority, preemptive };
/// While somebody who has finished waits for the next stage: nothing is held; the place until there is room to wait;
/// the place until service starts.
enum class Blocking : std::uint8_t { none, until_room, until_service };
enum class Cut : std::uint8_t { drain, move, send_home };

/// What one class of people meets at a stage.
struct Service {
  std::optional<Distribution> duration;
  std::vector<Route> next;  ///< probabilities sum to 1
  std::optional<Distribution> patience;
  int gives_up_to = -1;
  int priority = 0;     ///< 0 is served first
  double at_start = 0;  ///< people in service at the start
  double waiting_at_start = 0;
};

struct Balking {
  int queue = 0;           ///< with at least so many waiting
  double probability = 0;  ///< this share does not join
};

struct Stage {
  std::string name;
  bool unlimited = true;
  Course capacity;           ///< places, of the whole network
  Course capacity_per_1000;  ///< places by 1000 people at the start, rounded up in each region
  bool per_1000 = false;
  Discipline discipline = Discipline::fifo;
  std::optional<int> room;  ///< how many may wait, in each region
  int overflow = -1;        ///< where those go for whom there is no room, and who balk
  std::vector<Balking> balking;
  Blocking blocking = Blocking::none;
  Cut cut = Cut::drain;
  int cut_to = -1;
  bool residual_at_start = true;  ///< stays at the start are found in progress; else they begin
  double cost_per_day = 0, cost_per_waiting_day = 0, cost_per_blocked_day = 0;  ///< CNY
  std::vector<Service> by_class;
};

struct Class {
  std::string name;
  double share = 0;  ///< of the population
  int starts_at = -1;
};

struct Arrival {
  std::string name;
  int klass = 0, stage = 0;
  Course rate_per_day;                  ///< of batches, in the whole network
  std::optional<Distribution> between;  ///< instead of a rate: renewal arrivals of the whole network
  std::vector<double> batch;            ///< cumulative probability of 1, 2, ... people
  scenario::Origin origin;
};

/// A way to a stage of another region of the group. A way that leads to the region itself is a way to that stage.
struct Elsewhere {
  /// The region after this one in the group, and the first after the last; or the first of the group.
  enum class Region : std::uint8_t { next, seat };
  std::string name;
  int stage = 0;
  Region region = Region::next;
  double notice_days = 1;  ///< between leaving and arriving, at least 1
};

struct Network {
  std::vector<Class> classes;
  std::vector<Stage> stages;
  std::vector<std::string> exits;
  std::vector<Elsewhere> elsewhere;
  std::vector<Arrival> arrivals;
  /// A way elsewhere counts: who takes it has left this region.
  [[nodiscard]] bool is_exit(int target) const { return target >= static_cast<int>(stages.size()); }
  /// The way elsewhere that a target is; null for a stage or exit.
  [[nodiscard]] const Elsewhere* way(int target) const;
  /// The same for groups of one region: every way elsewhere has become a way to its stage.
  [[nodiscard]] Network alone() const;
  /// The first stage whose `overflow` leads round in a circle, in which somebody without room would go on for ever at
  /// one moment; -1: none. Ways to the seat count as ways to their stage, for so they are at the seat.
  [[nodiscard]] int circle() const;
};

}  // namespace yanglao::network
