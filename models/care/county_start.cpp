// Who is there at the start, who of them is in care already, and who will turn 60.
#include <algorithm>
#include <cmath>

#include "models/care/county_steps.hpp"
#include "models/care/report.hpp"
#include "sim/exponentials.hpp"

namespace yanglao::care {
namespace {

constexpr std::size_t kAtOnce = 64;  // people whose records stay in the first-level cache

}  // namespace

using sim::tick_of_day;

County::County(const Setup& setup, int index, sim::StreamKey key, [[maybe_unused]] LifeLog* lives)
    :
#ifdef YANGLAO_WATCHED
      lives_(lives),
#endif
      setup_(setup),
      index_(index),
      benefits_(setup.rules.benefits(index)),
      stream_(key, static_cast<std::uint32_t>(index)),
      list_(setup.calendar.days()),
      states_(setup.calendar, kStateCells),
      ages_(setup.calendar, kAgeBands * 2),
      occupied_(setup.calendar, kPools),
      queue_(setup.calendar, kPools),
      capacity_(setup.calendar, kPools),
      blocked_(setup.calendar, kPools * kPools),
      blocking_(setup.calendar),
      reached_(setup.calendar, kMeasures),
      admissions_(setup.calendar, kPools),
      left_waiting_(setup.calendar, kPools),
      wait_ticks_(setup.calendar, kPools),
      left_ticks_(setup.calendar, kPools),
      interrupted_ticks_(setup.calendar, kPools),
      waits_(static_cast<std::size_t>(setup.calendar.years() * kPools * kWaitBins)),
      longest_(static_cast<std::size_t>(setup.calendar.years() * kPools)),
      deaths_(setup.calendar, kSettings),
      entries_(setup.calendar, 1),
      departures_(setup.calendar, 1),
      elsewhere_(setup.calendar, kPools),
      held_(setup.calendar, benefits_ ? kHeldCells : 0) {
  const std::vector<Cell>& cells = setup.cells[static_cast<std::size_t>(index)];
  std::size_t people = 0;
  for (const Cell& cell : cells) people += static_cast<std::size_t>(cell.count);
  reserve(people);
  day_starts(0);
  std::vector<Found> found;
  found.reserve(people_.capacity());
  for (const Cell& cell : cells) people_of(cell, found);
  observe(0, found.size());
  place_at_start(found);
  observed_ = found.size();
}

/// Takes the memory that the run will need, so that none is taken while time runs: the numbers are above what was seen
/// (docs/engine.md), and what exceeds them grows by doubling.
void County::reserve(std::size_t people) {
  people_.reserve(people);
  list_.reserve(people, people / 64 + 64);
  for (sim::Pool& pool : pools_) pool.line.reserve(people / 64 + 16);
  inbox_.reserve(people / 512 + 64);
  outbox_.reserve(people / 512 + 64);
}

/// Makes the people of one stratum: birth dates spread evenly over the month, one at random in each equal part of
/// it. Who will turn 60 within the run, and live to, has `since` on that day.
void County::people_of(const Cell& cell, std::vector<Found>& found) {
  const sim::Calendar& calendar = setup_.calendar;
  const Stratum& stratum = cell.stratum;
  const int count = cell.count;
  const double years_old = stratum.months / 12.0;
  const double youngest = setup_.hazard_to_60(stratum.sex, stratum.months);
  const double oldest = setup_.hazard_to_60(stratum.sex, stratum.months + 1);
  // Keyed by the place in the stratum, not by the index of those who survive.
  std::array<sim::Draws, kAtOnce> draws;
  int drawn = count;  // those from here on, at most kAtOnce, are in `draws`
  for (int i = count - 1; i >= 0; --i) {
    if (i < drawn) {
      drawn = std::max(0, i + 1 - static_cast<int>(kAtOnce));
      stream_.draw_many(static_cast<Id>(drawn), static_cast<std::uint32_t>(Purpose::birth),
                        static_cast<Id>(((stratum.sex * 2 + stratum.home) << 12) + stratum.months),
                        std::span(draws).first(static_cast<std::size_t>(i + 1 - drawn)));
    }
    const sim::Draws& d = draws[static_cast<std::size_t>(i - drawn)];
    Person& p = people_.emplace_back();
    p.sex = stratum.sex & 1u;
    p.home = stratum.home & 1u;
    const double part = (i + sim::unit(d[0])) / count;
    const double days_old = (years_old + part / 12) * sim::kDaysPerYear;
    p.birth = static_cast<std::uint16_t>(std::max(0.0, setup_.origin - days_old));
    // One word for both: six bits, and the other 26.
    p.means = d[1] >> 26;
    const double u = sim::unit(d[1] << 6);
    const Parameters& q = setup_.parameters;
    const double supported = q.destitute_share[p.home];
    p.pension = u < supported                                                ? destitute
                : u < supported + (1 - supported) * q.employee_share[p.home] ? employee
                                                                             : resident;
    if (stratum.months < 720) {
      const int day = setup_.birthday(p, 60);
      if (day >= calendar.days() || sim::exponential(d[3]) < youngest + part * (oldest - youngest)) {
        people_.pop_back();
        continue;
      }
      p.since = std::max<Tick>(1, tick_of_day(day));
    } else {
      found.push_back({{}, d[2], d[3]});
    }
  }
}

/// The people from `begin` to before `end` come under observation, each at their `since`. Step by step, each for many people:
/// what one step does for one person waits for nothing that it does for the next, where all steps of one person wait for each
/// other; and draws are made side by side.
void County::observe(std::size_t begin, std::size_t end) {
  std::array<sim::Draws, kAtOnce> draws, more;
  std::array<float, 4 * kAtOnce> budgets;
  std::array<Fate, kAtOnce> fates;
  for (std::size_t first = begin; first < end; first += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, end - first);
    const auto draw_all = [&](std::array<sim::Draws, kAtOnce>& out, Purpose purpose, std::uint32_t number = 0) {
      stream_.draw_many(static_cast<Id>(first), static_cast<std::uint32_t>(purpose), number, std::span(out).first(count));
    };
    const auto each = [&](auto&& step) {
      for (std::size_t i = 0; i < count; ++i) {
        const Id id = static_cast<Id>(first + i);
        step(id, people_[id].since, i);
      }
    };
    draw_all(draws, Purpose::start);
    sim::exponentials(std::span(draws).first(count), budgets.data());
    each([&](Id id, Tick t, std::size_t i) { begin_health(id, t, draws[i][0], &budgets[4 * i]); });
    draw_all(draws, Purpose::fate);
    each([&](Id id, Tick, std::size_t i) { fates[i] = begin_fate(id, draws[i]); });
    draw_all(draws, Purpose::measure, 0);
    draw_all(more, Purpose::measure, 1);
    each([&](Id id, Tick t, std::size_t i) { begin_reach(id, t, measure_levels(draws[i], more[i]), fates[i]); });
    each([&](Id id, Tick t, std::size_t) {
      tell_state(id, -1, state_of(people_[id]), t);
      tell_age(people_[id], t, +1);
      tell_life(id, t, Moment::enters);
    });
  }
}

