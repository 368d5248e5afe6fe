// One place, two classes, Poisson arrivals: mean waits by class with priorities (Cobham 1954) and with preemption.
#include <Eigen/LU>
#include <algorithm>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

// Class a (urgent): 0.4 a day, mean service 0.5; class b: 0.5 a day, mean service 1; loads 0.2 and 0.5.
std::shared_ptr<const yanglao::network::Plan> station(const std::string& discipline) {
  return plan(
      "exits = [\"done\"]\n[class.a]\n[class.b]\n[arrival.a]\nclass = \"a\"\nrate_per_day = 0.4\nto = \"s\"\n"
      "[arrival.b]\nclass = \"b\"\nrate_per_day = 0.5\nto = \"s\"\n[stage.s]\ncapacity = 1\ndiscipline = \"" +
          discipline +
          "\"\nnext = { done = 1 }\n"
          "[stage.s.class.a]\npriority = 0\nservice = { kind = \"exponential\", mean_days = 0.5 }\n"
          "[stage.s.class.b]\npriority = 1\nservice = { kind = \"exponential\", mean_days = 1 }\n",
      30000, 300);
}

double waits(const Outcome& o, std::size_t klass) { return o.mean("waiting", klass, 0) / (klass == 0 ? 0.4 : 0.5); }

// Work met in service: half of sum of rate times second moment, 0.4 * 0.5 + 0.5 * 2.
constexpr double work = (0.4 * 2 * 0.25 + 0.5 * 2) / 2;

std::vector<Claim> claims(bool preemptive) {
  const double first = preemptive ? 0.4 * 2 * 0.25 / 2 / (1 - 0.2) : work / (1 - 0.2);
  // With preemption, waiting includes the time after being pushed out: sojourn less the service itself.
  const double sojourn = 1 / (1 - 0.2) + work / ((1 - 0.2) * (1 - 0.7));
  const double second = preemptive ? sojourn - 1 : work / ((1 - 0.2) * (1 - 0.7));
  return {{"wait of the urgent", [](const Outcome& o) { return waits(o, 0); }, first},
          {"wait of the others", [](const Outcome& o) { return waits(o, 1); }, second}};
}

// Stays that are not exponential, where to go on and to begin anew differ: lognormal for the urgent, fixed for the
// others, 0.4 a day of each; loads 0.2 and 0.4. Mean stays in the system with preemptive resume (Conway, Maxwell and
// Miller 1967): of the urgent as if they were alone; of the others E[S] / (1 - load of the urgent) + work met / ((1 -
// load of the urgent) (1 - load of all)).
std::shared_ptr<const yanglao::network::Plan> resumed() {
  return plan(
      "exits = [\"done\"]\n[class.a]\n[class.b]\n[arrival.a]\nclass = \"a\"\nrate_per_day = 0.4\nto = \"s\"\n"
      "[arrival.b]\nclass = \"b\"\nrate_per_day = 0.4\nto = \"s\"\n[stage.s]\ncapacity = 1\ndiscipline = "
      "\"preemptive\"\nnext = { done = 1 }\n"
      "[stage.s.class.a]\npriority = 0\nservice = { kind = \"lognormal\", mean_days = 0.5, cv = 1.5 }\n"
      "[stage.s.class.b]\npriority = 1\nservice = { kind = \"deterministic\", days = 1 }\n",
      30000, 300);
}
std::vector<Claim> resumed_claims() {
  const double square = 0.25 * (1 + 1.5 * 1.5);
  const double first = 0.4 * square / 2 / (1 - 0.2);
  const double second = 1 / (1 - 0.2) + (0.4 * square + 0.4 * 1) / 2 / ((1 - 0.2) * (1 - 0.6)) - 1;
  return {{"wait of the urgent", [](const Outcome& o) { return o.mean("waiting", 0, 0) / 0.4; }, first},
          {"wait of the others", [](const Outcome& o) { return o.mean("waiting", 1, 0) / 0.4; }, second}};
}

