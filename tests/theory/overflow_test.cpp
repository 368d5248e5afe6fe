// Where people go who find no place, and who is served first: Erlang's formula over two stages in a row, and the last
// come first served with a patience of one day.
#include <cmath>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

// 4 a day to three places; who finds none goes to three others, where stays are alike. Who finds none there is lost.
// Places are taken in a fixed order, so b's loss is that of all six, and a's that of three (Erlang B).
std::shared_ptr<const yanglao::network::Plan> in_a_row() {
  const auto stage = [](const char* name, const char* overflow) {
    return "[stage." + std::string(name) + "]\ncapacity = 3\nwaiting_room = 0\noverflow_to = \"" + overflow +
           "\"\nservice = { kind = \"exponential\", mean_days = 1 }\nnext = { done = 1 }\n";
  };
  return plan("exits = [\"done\", \"lost\"]\n[class.x]\n[arrival.x]\nrate_per_day = 4\nto = \"a\"\n" +
                  stage("a", "b") + stage("b", "lost"),
              10000, 100);
}
double lost(int places) {
  double b = 1;
  for (int n = 1; n <= places; ++n) b = 4 * b / (n + 4 * b);
  return b;
}
std::vector<Claim> in_a_row_claims() {
  const auto share = [](const Outcome& o, double people) { return people / o.sum("arrivals"); };
  return {{"share that a turns away", [=](const Outcome& o) { return share(o, o.sum("turned_away", 0)); }, lost(3)},
          {"share that is lost", [=](const Outcome& o) { return share(o, o.sum("departures", 0, 1)); }, lost(6)},
          {"occupied at b", [](const Outcome& o) { return o.mean("occupied", 1); }, 4 * (lost(3) - lost(6))}};
}

// One place, 4 come a day and 5 can be served; who has waited for a day leaves. Last come, first served: who finds the
// place taken is served after a busy period of those who come later, none of whom can lose patience before. So share =
// load (1 - share) P(busy period > 1 day), with the density of M/M/1 busy periods exp(-9 t) I_1(2 t sqrt(20)) / (t
// sqrt(4 / 5)) (Takacs 1962).
std::shared_ptr<const yanglao::network::Plan> last_first() {
  return plan(
      "exits = [\"done\", \"lost\"]\n[class.a]\n[arrival.a]\nrate_per_day = 4\nto = \"s\"\n[stage.s]\ncapacity = 1\n"
      "discipline = \"lifo\"\nservice = { kind = \"exponential\", mean_days = 0.2 }\nnext = { done = 1 }\n"
      "patience = { kind = \"deterministic\", days = 1 }\ngives_up_to = \"lost\"\n",
      25000, 100);
}
std::vector<Claim> last_first_claims() {
  double shorter = 0;
  constexpr int steps = 10000;
  for (int i = 0; i < steps; ++i) {
    const double t = (i + 0.5) / steps;
    shorter += std::exp(-9 * t) * std::cyl_bessel_i(1, 2 * t * std::sqrt(20.0)) / (t * std::sqrt(0.8)) / steps;
  }
  const double longer = 0.8 * (1 - shorter);
  return {{"share who give up", [](const Outcome& o) { return o.sum("left_waiting") / o.sum("arrivals"); },
           longer / (1 + longer)}};
}

}  // namespace

TEST_CASE("Overflow: shares turned away and lost, and occupancy of the second stage") {
  holds(*in_a_row(), in_a_row_claims(), 0.05);
}
TEST_CASE("Overflow catches people who leave instead") {
  catches(*in_a_row(), wrong::no_overflow, in_a_row_claims());
}
TEST_CASE("Overflow catches a waiting room without limit") { catches(*in_a_row(), wrong::no_room, in_a_row_claims()); }
TEST_CASE("M/M/1+D, last come first served: share who give up") { holds(*last_first(), last_first_claims(), 0.04); }
TEST_CASE("M/M/1+D, last come first served, catches LIFO served as FIFO") {
  catches(*last_first(), wrong::last_first, last_first_claims());
}
