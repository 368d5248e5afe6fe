// Every distribution of service: M/G/1 (Pollaczek-Khinchine), M/G/infinity with arrivals that change by time, and the
// remaining life of stays found in progress.
#include <cmath>
#include <functional>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

/// As a scenario writes it, with the first two moments that its definition gives.
struct Kind {
  std::string text;
  double mean, square;
};

std::vector<Kind> kinds() {
  const double g = std::tgamma(1 + 1 / 0.7), h = std::tgamma(1 + 2 / 0.7);
  return {{"kind = \"exponential\", mean_days = 0.7", 0.7, 2 * 0.49},
          {"kind = \"lognormal\", mean_days = 0.7, cv = 1.2", 0.7, 0.49 * (1 + 1.44)},
          {"kind = \"gamma\", mean_days = 0.7, cv = 1.4", 0.7, 0.49 * (1 + 1.96)},
          {"kind = \"weibull\", shape = 0.7, scale_days = 0.5", 0.5 * g, 0.25 * h},
          {"kind = \"erlang\", mean_days = 0.7, stages = 4", 0.7, 0.49 * 1.25},
          // Phase 1 (rate 4) ends with probability 0.1, else phase 2 (rate 4): T1 + B T2.
          {"kind = \"phase_type\", start = [1, 0], rates_per_day = [[0, 3.6, 0.4], [0, 0, 4]]", 0.25 + 0.9 * 0.25,
           2.0 / 16 + 2 * 0.25 * 0.9 * 0.25 + 0.9 * 2 / 16},
          {"kind = \"deterministic\", days = 0.7", 0.7, 0.49},
          {"kind = \"uniform\", low_days = 0.2, high_days = 1.2", 0.7, (0.04 + 0.24 + 1.44) / 3},
          {"kind = \"empirical\", days = [0.1, 0.5, 2], weights = [3, 1, 1]", 0.56, (0.03 + 0.25 + 4) / 5}};
}

std::shared_ptr<const yanglao::network::Plan> queue(const Kind& k) {
  return plan(
      "exits = [\"done\"]\n[class.a]\n[arrival.a]\nrate_per_day = 1\nto = \"s\"\n[stage.s]\ncapacity = 1\n"
      "service = { " +
          k.text + " }\nnext = { done = 1 }\n",
      30000, 500);
}
std::vector<Claim> queue_claims(const Kind& k) {
  return {{k.text, [](const Outcome& o) { return o.sum("wait_days") / o.sum("admissions"); },
           k.square / (2 * (1 - k.mean))}};
}

// People found in service at the start of a run that outlasts them all: the days they still spend there.
std::shared_ptr<const yanglao::network::Plan> found(const Kind& k) {
  return plan("exits = [\"done\"]\n[class.a]\n[stage.s]\nat_start = 20000\nservice = { " + k.text +
                  " }\nnext = { done = 1 }\n",
              400);
}
std::vector<Claim> found_claims(const Kind& k) {
  return {{k.text, [](const Outcome& o) { return o.mean("people") * 400 / 20000; }, k.square / (2 * k.mean)}};
}

