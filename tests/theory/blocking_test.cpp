// Two stages with blocking after service, and what they cost, against the stationary distribution of the Markov chain
// of their states; a deadlock, found and reported.
#include <Eigen/Dense>
#include <array>
#include <map>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

constexpr double lambda = 1, rate_first = 1.25, rate_second = 1.4;
constexpr int before_first = 3;
constexpr int days = 25000;
// CNY a day of a place in use, of a person waiting and (a only) of a place blocked.
constexpr double place_a = 100, place_b = 70, waiting_a = 20, waiting_b = 9, blocked_a = 50;

/// People not yet served at the first stage (0 to 1 + before_first, the one in service counted), whether the first is
/// blocked, and how many are at the second (its waiting room holds `room`).
struct State {
  int first;
  bool blocked;
  int second;
  friend auto operator<=>(const State&, const State&) = default;
};

std::map<State, double> stationary(int room) {
  std::vector<std::array<double, 3>> flows;  // from, to, rate
  std::map<State, int> index;
  std::vector<State> states;
  for (int n = 0; n <= 1 + before_first; ++n)
    for (int m = 0; m <= 1 + room; ++m)
      for (const bool b : {false, true}) {
        // Blocked needs a full second stage; `n` then counts only those who wait behind.
        if (b && (m < 1 + room || n > before_first)) continue;
        index[{n, b, m}] = static_cast<int>(states.size());
        states.push_back({n, b, m});
      }
  const auto size = static_cast<Eigen::Index>(states.size());
  Eigen::MatrixXd q = Eigen::MatrixXd::Zero(size, size);
  const auto flow = [&](const State& from, const State& to, double rate) {
    q(index.at(from), index.at(to)) += rate;
    q(index.at(from), index.at(from)) -= rate;
  };
  for (const State& s : states) {
    if (s.first < (s.blocked ? before_first : 1 + before_first)) flow(s, {s.first + 1, s.blocked, s.second}, lambda);
    if (!s.blocked && s.first > 0) {
      if (s.second < 1 + room)
        flow(s, {s.first - 1, false, s.second + 1}, rate_first);
      else
        flow(s, {s.first - 1, true, s.second}, rate_first);
    }
    if (s.second > 0) flow(s, {s.first, false, s.blocked ? s.second : s.second - 1}, rate_second);
  }
  Eigen::MatrixXd a = q.transpose();
  a.row(0).setOnes();
  Eigen::VectorXd b = Eigen::VectorXd::Zero(size);
  b(0) = 1;
  const Eigen::VectorXd p = a.partialPivLu().solve(b);
  std::map<State, double> out;
  for (std::size_t i = 0; i < states.size(); ++i) out[states[i]] = p(static_cast<Eigen::Index>(i));
  return out;
}

std::shared_ptr<const yanglao::network::Plan> tandem(int room) {
  const std::string second = room == 0 ? "" : "waiting_room = " + std::to_string(room) + "\noverflow_to = \"lost\"\n";
  return plan(
      "exits = [\"done\", \"lost\"]\n[class.x]\n[arrival.x]\nrate_per_day = 1\nto = \"a\"\n"
      "[stage.a]\ncapacity = 1\nwaiting_room = 3\noverflow_to = \"lost\"\nblocking = \"" +
          std::string(room == 0 ? "until_service" : "until_room") +
          "\"\n"
          "service = { kind = \"exponential\", mean_days = 0.8 }\nnext = { b = 1 }\n"
          "cost_cny_per_day = 100\ncost_cny_per_waiting_day = 20\ncost_cny_per_blocked_day = 50\n"
          "[stage.b]\ncapacity = 1\ncost_cny_per_day = 70\ncost_cny_per_waiting_day = 9\n" +
          second + "service = { kind = \"exponential\", mean_days = 0.714285714285714 }\nnext = { done = 1 }\n",
      days, 200);
}
std::vector<Claim> claims(int room) {
  double blocked = 0, refused = 0, busy = 0, behind = 0;
  for (const auto& [s, p] : stationary(room)) {
    blocked += s.blocked * p;
    busy += (s.second > 0) * p;
    behind += std::max(0, s.second - 1) * p;
    if (s.first == (s.blocked ? before_first : 1 + before_first)) refused += p;
  }
  std::vector<Claim> out{
      {"share of time blocked", [](const Outcome& o) { return o.sum("blocked_days", 0, 1) / days; }, blocked},
      {"share turned away", [](const Outcome& o) { return o.sum("turned_away", 0) / o.sum("arrivals"); }, refused},
      {"second stage occupied", [](const Outcome& o) { return o.mean("occupied", 1); }, busy}};
  // Where there is no room, who is blocked waits in the second stage's line.
  if (room > 0) out.push_back({"queue of the second", [](const Outcome& o) { return o.mean("queue", 1); }, behind});
  return out;
}

