// Who is there at the start, who of them is in care already, and who will turn 60.
#include <algorithm>
#include <cmath>

#include "models/care/county_steps.hpp"
#include "models/care/report.hpp"

namespace yanglao::care {

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
      held_(setup.calendar, benefits_ ? kHeldCells : 0) {
  const std::vector<Cell>& cells = setup.cells[static_cast<std::size_t>(index)];
  std::size_t people = 0;
  for (const Cell& cell : cells) people += static_cast<std::size_t>(cell.count);
  reserve(people);
  day_starts(0);
  std::vector<Found> found;
  found.reserve(people_.capacity());
  for (const Cell& cell : cells) people_of(cell, found);
  enter_all(found);
  place_at_start(found);
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
/// it. Those who will turn 60 within the run, and live to, are listed for that day.
void County::people_of(const Cell& cell, std::vector<Found>& found) {
  const sim::Calendar& calendar = setup_.calendar;
  const Stratum& stratum = cell.stratum;
  const int count = cell.count;
  const double years_old = stratum.months / 12.0;
  const double youngest = setup_.hazard_to_60(stratum.sex, stratum.months);
  const double oldest = setup_.hazard_to_60(stratum.sex, stratum.months + 1);
  for (int i = count - 1; i >= 0; --i) {
    const Id id = static_cast<Id>(people_.size());
    Person& p = people_.emplace_back();
    p.sex = stratum.sex & 1u;
    p.home = stratum.home & 1u;
    // Keyed by the place in the stratum, not by the index of those who survive.
    const sim::Draws d = stream_.draw(static_cast<Id>(i), static_cast<std::uint32_t>(Purpose::birth),
                                      static_cast<Id>(((stratum.sex * 2 + stratum.home) << 12) + stratum.months));
    const double part = (i + sim::unit(d[0])) / count;
    const double days_old = (years_old + part / 12) * sim::kDaysPerYear;
    p.birth = static_cast<std::uint16_t>(std::max(0.0, setup_.origin - days_old));
    // One word for both: six bits, and the other 26.
    p.means = d[1] >> 26;
    const double u = sim::unit(d[1] << 6);
    const Parameters& q = setup_.parameters;
    p.pension = u < q.destitute_share                                                        ? destitute
                : u < q.destitute_share + (1 - q.destitute_share) * q.employee_share[p.home] ? employee
                                                                                             : resident;
    if (stratum.months < 720) {
      const int day = setup_.birthday(p, 60);
      if (day >= calendar.days() || sim::exponential(d[3]) < youngest + part * (oldest - youngest)) {
        people_.pop_back();
        continue;
      }
      list(id, std::max<Tick>(1, tick_of_day(day)), Kind::turns_60);
    } else {
      found.push_back({{}, d[2], d[3]});
    }
  }
}

/// Whoever is there at the start comes under observation: step by step, each for many people. What one step does for one person
/// waits for nothing that it does for the next, where all steps of one person wait for each other.
void County::enter_all(std::vector<Found>& found) {
  constexpr std::size_t kAtOnce = 64;  // whose records stay in the first-level cache
  std::array<Fate, kAtOnce> fates;
  for (std::size_t first = 0; first < found.size(); first += kAtOnce) {
    const std::size_t last = std::min(found.size(), first + kAtOnce);
    const auto each = [&](auto&& step) {
      for (std::size_t i = first; i < last; ++i) step(static_cast<Id>(i));
    };
    each([&](Id id) { begin_health(id, 0, std::clamp(age(people_[id], 0), 60, kOldest)); });
    each([&](Id id) { fates[id - first] = begin_fate(id); });
    each([&](Id id) { begin_reach(id, 0, fates[id - first]); });
    each([&](Id id) { tell_entry(id, 0); });
    each([&](Id id) { found[id].weight = start_weights(id); });
  }
}

/// A person comes under observation on turning 60.
void County::enter(Id id, Tick t) {
  begin_health(id, t, 60);
  begin_reach(id, t, begin_fate(id));
  tell_entry(id, t);
  entries_.add(0, t);
  plan_at_base(id, t);
}

void County::begin_health(Id id, Tick t, int completed_age) {
  Person& p = people_[id];
  const sim::Draws d = draw(id, Purpose::start);
  const int state = setup_.hazards.state_at_start(p.sex, p.home, completed_age, sim::unit(d[0]));
  p.function = static_cast<unsigned>(state / 2) & 3u;
  p.dementia = static_cast<unsigned>(state % 2) & 1u;
  p.since = t;
  p.left_terminal = static_cast<float>(sim::exponential(d[1]));
  p.left_function = static_cast<float>(sim::exponential(d[2]));
  p.left_illness = static_cast<float>(sim::exponential(d[3]));
}

Fate County::begin_fate(Id id) {
  Person& p = people_[id];
  const Fate fate = fate_of(setup_, stream_, id, p, std::max(0, setup_.birthday(p, 60)));
  p.living = fate.at_first & 3u;
  return fate;
}

void County::begin_reach(Id id, Tick t, const Fate& fate) {
  Person& p = people_[id];
  const int day = sim::day_of(t);
  const Reach reach = reach_at(id, day);
  p.mask = reach.mask & 0x7FFFu;
  tell_reached(0, setup_.multipliers.reached(p), t);
  next_fixed(id, day, fate, reach.next);
}

void County::tell_entry(Id id, Tick t) {
  tell_state(id, -1, state_of(people_[id]), t);
  tell_age(people_[id], t, +1);
  tell_life(id, t, Moment::enters);
}

}  // namespace yanglao::care
