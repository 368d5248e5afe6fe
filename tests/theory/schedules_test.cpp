// Capacities and rates of arrival that change by time, in steps and along a line between dates: loss systems whose
// places and arrivals rise and fall (M_t/M/c_t/c_t), by their forward equations. A cut drains: who is in service stays.
#include <cmath>

#include "forward.hpp"
#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

const std::vector<int> month_ends{31, 59, 90, 120};
constexpr double stay = 3;

/// From 4 to 40 on day 60 and back on day 120; at midnight, to the nearest whole place.
int places(int day) { return static_cast<int>(std::lround(day <= 60 ? 4 + 0.6 * day : 40 - 0.6 * (day - 60))); }
/// From 4 a day to 12 on day 90 and down to 8 on day 120.
double rate(double t) { return t <= 90 ? 4 + 8 * t / 90 : 12 - 4 * (t - 90) / 30; }

std::shared_ptr<const yanglao::network::Plan> wave() {
  return plan(
      "exits = [\"done\", \"lost\"]\n[class.a]\n[arrival.a]\nto = \"s\"\nrate_per_day = { shape = \"linear\", points = "
      "[{ date = 2001-01-01, value = 4 }, { date = 2001-04-01, value = 12 }, { date = 2001-05-01, value = 8 }] }\n"
      "[stage.s]\ncapacity = { shape = \"linear\", points = [{ date = 2001-01-01, value = 4 }, { date = 2001-03-02, "
      "value = 40 }, { date = 2001-05-01, value = 4 }] }\nwaiting_room = 0\noverflow_to = \"lost\"\n"
      "service = { kind = \"exponential\", mean_days = 3 }\nnext = { done = 1 }\n",
      120);
}

/// Mean number in service in each month in so many regions, from empty; the functions are of one.
std::vector<Claim> by_month(int (*capacity)(int day), double (*arrivals)(double t), int regions = 1) {
  const Process process{60, [=](double t, int day, int n) { return n < capacity(day) ? arrivals(t) : 0; },
                        [](double, int, int n) { return n / stay; }};
  const auto people = span_means(process, 0, month_ends, [](int, int n) { return double(n); });
  std::vector<Claim> out;
  for (int m = 0; m < 4; ++m)
    out.push_back({"occupied in month " + std::to_string(m + 1),
                   [m](const Outcome& o) { return o.month(m, "occupied"); },
                   regions * people[static_cast<std::size_t>(m)]});
  return out;
}
std::vector<Claim> claims() {
  std::vector<Claim> out = by_month(places, rate);
  double all = 0;
  for (std::size_t m = 0; m < out.size(); ++m)
    all += out[m].theory * (month_ends[m] - (m == 0 ? 0 : month_ends[m - 1])) / 120;
  out.push_back({"occupied", [](const Outcome& o) { return o.mean("occupied"); }, all});
  out.push_back({"arrivals", [](const Outcome& o) { return o.sum("arrivals"); }, 8.0 * 90 + 10.0 * 30});
  return out;
}

// The same in steps, in each of four regions: 6 places, 30 from day 31 and 5 from day 90; 4 come a day, 12 from day 60.
std::shared_ptr<const yanglao::network::Plan> steps() {
  return plan(
      "regions = 4\nexits = [\"done\", \"lost\"]\n[class.a]\n[arrival.a]\nto = \"s\"\nrate_per_day = [{ date = "
      "2001-01-01, value = 16 }, { date = 2001-03-02, value = 48 }]\n[stage.s]\ncapacity = [{ date = 2001-01-01, value "
      "= 24 }, { date = 2001-02-01, value = 120 }, { date = 2001-04-01, value = 20 }]\nwaiting_room = 0\n"
      "overflow_to = \"lost\"\nservice = { kind = \"exponential\", mean_days = 3 }\nnext = { done = 1 }\n",
      120);
}
std::vector<Claim> steps_claims() {
  return by_month([](int day) { return day < 31 ? 6 : day < 90 ? 30 : 5; },
                  [](double t) { return t < 60 ? 4.0 : 12.0; }, 4);
}

}  // namespace

TEST_CASE("Places and arrivals along a line: occupancy by month") { holds(*wave(), claims(), 0.06, 120); }
TEST_CASE("Places along a line catches places in steps") { catches(*wave(), wrong::stepped_capacity, claims()); }
TEST_CASE("Arrivals along a line catches arrivals in steps") { catches(*wave(), wrong::stepped_rates, claims()); }
TEST_CASE("Arrivals along a line catches arrivals at the highest rate") {
  catches(*wave(), wrong::highest_rate, claims());
}
TEST_CASE("A cut that drains catches places that are forgotten when they are closed") {
  catches(*wave(), wrong::forgotten_places, claims());
}
TEST_CASE("Places and arrivals in steps: occupancy by month") { holds(*steps(), steps_claims(), 0.06, 120); }
TEST_CASE("Places in steps catches places that never change") {
  catches(*steps(), wrong::frozen_capacity, steps_claims());
}
TEST_CASE("Arrivals in steps catches arrivals at the highest rate") {
  catches(*steps(), wrong::highest_rate, steps_claims());
}
