// Two stages that block each other until nothing moves: when that happens, against the Markov chain of their states
// (deadlock is its absorbing state), and wrong engines that do not see it or see it too soon.
#include <Eigen/Dense>
#include <map>
#include <tuple>
#include <unsupported/Eigen/MatrixFunctions>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

constexpr int regions = 300;
constexpr double to_a = 0.5, to_b = 0.6, rate_a = 1, rate_b = 0.5, go_on = 0.5;

// In each region one place at a and two at b, nobody waits but those who hold a place of the other stage. Half of those
// done at one go on to the other.
std::shared_ptr<const yanglao::network::Plan> circle() {
  const auto stage = [](const char* name, int places, double days, const char* other) {
    return "[stage." + std::string(name) + "]\ncapacity = " + std::to_string(places * regions) +
           "\nwaiting_room = 0\noverflow_to = \"out\"\nblocking = \"until_service\"\nservice = { kind = "
           "\"exponential\", mean_days = " +
           std::to_string(days) + " }\nnext = { " + other + " = 0.5, out = 0.5 }\n";
  };
  const auto arrival = [](const char* name, double rate) {
    return "[arrival." + std::string(name) + "]\nto = \"" + name + "\"\nrate_per_day = " +
           std::to_string(rate * regions) + "\n";
  };
  return plan("regions = 300\nexits = [\"out\"]\n[class.x]\n" + arrival("a", to_a) + arrival("b", to_b) +
                  stage("a", 1, 1 / rate_a, "b") + stage("b", 2, 1 / rate_b, "a"),
              120);
}

/// The place at a (free, busy, blocked), and how many at b are busy and blocked.
enum Place { empty, busy, blocked };
using State = std::tuple<int, int, int>;

/// Probability of the state in which a's place and both of b's are blocked, by day `t`.
double locked_by(double t) {
  std::map<State, Eigen::Index> index;
  for (int a = empty; a <= blocked; ++a)
    for (int k = 0; k <= 2; ++k)
      for (int j = 0; j + k <= 2; ++j)
        if (a != blocked || j + k == 2) index.emplace(State{a, k, j}, static_cast<Eigen::Index>(index.size()));
  const auto n = static_cast<Eigen::Index>(index.size());
  Eigen::MatrixXd q = Eigen::MatrixXd::Zero(n, n);
  for (const auto& [state, from] : index) {
    const auto& [a, k, j] = state;
    const auto flow = [&, at = from](State to, double rate) {
      q(at, index.at(to)) += rate;
      q(at, at) -= rate;
    };
    // Somebody leaves a: the first of those at b who wait for it takes the place.
    const State a_free = j > 0 ? State{busy, k, j - 1} : State{empty, k, j};
    if (a == empty) flow({busy, k, j}, to_a);
    if (k + j < 2) flow({a, k + 1, j}, to_b);
    if (a == busy) {
      flow(a_free, rate_a * (1 - go_on));
      const auto& [next_a, next_k, next_j] = a_free;
      flow(k + j < 2 ? State{next_a, next_k + 1, next_j} : State{blocked, k, j}, rate_a * go_on);
    }
    if (k == 0) continue;
    // One at b is done and leaves; who is blocked at a takes the place, and a's place is free for one who waits at b.
    flow(a == blocked ? a_free : State{a, k - 1, j}, k * rate_b * (1 - go_on));
    flow(a == empty ? State{busy, k - 1, j} : State{a, k - 1, j + 1}, k * rate_b * go_on);
  }
  return (q * t).exp()(index.at({empty, 0, 0}), index.at({blocked, 0, 2}));
}

std::vector<Claim> claims() {
  const auto share = [](std::size_t stage, int months) {
    return [=](const Outcome& o) {
      double sum = 0;
      for (int m = 0; m < months; ++m) sum += o.month(m, "deadlocks", stage);
      return sum / regions;
    };
  };
  return {{"regions dead by the end of January", share(0, 1), locked_by(31)},
          {"regions dead by the end of February", share(1, 2), locked_by(59)},
          {"regions dead by the end of April", share(0, 4), locked_by(120)}};
}

}  // namespace

TEST_CASE("Deadlocks come when the Markov chain says") { holds(*circle(), claims(), 0.1); }
TEST_CASE("Deadlocks catches an engine that is blind to them") {
  catches(*circle(), wrong::blind_to_deadlocks, claims());
}
TEST_CASE("Deadlocks catches an engine that takes a stage for dead with one place dead") {
  catches(*circle(), wrong::hasty_deadlocks, claims());
}
TEST_CASE("Deadlocks catches lost blocking") { catches(*circle(), wrong::no_blocking, claims()); }
