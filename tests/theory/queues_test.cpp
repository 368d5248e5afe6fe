// One stage with Poisson arrivals, against birth-death processes: Erlang B, C and A, M/M/c/K, and patience that is not
// exponential.
#include <algorithm>
#include <cmath>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

constexpr double lambda = 4;
constexpr int servers = 5;

/// Arrivals at 4 a day to five places with a mean stay of one day; `line` says the rest about the stage.
std::string station(const std::string& line, const std::string& service = "kind = \"exponential\", mean_days = 1") {
  return "exits = [\"done\", \"lost\"]\n[class.a]\n[arrival.a]\nrate_per_day = 4\nto = \"s\"\n"
         "[stage.s]\ncapacity = 5\nservice = { " +
         service + " }\nnext = { done = 1 }\n" + line;
}

double serving(int n) { return std::min(n, servers); }
double mean_queue(const std::vector<double>& p) {
  double sum = 0;
  for (std::size_t n = servers; n < p.size(); ++n) sum += static_cast<double>(n - servers) * p[n];
  return sum;
}
double per_arrival(const Outcome& o, const char* what) { return o.sum(what) / o.sum("arrivals"); }

// Loss: Erlang's formula holds for every distribution of service with the same mean.
std::shared_ptr<const yanglao::network::Plan> loss() {
  return plan(station("waiting_room = 0\noverflow_to = \"lost\"\n", "kind = \"lognormal\", mean_days = 1, cv = 1.5"),
              20000, 100);
}
std::vector<Claim> loss_claims() {
  const auto p = birth_death([](int) { return lambda; }, [](int n) { return double(n); }, servers);
  return {{"share turned away", [](const Outcome& o) { return per_arrival(o, "turned_away"); }, p[servers]},
          {"occupied", [](const Outcome& o) { return o.mean("occupied"); }, lambda * (1 - p[servers])}};
}

std::shared_ptr<const yanglao::network::Plan> delay() { return plan(station(""), 25000, 200); }
std::vector<Claim> delay_claims() {
  const auto p = birth_death([](int) { return lambda; }, serving, 400);
  return {{"queue", [](const Outcome& o) { return o.mean("queue"); }, mean_queue(p)},
          {"wait", [](const Outcome& o) { return o.sum("wait_days") / o.sum("admissions"); }, mean_queue(p) / lambda},
          {"occupied", [](const Outcome& o) { return o.mean("occupied"); }, lambda}};
}

std::shared_ptr<const yanglao::network::Plan> abandonment() {
  return plan(station("patience = { kind = \"exponential\", mean_days = 0.5 }\ngives_up_to = \"lost\"\n"), 20000, 100);
}
std::vector<Claim> abandonment_claims() {
  const auto p =
      birth_death([](int) { return lambda; }, [](int n) { return serving(n) + 2.0 * std::max(0, n - servers); }, 200);
  return {{"queue", [](const Outcome& o) { return o.mean("queue"); }, mean_queue(p)},
          {"share who give up", [](const Outcome& o) { return per_arrival(o, "left_waiting"); },
           2 * mean_queue(p) / lambda}};
}

std::shared_ptr<const yanglao::network::Plan> finite_room() {
  return plan(station("waiting_room = 3\noverflow_to = \"lost\"\n"), 20000, 100);
}
std::vector<Claim> finite_room_claims() {
  const auto p = birth_death([](int) { return lambda; }, serving, servers + 3);
  return {{"share turned away", [](const Outcome& o) { return per_arrival(o, "turned_away"); }, p.back()},
          {"queue", [](const Outcome& o) { return o.mean("queue"); }, mean_queue(p)}};
}

