// The private clocks of a person: onset of the terminal phase, change of function, illness. Each has a unit-exponential
// budget that its hazard uses up; the first to use up its own fires.
#pragma once

#include <algorithm>
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

/// Four numbers side by side: of the terminal, function and illness clock, and one that is of no clock.
typedef float Lanes __attribute__((vector_size(16)));
inline constexpr float kNoLimit = std::numeric_limits<float>::infinity();

/// What the three clocks use up of their budgets.
inline Lanes used(const Rates& r, const Lanes& m) {
  const Lanes c = Lanes{r.terminal, r.decline, r.illness, r.recover} * m;
  return c + Lanes{0, c[3], 0, 0};
}
inline bool any_exceeds(const Lanes& a, const Lanes& b) {
  typedef long long Halves __attribute__((vector_size(16)));
  const Halves h = reinterpret_cast<Halves>(a > b);
  return (h[0] | h[1]) != 0;
}

/// Runs the clocks of `p` from p.since up to `limit`, or to the first that fires; p.since is where they stand then.
/// `row`: integrated hazards by calendar year (Hazards::row). A clock whose hazard is 0 never fires. Years in which
/// nothing fires cost one comparison of what is used up with what there is; only the last is looked into.
inline Fired follow(Person& p, const Rates* row, const Multipliers& factors, const sim::Calendar& calendar,
                    Tick limit) {
  if (p.since >= limit) return {};
  const Lanes m{factors.terminal, factors.decline, factors.illness, factors.recover};
  int year = calendar.year_of(sim::day_of(p.since));
  const int last = calendar.year_of(sim::day_of(limit - 1));
  Lanes begin = used(row[year], m), end = used(row[year + 1], m);
  const Lanes now = begin + (end - begin) * calendar.part_of_year(p.since, year);
  const Lanes budget = now + Lanes{p.left_terminal, p.left_function, p.left_illness, kNoLimit};
  // Strictly more than the budget: a clock that stands still must not fire, not even with nothing left.
  while (year < last && !any_exceeds(end, budget)) begin = end, end = used(row[++year + 1], m);

  float part = year < last ? 1.0f : calendar.part_of_year(limit, year);
  const Lanes length = end - begin;
  int first = -1;
  if (any_exceeds(begin + length * part, budget))
    for (int clock = 0; clock < 3; ++clock)
      if (begin[clock] + length[clock] * part > budget[clock])
        first = clock, part = std::max(0.0f, (budget[clock] - begin[clock]) / length[clock]);
  const Lanes left = budget - (begin + length * part);
  p.left_terminal = std::max(0.0f, left[0]);
  p.left_function = std::max(0.0f, left[1]);
  p.left_illness = std::max(0.0f, left[2]);
  if (first < 0) {
    p.since = limit;
    return {};
  }
  const Tick opens = sim::tick_of_day(calendar.year_begin(year)), closes = sim::tick_of_day(calendar.year_end(year));
  const Tick at = opens + static_cast<Tick>(static_cast<double>(closes - opens) * static_cast<double>(part) + 0.5);
  p.since = std::clamp(at, p.since + 1, limit);
  const float down = (row[year + 1].decline - row[year].decline) * factors.decline;
  return {static_cast<Clock>(first + 1), p.since, length[1] > 0 ? static_cast<double>(down / length[1]) : 0};
}

inline Kind kind_of(Clock clock) {
  return clock == Clock::terminal ? Kind::terminal : clock == Clock::function ? Kind::function : Kind::illness;
}

}  // namespace yanglao::care