/// Those who turn 60 during the run. All of it is known on the first day: it is theirs alone until they ask for something,
/// their draws are their own, and tallies may be told of days to come. So nobody need be listed for a birthday.
void County::observe_entrants() {
  observe(observed_, people_.size());
  for (; observed_ < people_.size(); ++observed_) {
    const Tick t = people_[observed_].since;
    ++events_;
    entries_.add(0, t);
    plan(static_cast<Id>(observed_), t, sim::kNever, Kind::none);
  }
}

/// `word`: draws the state; budgets[1] to [3]: of the three clocks.
void County::begin_health(Id id, Tick t, std::uint32_t word, const float* budgets) {
  Person& p = people_[id];
  const int completed_age = std::clamp(age(p, t), 60, kOldest);
  const int state = setup_.hazards.state_at_start(p.sex, p.home, completed_age, sim::unit(word));
  p.function = static_cast<unsigned>(state / 2) & 3u;
  p.dementia = static_cast<unsigned>(state % 2) & 1u;
  p.left_terminal = budgets[1];
  p.left_function = budgets[2];
  p.left_illness = budgets[3];
}

Fate County::begin_fate(Id id, const sim::Draws& d) {
  Person& p = people_[id];
  const Fate fate = fate_of(setup_, d, p, std::max(0, setup_.birthday(p, 60)));
  p.living = fate.at_first & 3u;
  return fate;
}

void County::begin_reach(Id id, Tick t, const Levels& levels, const Fate& fate) {
  Person& p = people_[id];
  const int day = sim::day_of(t);
  const Reach reach = reach_at(id, day, levels);
  p.mask = reach.mask & 0x7FFFu;
  tell_reached(0, setup_.multipliers.reached(p), t);
  next_fixed(id, day, fate, reach.next);
}

}  // namespace yanglao::care