// The others of `station` lose patience, whether they have not been served yet or were pushed out: a Markov chain of
// (urgent, others), cut off where there are fewer than one in 10^9.
std::shared_ptr<const yanglao::network::Plan> impatient() {
  return plan(
      "exits = [\"done\", \"gone\"]\n[class.a]\n[class.b]\n[arrival.a]\nclass = \"a\"\nrate_per_day = 0.5\nto = \"s\"\n"
      "[arrival.b]\nclass = \"b\"\nrate_per_day = 0.6\nto = \"s\"\n[stage.s]\ncapacity = 1\ndiscipline = "
      "\"preemptive\"\nservice = { kind = \"exponential\", mean_days = 1 }\nnext = { done = 1 }\n"
      "[stage.s.class.a]\npriority = 0\n"
      "[stage.s.class.b]\npriority = 1\npatience = { kind = \"exponential\", mean_days = 2 }\ngives_up_to = \"gone\"\n",
      10000, 100);
}
double others_waiting() {
  constexpr int most_a = 40, most_b = 40, states = most_a * most_b;
  Eigen::MatrixXd balance = Eigen::MatrixXd::Zero(states, states);
  for (int a = 0; a < most_a; ++a)
    for (int b = 0; b < most_b; ++b) {
      const auto flow = [&](int to_a, int to_b, double rate) {
        if (to_a < 0 || to_b < 0 || to_a == most_a || to_b == most_b) return;
        balance(to_a * most_b + to_b, a * most_b + b) += rate;
        balance(a * most_b + b, a * most_b + b) -= rate;
      };
      flow(a + 1, b, 0.5);
      flow(a, b + 1, 0.6);
      if (a > 0) flow(a - 1, b, 1);
      const int waiting = a > 0 ? b : std::max(0, b - 1);
      flow(a, b - 1, (a == 0 && b > 0 ? 1.0 : 0.0) + 0.5 * waiting);
    }
  balance.row(0).setOnes();
  Eigen::VectorXd one = Eigen::VectorXd::Zero(states);
  one(0) = 1;
  const Eigen::VectorXd share = balance.partialPivLu().solve(one);
  double mean = 0;
  for (int a = 0; a < most_a; ++a)
    for (int b = 0; b < most_b; ++b) mean += share(a * most_b + b) * (a > 0 ? b : std::max(0, b - 1));
  return mean;
}
std::vector<Claim> impatient_claims() {
  return {{"others who wait", [](const Outcome& o) { return o.mean("waiting", 1, 0); }, others_waiting()}};
}

}  // namespace

TEST_CASE("Who is pushed out may give up like any who wait") { holds(*impatient(), impatient_claims(), 0.1); }
TEST_CASE("Who is pushed out may give up catches patience that nobody loses") {
  catches(*impatient(), wrong::endless_patience, impatient_claims());
}

TEST_CASE("Priorities without preemption: mean wait by class") { holds(*station("priority"), claims(false), 0.1); }
TEST_CASE("Priorities without preemption catches lost priorities") {
  catches(*station("priority"), wrong::no_priorities, claims(false));
}
TEST_CASE("Preemptive priorities: mean wait by class") { holds(*station("preemptive"), claims(true), 0.1); }
TEST_CASE("Preemptive priorities catches lost priorities") {
  catches(*station("preemptive"), wrong::no_priorities, claims(true));
}
TEST_CASE("Preemptive priorities catches stale events handled") {
  catches(*station("preemptive"), wrong::stale_events, claims(true));
}
TEST_CASE("Preemptive priorities catches service 3% too long") {
  catches(*station("preemptive"), wrong::slow_service, claims(true));
}
TEST_CASE("M/G/1 with preemption that resumes: mean wait by class") { holds(*resumed(), resumed_claims(), 0.1, 80); }
TEST_CASE("M/G/1 with preemption that resumes catches stays that begin anew") {
  catches(*resumed(), wrong::restart, resumed_claims());
}
