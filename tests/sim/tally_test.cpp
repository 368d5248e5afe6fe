#include "sim/tally.hpp"

#include <algorithm>

#include "sim/stream.hpp"
#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

struct Change {
  int cell;
  Tick at;
  int n;
};

const Calendar& calendar() {
  static const Calendar c(epoch_day(2019, 12, 17), epoch_day(2020, 4, 11));  // two partial months, a leap February
  return c;
}

std::vector<Change> random_changes(std::uint32_t seed, int count) {
  const Stream stream({seed, 0}, 0);
  std::vector<Change> out;
  for (int i = 0; i < count; ++i) {
    const Draws d = stream.draw(static_cast<std::uint32_t>(i), 0);
    // A tenth lie beyond the horizon, and a tenth on the first tick of a month.
    Tick at = d[0] % (calendar().end() + calendar().end() / 10);
    if (d[3] % 10 == 0) at = tick_of_day(calendar().month_begin(static_cast<int>(d[0] % 5)));
    out.push_back({static_cast<int>(d[1] % 3), at, static_cast<int>(d[2] % 7) - 3});
  }
  return out;
}

/// Level of a cell at the end of `upto`, and its integral over [from, to), change by change.
std::int64_t integral(const std::vector<Change>& changes, int cell, Tick from, Tick to) {
  std::int64_t sum = 0;
  for (const Change& c : changes)
    if (c.cell == cell && c.at < to) sum += std::int64_t{c.n} * (to - std::max(from, c.at));
  return sum;
}

LevelTally told(const std::vector<Change>& changes) {
  LevelTally tally(calendar(), 3);
  for (const Change& c : changes) tally.add(c.cell, c.at, c.n);
  return tally;
}

}  // namespace

TEST_CASE("integrals and ends of levels are those of brute force", "[tally]") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const auto changes = random_changes(seed, 200);
    const LevelTally tally = told(changes);
    const auto integrals = tally.integrals(), ends = tally.ends();
    REQUIRE(integrals.size() == 15);
    for (int m = 0; m < 5; ++m)
      for (int cell = 0; cell < 3; ++cell) {
        const Tick from = tick_of_day(calendar().month_begin(m)), to = tick_of_day(calendar().month_end(m));
        const std::size_t i = static_cast<std::size_t>(m * 3 + cell);
        CHECK(integrals[i] == integral(changes, cell, from, to));
        CHECK(ends[i] == integral(changes, cell, to - 1, to));
      }
  }
}

TEST_CASE("levels told in any order give the same integrals", "[tally]") {
  auto changes = random_changes(99, 500);
  const auto forwards = told(changes).integrals();
  std::reverse(changes.begin(), changes.end());
  CHECK(told(changes).integrals() == forwards);
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) { return a.n < b.n; });
  CHECK(told(changes).integrals() == forwards);
}

TEST_CASE("a level kept up all the time integrates to the length of each month", "[tally]") {
  LevelTally tally(calendar(), 1);
  tally.add(0, 0, 5);
  const auto integrals = tally.integrals();
  const int days[] = {15, 31, 29, 31, 10};
  for (std::size_t m = 0; m < 5; ++m) CHECK(integrals[m] == 5 * std::int64_t{tick_of_day(days[m])});
}

TEST_CASE("a change on the first tick of a month belongs to that month", "[tally]") {
  LevelTally tally(calendar(), 1);
  tally.add(0, tick_of_day(15), 1);
  CHECK(tally.integrals()[0] == 0);
  CHECK(tally.ends()[0] == 0);
  CHECK(tally.integrals()[1] == tick_of_day(31));
  tally.add(0, tick_of_day(15) - 1, 1);
  CHECK(tally.integrals()[0] == 1);
}

TEST_CASE("sums fall into the month of their tick, and those beyond the horizon do not count", "[tally]") {
  SumTally tally(calendar(), 2);
  tally.add(1, 0, 4);
  tally.add(1, tick_of_day(15) - 1);
  tally.add(1, tick_of_day(15), -7);
  tally.add(0, calendar().end() - 1, 2);
  tally.add(0, calendar().end(), 100);
  tally.add(0, kNever, 100);
  CHECK(tally.sums() == std::vector<std::int64_t>{0, 5, 0, -7, 0, 0, 0, 0, 2, 0});
}

TEST_CASE("integrals hold millions of people over years without loss", "[tally]") {
  const Calendar long_run(epoch_day(2020, 11, 1), epoch_day(2036, 1, 1));
  LevelTally tally(long_run, 1);
  const int people = 10'000'000;
  tally.add(0, 1, people);
  std::int64_t sum = 0;
  for (const std::int64_t x : tally.integrals()) sum += x;
  CHECK(sum == std::int64_t{people} * (std::int64_t{long_run.end()} - 1));
}