std::shared_ptr<const yanglao::network::Plan> balking() {
  return plan(station("balking = [{ queue = 1, probability = 0.3 }, { queue = 4, probability = 0.8 }]\n"
                      "overflow_to = \"lost\"\n"),
              20000, 100);
}
std::vector<Claim> balking_claims() {
  const auto joins = [](int n) { return n < servers + 1 ? 1.0 : n < servers + 4 ? 0.7 : 0.2; };
  const auto p = birth_death([&](int n) { return lambda * joins(n); }, serving, 300);
  double away = 0;
  for (int n = 0; n <= 300; ++n) away += p[static_cast<std::size_t>(n)] * (1 - joins(n));
  return {{"share who balk", [](const Outcome& o) { return per_arrival(o, "turned_away"); }, away},
          {"queue", [](const Outcome& o) { return o.mean("queue"); }, mean_queue(p)}};
}

// One place, patience of exactly one day. The wait that an arrival would have has density lambda p0 exp(-(mu - lambda)
// x) up to the patience; beyond it nobody joins who stays, so it falls as exp(-mu x).
constexpr double mu = 5, limit = 1;
std::shared_ptr<const yanglao::network::Plan> fixed_patience() {
  return plan(
      "exits = [\"done\", \"lost\"]\n[class.a]\n[arrival.a]\nrate_per_day = 4\nto = \"s\"\n[stage.s]\n"
      "capacity = 1\nservice = { kind = \"exponential\", mean_days = 0.2 }\nnext = { done = 1 }\n"
      "patience = { kind = \"deterministic\", days = 1 }\ngives_up_to = \"lost\"\n",
      25000, 100);
}
std::vector<Claim> fixed_patience_claims() {
  const double end = std::exp(-(mu - lambda) * limit);
  const double p0 = 1 / (1 + lambda * (1 - end) / (mu - lambda) + lambda * end / mu);
  return {
      {"share who give up", [](const Outcome& o) { return per_arrival(o, "left_waiting"); }, p0 * lambda * end / mu}};
}

}  // namespace

TEST_CASE("Erlang B: share turned away, with lognormal service") { holds(*loss(), loss_claims(), 0.03); }
TEST_CASE("Erlang B catches service 3% too long") { catches(*loss(), wrong::slow_service, loss_claims()); }
TEST_CASE("Erlang B catches arrivals 3% too few") { catches(*loss(), wrong::slow_arrivals, loss_claims()); }
TEST_CASE("Erlang C: queue, wait and occupancy") { holds(*delay(), delay_claims(), 0.06); }
TEST_CASE("Erlang C catches service 3% too long") { catches(*delay(), wrong::slow_service, delay_claims()); }
TEST_CASE("Erlang C catches a queue counted twice") { catches(*delay(), wrong::double_queue, delay_claims()); }
TEST_CASE("Erlang A: queue and share who give up") { holds(*abandonment(), abandonment_claims(), 0.04); }
TEST_CASE("Erlang A catches patience 10% too long") {
  catches(*abandonment(), wrong::long_patience, abandonment_claims());
}
TEST_CASE("Erlang A catches lost patience") { catches(*abandonment(), wrong::endless_patience, abandonment_claims()); }
TEST_CASE("Erlang A catches stale events handled") {
  catches(*abandonment(), wrong::stale_events, abandonment_claims());
}
TEST_CASE("M/M/c/K: share turned away and queue") { holds(*finite_room(), finite_room_claims(), 0.04); }
TEST_CASE("M/M/c/K catches a waiting room without limit") {
  catches(*finite_room(), wrong::no_room, finite_room_claims());
}
TEST_CASE("M/M/c with balking: share who balk and queue") { holds(*balking(), balking_claims(), 0.05); }
TEST_CASE("M/M/c with balking catches service 3% too long") {
  catches(*balking(), wrong::slow_service, balking_claims());
}
TEST_CASE("M/M/c with balking catches lost balking") { catches(*balking(), wrong::no_balking, balking_claims()); }
TEST_CASE("M/M/1+D: share who give up") { holds(*fixed_patience(), fixed_patience_claims(), 0.04); }
TEST_CASE("M/M/1+D catches FIFO served as LIFO") {
  catches(*fixed_patience(), wrong::last_first, fixed_patience_claims());
}
