// One place, two classes, Poisson arrivals: mean waits by class with priorities (Cobham 1954) and with preemption.
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

}  // namespace

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
