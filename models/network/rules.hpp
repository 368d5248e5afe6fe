// The rules of a region, which the engine is a template over, so that tests can run it with one of them broken.
#pragma once

#include <cstdint>

namespace yanglao::network {

/// What is left of a stay at the start: of one found in progress, a whole one, or any part of a whole one.
enum class Residual : std::uint8_t { length_biased, whole, shortened };

/// The rules as they should be. A wrong engine derives from them and hides one.
struct Exact {
  static constexpr double service_factor = 1;       ///< on every duration of service
  static constexpr double arrival_factor = 1;       ///< on every gap between arrivals
  static constexpr double patience_factor = 1;      ///< on every patience
  static constexpr bool patience = true;            ///< people give up when theirs has run out
  static constexpr bool stale_dropped = true;       ///< events of a person's past are not handled
  static constexpr bool resume = true;              ///< who is pushed out or moved goes on where the stay stopped
  static constexpr bool cuts = true;                ///< a cut puts people out where its policy says so
  static constexpr bool last_out_first = true;      ///< those it puts out are the last who came
  static constexpr bool cut_by_urgency = true;      ///< and the least urgent before all others
  static constexpr bool balking = true;             ///< a long line turns people away
  static constexpr bool batches = true;             ///< people come in batches; else one at a time
  static constexpr bool ties = true;                ///< of those whose events have one tick, the lowest id is first
  static constexpr bool priorities = true;          ///< the urgent go first
  static constexpr bool blocking = true;            ///< who cannot go on keeps the place
  static constexpr bool room = true;                ///< a full waiting room turns people away
  static constexpr bool routing = true;             ///< routes have the probabilities given; else the first is favoured
  static constexpr bool reversed = false;           ///< FIFO served as LIFO
  static constexpr bool service_only_mean = false;  ///< every service is exponential with the right mean
  static constexpr bool look_always = false;        ///< for deadlocks, after every event
  static constexpr double lost = 0;                 ///< this share of people who leave for another region vanish
  static constexpr int days_late = 0;               ///< by so much later than said they arrive there
  static constexpr int queue_step = 1;              ///< by how much somebody who joins raises the queue's level

  /// Of those found in service at the start.
  static constexpr Residual found = Residual::length_biased;
  static constexpr bool line_at_start = true;  ///< people found waiting at the start are there
  static constexpr bool warm_up = true;        ///< what happens before its end is not counted
  static constexpr bool thinning = true;       ///< a rate of arrival that changes is what it is at the time
  static constexpr bool draining = true;       ///< after a cut, places still held are no longer given to others
  static constexpr bool overflow = true;       ///< who finds no room goes where the stage says; else out
  static constexpr bool own_routes = true;     ///< each class has its ways on
  static constexpr bool deadlocks = true;      ///< are looked for
  static constexpr bool all_places = true;     ///< a stage is dead only when all its places are
  static constexpr bool push_out_last = true;  ///< the urgent push out the last who began; else the first
  static constexpr bool pushed_out_first = true;      ///< who is pushed out is the first of their class in line
  static constexpr bool outside_in_order = true;      ///< of those blocked until there is room, the first goes in first
  static constexpr bool look_after_giving_up = true;  ///< for deadlocks
  static constexpr bool day_at_once = true;      ///< all capacities of a day are new before anybody moves
  static constexpr bool opened_first = true;     ///< places opened are for those in line, before whom the day's cuts move
  static constexpr bool longest_first = true;    ///< of stages that change on a day, that with the first to wait is settled first
  static constexpr bool out_in_order = true;     ///< whom the cuts of a day put out go on in one order, from whatever stage
  static constexpr bool line_pushes_out = true;  ///< the first in line may push out when a closed place is given back
};

}  // namespace yanglao::network
