// The private clocks of a person: onset of the terminal phase, change of function, illness. Each has a unit-exponential
// budget that its hazard uses up; the first to use up its own fires.
#pragma once

#include <algorithm>
#include <bit>
#include <limits>

#include "models/care/hazards.hpp"
#include "models/care/measure.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

enum class Clock : std::uint8_t { none, terminal, function, illness };

struct Fired {
  Clock clock = Clock::none;
  Tick at = 0;
  double decline_share = 0;  ///< decline's part of the function hazard at that time
};

/// Of the terminal, function and illness clock, and one that is of no clock.
inline constexpr float kNoLimit = std::numeric_limits<float>::infinity();

/// Hazards per day of the three clocks.
[[gnu::always_inline]] inline Lanes hazards_of(const Rates& rates, const Lanes& multipliers) {
  const Lanes r = std::bit_cast<Lanes>(rates) * multipliers;  // terminal, decline, illness, recover
  return r + __builtin_shufflevector(r, Lanes{}, 4, 3, 4, 4);
}
[[gnu::always_inline]] inline bool any_exceeds(const Lanes& a, const Lanes& b) {
  typedef long long Halves __attribute__((vector_size(16)));
  const Halves h = reinterpret_cast<Halves>(a > b);
  return (h[0] | h[1]) != 0;
}

/// Runs the clocks of `p` from p.since up to `limit`, or to the first that fires; p.since is where they stand then.
/// `row`: hazards per day by calendar year (Hazards::row). A clock whose hazard is 0 never fires. The three run side by
/// side, as most years pass without any of them firing.
[[gnu::always_inline]] inline Fired follow(Person& p, const Rates* row, const Multipliers& multipliers,
                                           const sim::Calendar& calendar, Tick limit) {
  if (p.since >= limit) return {};
  const Lanes m = std::bit_cast<Lanes>(multipliers);
  Lanes left{p.left_terminal, p.left_function, p.left_illness, kNoLimit};
  Tick since = p.since;
  Fired fired;
  for (int year = calendar.year_of(sim::day_of(since));; ++year) {
    const Tick to = std::min(limit, sim::tick_of_day(calendar.year_end(year)));
    const Lanes hazard = hazards_of(row[year], m);
    const float days = static_cast<float>(to - since) * (1.0f / sim::kTicksPerDay);
    const Lanes use = hazard * days;
    // Strictly more than is left: a clock that stands still must not fire, not even with nothing left.
    if (any_exceeds(use, left)) {
      float when = days;
      for (int clock = 0; clock < 3; ++clock)
        if (hazard[clock] * when > left[clock])
          fired.clock = static_cast<Clock>(clock + 1), when = left[clock] / hazard[clock];
      left -= hazard * when;
      since = std::min(to, sim::after(since, static_cast<double>(when)));
      fired.at = since;
      fired.decline_share = hazard[1] > 0 ? static_cast<double>(row[year].decline * multipliers.decline / hazard[1]) : 0;
      break;
    }
    left -= use;
    since = to;
    if (to == limit) break;
  }
  p.left_terminal = std::max(0.0f, left[0]);
  p.left_function = std::max(0.0f, left[1]);
  p.left_illness = std::max(0.0f, left[2]);
  p.since = since;
  return fired;
}

inline Kind kind_of(Clock clock) {
  return clock == Clock::terminal ? Kind::terminal : clock == Clock::function ? Kind::function : Kind::illness;
}

}  // namespace yanglao::care
