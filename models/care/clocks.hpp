// The private clocks of a person: onset of the terminal phase, change of function, illness. Each has a unit-exponential
// budget that its hazard uses up; the first to use up its own fires.
#pragma once

#include <algorithm>

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

/// Runs the clocks of `p` from p.since up to `limit`, or to the first that fires; p.since is where they stand then.
/// `row`: hazards per day by calendar year (Hazards::row). A clock whose hazard is 0 never fires.
inline Fired follow(Person& p, const Rates* row, const Multipliers& m, const sim::Calendar& calendar, Tick limit) {
  while (p.since < limit) {
    const int year = calendar.year_of(sim::day_of(p.since));
    const Rates& r = row[year];
    const float terminal = r.terminal * m.terminal;
    const float decline = r.decline * m.decline;
    const float function = decline + r.recover * m.recover;
    const float illness = r.illness * m.illness;
    const Tick to = std::min(limit, sim::tick_of_day(calendar.year_end(year)));
    Clock first = Clock::none;
    float when = static_cast<float>(sim::days(to - p.since));
    // Strictly more than is left: a clock that stands still must not fire, not even with nothing left.
    if (terminal * when > p.left_terminal) first = Clock::terminal, when = p.left_terminal / terminal;
    if (function * when > p.left_function) first = Clock::function, when = p.left_function / function;
    if (illness * when > p.left_illness) first = Clock::illness, when = p.left_illness / illness;
    p.left_terminal = std::max(0.0f, p.left_terminal - terminal * when);
    p.left_function = std::max(0.0f, p.left_function - function * when);
    p.left_illness = std::max(0.0f, p.left_illness - illness * when);
    if (first == Clock::none) {
      p.since = to;
      continue;
    }
    p.since = std::min(to, sim::after(p.since, static_cast<double>(when)));
    return {first, p.since, function > 0 ? static_cast<double>(decline / function) : 0};
  }
  return {};
}

inline Kind kind_of(Clock clock) {
  return clock == Clock::terminal ? Kind::terminal : clock == Clock::function ? Kind::function : Kind::illness;
}

}  // namespace yanglao::care
