// Capacities and rates of arrival that change by time, along a line between dates: a loss system whose places and
// arrivals rise and fall (M_t/M/c_t/c_t), by its forward equations. A cut drains: who is in service stays.
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

std::vector<Claim> claims() {
  const Process process{60, [](double t, int day, int n) { return n < places(day) ? rate(t) : 0; },
                        [](double, int, int n) { return n / stay; }};
  const auto people = span_means(process, 0, month_ends, [](int, int n) { return double(n); });
  std::vector<Claim> out;
  double all = 0;
  for (std::size_t m = 0; m < month_ends.size(); ++m) {
    const int month = static_cast<int>(m);
    out.push_back({"occupied in month " + std::to_string(m + 1),
                   [month](const Outcome& o) { return o.month(month, "occupied"); }, people[m]});
    all += people[m] * (month_ends[m] - (m == 0 ? 0 : month_ends[m - 1])) / 120;
  }
  out.push_back({"occupied", [](const Outcome& o) { return o.mean("occupied"); }, all});
  out.push_back({"arrivals", [](const Outcome& o) { return o.sum("arrivals"); }, 8.0 * 90 + 10.0 * 30});
  return out;
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
