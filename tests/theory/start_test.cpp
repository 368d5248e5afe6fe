// How a run begins: people found in service and in line, and a warm-up of which results say nothing. Against forward
// equations, the law of what is left of a stay, and the mean of M/M/infinity from empty.
#include <cmath>

#include "forward.hpp"
#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

// In each of 200 regions: three places, all taken, with a mean stay of 5 days; 20 people in line; 0.4 come a day.
constexpr int regions = 200;
std::shared_ptr<const yanglao::network::Plan> backlog() {
  return plan(
      "regions = 200\nexits = [\"done\"]\n[class.a]\n[arrival.a]\nto = \"s\"\nrate_per_day = 80\n[stage.s]\ncapacity = "
      "600\nat_start = 600\nwaiting_at_start = 4000\nservice = { kind = \"exponential\", mean_days = 5 }\n"
      "next = { done = 1 }\n",
      90);
}
std::vector<Claim> backlog_claims() {
  const Process process{160, [](double, int, int) { return 0.4; },
                        [](double, int, int n) { return std::min(n, 3) / 5.0; }};
  const auto queue = span_means(process, 23, {31, 59, 90}, [](int, int n) { return std::max(0, n - 3); });
  const auto busy = span_means(process, 23, {31, 59, 90}, [](int, int n) { return std::min(n, 3); });
  std::vector<Claim> out;
  for (int m = 0; m < 3; ++m) {
    const auto i = static_cast<std::size_t>(m);
    out.push_back({"queue in month " + std::to_string(m + 1),
                   [m](const Outcome& o) { return o.month(m, "queue") / regions; }, queue[i]});
    out.push_back({"occupied in month " + std::to_string(m + 1),
                   [m](const Outcome& o) { return o.month(m, "occupied") / regions; }, busy[i]});
  }
  return out;
}

// 5000 people found in stays that are lognormal with a mean of 60 days and cv 1: who is there after t days still.
constexpr double mean_stay = 60;
double left_after(double t) {
  if (t <= 0) return 1;
  const double variance = std::log(2.0), mu = std::log(mean_stay) - variance / 2, sigma = std::sqrt(variance);
  const auto above = [](double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); };
  // The integral of P(stay > x) beyond t over the mean: E[(stay - t)+] / mean.
  return above((std::log(t) - mu - variance) / sigma) - t / mean_stay * above((std::log(t) - mu) / sigma);
}
std::shared_ptr<const yanglao::network::Plan> found() {
  return plan(
      "exits = [\"done\"]\n[class.a]\n[stage.s]\nat_start = 5000\nservice = { kind = \"lognormal\", mean_days = 60, cv "
      "= 1 }\nnext = { done = 1 }\n",
      120);
}
std::vector<Claim> found_claims() {
  std::vector<Claim> out;
  const int ends[] = {0, 31, 59, 90, 120};
  for (int m = 0; m < 4; ++m) {
    double sum = 0;
    constexpr int steps = 1000;
    for (int i = 0; i < steps; ++i) sum += left_after(ends[m] + (ends[m + 1] - ends[m]) * (i + 0.5) / steps) / steps;
    out.push_back({"people in month " + std::to_string(m + 1), [m](const Outcome& o) { return o.month(m, "people"); },
                   5000 * sum});
  }
  return out;
}

// From empty, 200 a day with a mean stay of 30 days; 45 days of warm-up, then 60 that count. At day t there are 200 *
// 30 (1 - exp(-t / 30)) in the mean.
std::shared_ptr<const yanglao::network::Plan> warmed() {
  return plan(
      "exits = [\"done\"]\n[class.a]\n[arrival.a]\nto = \"s\"\nrate_per_day = 200\n[stage.s]\nservice = { kind = "
      "\"exponential\", mean_days = 30 }\nnext = { done = 1 }\n",
      60, 45);
}
std::vector<Claim> warmed_claims() {
  const auto mean_from = [](double from, double to) {
    return 6000 * (1 - 30 * (std::exp(-from / 30) - std::exp(-to / 30)) / (to - from));
  };
  // Day 45 is 15 February: the first month that results know has 14 days.
  return {{"people in the first month", [](const Outcome& o) { return o.month(0, "people"); }, mean_from(45, 59)},
          {"people", [](const Outcome& o) { return o.mean("people"); }, mean_from(45, 105)},
          {"arrivals", [](const Outcome& o) { return o.sum("arrivals"); }, 200.0 * 60},
          {"departures", [](const Outcome& o) { return o.sum("departures"); }, mean_from(45, 105) / 30 * 60}};
}

}  // namespace

TEST_CASE("People found in service and in line: queue and occupancy by month") {
  holds(*backlog(), backlog_claims(), 0.1);
}
TEST_CASE("People found in line catches a line that is not there") {
  catches(*backlog(), wrong::no_line_at_start, backlog_claims());
}
TEST_CASE("Stays found in progress end when their law says") { holds(*found(), found_claims(), 0.05); }
TEST_CASE("Stays found in progress catches stays that begin afresh") {
  catches(*found(), wrong::whole_stays, found_claims());
}
TEST_CASE("Stays found in progress catches stays of which any part is left") {
  catches(*found(), wrong::shortened_stays, found_claims());
}
TEST_CASE("Warm-up: what comes after it, and nothing of it") { holds(*warmed(), warmed_claims(), 0.03); }
TEST_CASE("Warm-up catches a run that begins where results begin") {
  catches(*warmed(), wrong::no_warm_up, warmed_claims());
}
TEST_CASE("Warm-up catches a warm-up that is counted") { catches(*warmed(), wrong::counted_warm_up, warmed_claims()); }
