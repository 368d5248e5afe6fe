// Who is there at the start, and who will turn 60: made stratum by stratum, then observed.
#include "models/care/residents.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "sim/exponentials.hpp"

namespace yanglao::care {
namespace {

constexpr std::size_t kAtOnce = 64;  // people whose records stay in the first-level cache

}  // namespace

using sim::tick_of_day;

Residents::Residents(const Setup& setup, int index, sim::StreamKey key)
    : setup_(setup),
      index_(index),
      stream_(key, static_cast<std::uint32_t>(index)),
      ages_(setup.calendar, kAgeBands * 2),
      reached_(setup.calendar, kMeasures) {
  const std::vector<Cell>& cells = setup.cells[static_cast<std::size_t>(index)];
  std::size_t people = 0;
  for (const Cell& cell : cells) people += static_cast<std::size_t>(cell.count);
  people_.reserve(people);
  found_.reserve(people);
  reached_.open(0);
  for (const Cell& cell : cells) people_of(cell);
  observe(0, found_.size());
}

Residents::Residents(const Setup& setup, const Residents& alike)
    : setup_(setup),
      index_(alike.index_),
      stream_(alike.stream_),
      people_(alike.people_),
      found_(alike.found_),
      observed_(alike.observed_),
      ages_(setup.calendar, alike.ages_),
      reached_(setup.calendar, alike.reached_) {}

/// Makes the people of one stratum: birth dates spread evenly over the month, one at random in each equal part of
/// it. Who will turn 60 within the run, and live to, has `since` on that day.
void Residents::people_of(const Cell& cell) {
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
    const Origins& q = setup_.parameters;
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
      found_.push_back({{}, d[2], d[3]});
    }
  }
}

/// The people from `begin` to before `end` come under observation, each at their `since`. Step by step, each for many people:
/// what one step does for one person waits for nothing that it does for the next, where all steps of one person wait for each
/// other; and draws are made side by side.
void Residents::observe(std::size_t begin, std::size_t end) {
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
    each([&](Id id, Tick t, std::size_t) { tell_age(people_[id], t, +1); });
  }
  observed_ = end;
}

/// `word`: draws the state; budgets[1] to [3]: of the three clocks.
void Residents::begin_health(Id id, Tick t, std::uint32_t word, const float* budgets) {
  Person& p = people_[id];
  const int completed_age = std::clamp(age(p, t), 60, kOldest);
  const int state = setup_.hazards.state_at_start(p.sex, p.home, completed_age, sim::unit(word));
  p.function = static_cast<unsigned>(state / 2) & 3u;
  p.dementia = static_cast<unsigned>(state % 2) & 1u;
  p.left_terminal = budgets[1];
  p.left_function = budgets[2];
  p.left_illness = budgets[3];
}

Fate Residents::begin_fate(Id id, const sim::Draws& d) {
  Person& p = people_[id];
  const Fate fate = fate_of(setup_, d, p, std::max(0, setup_.birthday(p, 60)));
  p.living = fate.at_first & 3u;
  return fate;
}

void Residents::begin_reach(Id id, Tick t, const Levels& levels, const Fate& fate) {
  Person& p = people_[id];
  const int day = sim::day_of(t);
  const Reach reach = reach_at(id, day, levels);
  p.mask = reach.mask & 0x7FFFu;
  tell_reached(0, setup_.multipliers.reached(p), t);
  next_fixed(id, day, fate, reach.next);
}

/// `month`: when the measures that reach the person change next.
void Residents::next_fixed(Id id, int day, const Fate& fate, int month) {
  int next = kNoDay;
  if (fate.dementia > day) next = std::min(next, fate.dementia);
  if (fate.carer > day) next = std::min(next, fate.carer);
  if (fate.leaves > day) next = std::min(next, fate.leaves);
  if (month < setup_.calendar.months()) next = std::min(next, setup_.calendar.month_begin(month));
  people_[id].fixed = static_cast<std::uint16_t>(next >= setup_.calendar.days() ? kNoDay : next);
}

/// Tells which measures begin and cease to reach somebody.
void Residents::tell_reached(unsigned before, unsigned after, Tick t) {
  for (unsigned changed = (before ^ after) & ((1u << kMeasures) - 1); changed != 0; changed &= changed - 1) {
    const int k = std::countr_zero(changed);
    reached_.add(k, t, (after >> k & 1) != 0 ? 1 : -1);
  }
}

/// Tells the age band now and at every birthday to come that opens another band; with n = -1 takes both back.
void Residents::tell_age(const Person& p, Tick t, int n) {
  // Days from birth to the birthday that opens each band.
  static constexpr auto kOpens = [] {
    std::array<int, kAgeBands> out{};
    for (int band = 0; band < kAgeBands; ++band)
      out[static_cast<std::size_t>(band)] = static_cast<int>((60 + 5 * band) * sim::kDaysPerYear + 0.5);
    return out;
  }();
  const int born = p.birth - setup_.origin, today = sim::day_of(t), end = setup_.calendar.days();
  std::size_t band = 0;
  for (std::size_t b = 1; b < kAgeBands; ++b) band += born + kOpens[b] <= today;
  const auto cell = [&](std::size_t b) { return static_cast<int>(b * 2 + p.sex); };
  ages_.add(cell(band), t, n);
  for (++band; band < kAgeBands && born + kOpens[band] < end; ++band)
    ages_.move(cell(band - 1), cell(band), tick_of_day(born + kOpens[band]), n);
}

}  // namespace yanglao::care