/// CNY a day on each line. A blocked day is a day of the place as well, and where the person waits in the next stage's
/// line a waiting day there.
std::vector<Claim> costs(int room) {
  double busy_a = 0, blocked = 0, behind_a = 0, busy_b = 0, behind_b = 0;
  for (const auto& [s, p] : stationary(room)) {
    busy_a += (!s.blocked && s.first > 0) * p;
    blocked += s.blocked * p;
    behind_a += (s.blocked ? s.first : std::max(0, s.first - 1)) * p;
    busy_b += (s.second > 0) * p;
    behind_b += (std::max(0, s.second - 1) + (room == 0 && s.blocked)) * p;
  }
  const auto cost = [](std::size_t stage, std::size_t line) {
    return [=](const Outcome& o) { return o.sum("cost", stage, line) / days; };
  };
  return {{"places of a", cost(0, 0), place_a * (busy_a + blocked)},
          {"waiting for a", cost(0, 1), waiting_a * behind_a},
          {"blocked at a", cost(0, 2), blocked_a * blocked},
          {"places of b", cost(1, 0), place_b * busy_b},
          {"waiting for b", cost(1, 1), waiting_b * behind_b}};
}

}  // namespace

TEST_CASE("Costs of places, waiting and blocked days in tandem") {
  for (const int room : {0, 2}) holds(*tandem(room), costs(room), 0.08);
}
TEST_CASE("Costs in tandem catches blocked places that cost nothing of their own") {
  catches(*tandem(0), wrong::unpaid_when_blocked, costs(0), 20);
}
TEST_CASE("Costs in tandem catches waiting days that cost nothing") {
  catches(*tandem(2), wrong::unpaid_waiting, costs(2), 20);
}
TEST_CASE("Costs in tandem catches blocked days charged to the stage that was missing") {
  catches(*tandem(2), wrong::paid_by_the_cause, costs(2), 20);
}
TEST_CASE("Costs in tandem catches a queue counted twice") { catches(*tandem(0), wrong::double_queue, costs(0), 20); }

TEST_CASE("Tandem with blocking until service") { holds(*tandem(0), claims(0), 0.04); }
TEST_CASE("Tandem with blocking until service catches lost blocking") {
  catches(*tandem(0), wrong::no_blocking, claims(0));
}
TEST_CASE("Tandem with blocking until service catches service 3% too long") {
  catches(*tandem(0), wrong::slow_service, claims(0));
}
TEST_CASE("Tandem with blocking until there is room") { holds(*tandem(2), claims(2), 0.08); }
TEST_CASE("Tandem with blocking until there is room catches lost blocking") {
  catches(*tandem(2), wrong::no_blocking, claims(2));
}

TEST_CASE("A deadlock is found and reported, and is none where one can still move") {
  const auto circle = [](const char* way) {
    return plan(
        "exits = [\"done\"]\n[class.x]\n"
        "[stage.a]\ncapacity = 1\nat_start = 1\nstays_at_start = \"fresh\"\nblocking = \"until_service\"\n"
        "service = { kind = \"deterministic\", days = 1 }\nnext = { b = 1 }\n"
        "[stage.b]\ncapacity = 1\nat_start = 1\nstays_at_start = \"fresh\"\nblocking = \"until_service\"\n"
        "service = { kind = \"deterministic\", days = 2 }\nnext = { " +
            std::string(way) + " = 1 }\n",
        60);
  };
  const Measure a = [](const Outcome& o) { return o.sum("deadlocks", 0); };
  const Measure b = [](const Outcome& o) { return o.sum("deadlocks", 1); };
  const Measure gone = [](const Outcome& o) { return o.sum("departures", 0, 0); };
  const auto stuck = simulate(*circle("a"), exact, 1, {a, b, gone});
  CHECK(stuck == std::vector<std::vector<double>>{{1}, {1}, {0}});
  const auto moving = simulate(*circle("done"), exact, 1, {a, b, gone});
  CHECK(moving == std::vector<std::vector<double>>{{0}, {0}, {2}});
  for (const Engine engine : {wrong::no_blocking, wrong::blind_to_deadlocks})
    CHECK(simulate(*circle("a"), engine, 1, {a, b}) != std::vector<std::vector<double>>{{1}, {1}});
}