// Rate 50 + 5 t / 3 up to day 60, then falling to 0 at day 120; stays uniform on (10, 50) days. The mean number at t
// is the integral of rate(t - u) P(S > u) over u (Eick, Massey and Whitt 1993), starting from an empty stage.
double rate(double t) {
  if (t < 0 || t >= 120) return 0;
  return t < 60 ? 50 + 5 * t / 3 : 150 * (120 - t) / 60;
}
double mean_number(double t) {
  const auto stays = [](double u) { return u < 10 ? 1.0 : u > 50 ? 0.0 : (50 - u) / 40; };
  double sum = 0;
  constexpr double step = 0.01;
  for (double u = step / 2; u < 50; u += step) sum += rate(t - u) * stays(u) * step;
  return sum;
}
double mean_between(double from, double to) {
  double sum = 0;
  constexpr int steps = 200;
  for (int i = 0; i < steps; ++i) sum += mean_number(from + (to - from) * (i + 0.5) / steps) / steps;
  return sum;
}
std::shared_ptr<const yanglao::network::Plan> wave() {
  return plan(
      "exits = [\"done\"]\n[class.a]\n[arrival.a]\nto = \"s\"\nrate_per_day = { shape = \"linear\", points = ["
      "{ date = 2001-01-01, value = 50 }, { date = 2001-03-02, value = 150 }, { date = 2001-05-01, value = 0 }] }\n"
      "[stage.s]\nservice = { kind = \"uniform\", low_days = 10, high_days = 50 }\nnext = { done = 1 }\n",
      150);
}
std::vector<Claim> wave_claims() {
  std::vector<Claim> out;
  const double ends[] = {0, 31, 59, 90, 120};
  for (int m = 0; m < 4; ++m)
    out.push_back({"people in month " + std::to_string(m + 1), [m](const Outcome& o) { return o.month(m, "people"); },
                   mean_between(ends[m], ends[m + 1])});
  return out;
}

std::shared_ptr<const yanglao::network::Plan> batches() {
  return plan(
      "exits = [\"done\"]\n[class.a]\n[arrival.a]\nrate_per_day = 2\nbatch_probabilities = [0.5, 0, 0.5]\nto = \"s\"\n"
      "[stage.s]\nservice = { kind = \"gamma\", mean_days = 3, cv = 0.5 }\nnext = { done = 1 }\n",
      10000, 100);
}

}  // namespace

TEST_CASE("M/G/1: mean wait by Pollaczek-Khinchine, for every distribution") {
  for (const Kind& k : kinds()) holds(*queue(k), queue_claims(k), 0.09);
}
TEST_CASE("M/G/1 catches service that is exponential whatever was asked") {
  for (const Kind& k : kinds())
    if (k.text.find("exponential") == std::string::npos) catches(*queue(k), wrong::exponential_only, queue_claims(k));
}
TEST_CASE("M/G/1 catches service 3% too long") {
  catches(*queue(kinds()[6]), wrong::slow_service, queue_claims(kinds()[6]));
}
TEST_CASE("Stays found in progress are length-biased, for every distribution") {
  for (const Kind& k : kinds()) holds(*found(k), found_claims(k), 0.02);
}
TEST_CASE("Stays found in progress: the test catches stays that begin afresh, and any part of a stay") {
  for (const Kind& k : kinds()) {
    // What is left of an exponential stay is a whole one; of a fixed one, any part of it.
    if (k.text.find("exponential") != std::string::npos) continue;
    catches(*found(k), wrong::whole_stays, found_claims(k), 10);
    if (k.text.find("deterministic") != std::string::npos) continue;
    catches(*found(k), wrong::shortened_stays, found_claims(k), 10);
  }
}
TEST_CASE("M_t/G/infinity: mean number in each month") { holds(*wave(), wave_claims(), 0.02, 100); }
TEST_CASE("M_t/G/infinity catches service 3% too long") { catches(*wave(), wrong::slow_service, wave_claims(), 100); }
TEST_CASE("M_t/G/infinity catches arrivals in steps, and at the highest rate") {
  catches(*wave(), wrong::stepped_rates, wave_claims(), 100);
  catches(*wave(), wrong::highest_rate, wave_claims(), 100);
}
TEST_CASE("M_t/G/infinity catches arrivals 3% too few") { catches(*wave(), wrong::slow_arrivals, wave_claims(), 100); }
TEST_CASE("M/G/infinity with batches: mean number") {
  const std::vector<Claim> claims{{"people", [](const Outcome& o) { return o.mean("people"); }, 2 * 2 * 3.0}};
  holds(*batches(), claims, 0.01);
  catches(*batches(), wrong::slow_service, claims);
  catches(*batches(), wrong::single_arrivals, claims);
}
