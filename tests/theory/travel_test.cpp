// Regions that send each other people. A journey is a stage without limit and of fixed length, so networks of regions
// keep their product form (Baskett, Chandy, Muntz and Palacios 1975). Error rate and power: support.hpp.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

using Plan = std::shared_ptr<const network::Plan>;

// Three regions, each with 2, 1 and 3 places at a, b and c, and 2 people a day from outside to a. From a on to b here
// or in the next region; from b up to c of the seat; from c to a of the next region.
constexpr double stay[] = {0.5, 0.2, 1.2};
constexpr int places[] = {2, 1, 3};
constexpr double onward_days = 1, up_days = 2.5, round_days = 1.5;

Plan open() {
  return plan(
      "regions = 3\nregions_per_group = 3\nexits = [\"done\"]\n[class.x]\n[arrival.p]\nrate_per_day = 6\nto = \"a\"\n"
      "[elsewhere.onward]\nto = \"b\"\nregion = \"next\"\n"
      "[elsewhere.round]\nto = \"a\"\nregion = \"next\"\nnotice_days = 1.5\n"
      "[elsewhere.up]\nto = \"c\"\nregion = \"seat\"\nnotice_days = 2.5\n"
      "[stage.a]\ncapacity = 6\nservice = { kind = \"exponential\", mean_days = 0.5 }\n"
      "next = { b = 0.5, onward = 0.3, done = 0.2 }\n"
      "[stage.b]\ncapacity = 3\nservice = { kind = \"exponential\", mean_days = 0.2 }\n"
      "next = { a = 0.1, up = 0.3, done = 0.6 }\n"
      "[stage.c]\ncapacity = 9\nservice = { kind = \"exponential\", mean_days = 1.2 }\n"
      "next = { round = 0.1, done = 0.9 }\n",
      8000, 300);
}

/// People a day through each stage of each region, by the traffic equations.
Eigen::VectorXd flows() {
  Eigen::MatrixXd route = Eigen::MatrixXd::Zero(9, 9);
  Eigen::VectorXd from_outside = Eigen::VectorXd::Zero(9);
  for (int r = 0; r < 3; ++r) {
    const int here = 3 * r, next = 3 * ((r + 1) % 3);
    from_outside(here) = 2;
    route(here, here + 1) = 0.5;
    route(here, next + 1) = 0.3;
    route(here + 1, here) = 0.1;
    route(here + 1, 2) = 0.3;
    route(here + 2, next) = 0.1;
  }
  return (Eigen::MatrixXd::Identity(9, 9) - route.transpose()).partialPivLu().solve(from_outside);
}

std::vector<Claim> open_claims() {
  const Eigen::VectorXd flow = flows();
  std::vector<Claim> out;
  const auto in = [&out](std::size_t r, const std::string& field, std::size_t s, std::size_t column, double theory) {
    out.push_back({field + " of stage " + std::to_string(s) + " in region " + std::to_string(r),
                   [=](const Outcome& o) { return o.region(r).mean(field, s, column); }, theory});
  };
  for (std::size_t r = 0; r < 3; ++r)
    for (std::size_t s = 0; s < 3; ++s) {
      const double rate = flow(static_cast<Eigen::Index>(3 * r + s));
      if (rate <= 0) continue;  // c, but for the seat's
      const auto p =
          birth_death([&](int) { return rate; }, [s](int n) { return std::min(n, places[s]) / stay[s]; }, 600);
      double queue = 0;
      for (std::size_t n = 0; n < p.size(); ++n) queue += std::max(0.0, static_cast<double>(n) - places[s]) * p[n];
      in(r, "occupied", s, 0, rate * stay[s]);
      in(r, "queue", s, 0, queue);
    }
  // Everybody on the way, by the region they left; the seat's own go up without a journey.
  in(1, "travelling", 0, 1, 0.3 * flow(3) * onward_days);
  in(2, "travelling", 0, 2, 0.3 * flow(7) * up_days);
  in(0, "travelling", 0, 0, 0.1 * flow(2) * round_days);
  const auto came = [](std::size_t stage) {
    return [stage](const Outcome& o) { return o.sum("came_from_region", 0, stage) / 8000; };
  };
  out.push_back({"people a day who come to b", came(1), 0.3 * (flow(0) + flow(3) + flow(6))});
  out.push_back({"people a day who come to c", came(2), 0.3 * (flow(4) + flow(7))});
  return out;
}

// Sixteen people for ever in two regions with 1 and 2 places at a and b: from each to the other, here or next door.
Plan closed() {
  return plan(
      "regions = 2\nregions_per_group = 2\n[class.x]\nstarts_at = \"a\"\n"
      "[elsewhere.over]\nto = \"b\"\nregion = \"next\"\n"
      "[elsewhere.back]\nto = \"a\"\nregion = \"next\"\nnotice_days = 1.5\n"
      "[stage.a]\ncapacity = 2\nservice = { kind = \"exponential\", mean_days = 0.2 }\nnext = { b = 0.5, over = 0.5 }\n"
      "[stage.b]\ncapacity = 4\nservice = { kind = \"exponential\", mean_days = 0.5 }\nnext = { a = 0.6, back = 0.4 "
      "}\n",
      8000, 200, 16);
}

std::vector<Claim> closed_claims() {
  constexpr int people = 16;
  constexpr double way = 0.5 * 1 + 0.4 * 1.5, length[] = {0.2, 0.5};
  using Weights = std::vector<double>;
  const auto weights = [](double demand, int servers) {
    Weights w{1};
    for (int n = 1; n <= people; ++n) w.push_back(w.back() * demand / std::min(n, servers));
    return w;
  };
  const auto joined = [](const Weights& a, const Weights& b) {
    Weights out(people + 1);
    for (int n = 0; n <= people; ++n)
      for (int k = 0; k <= n; ++k)
        out[static_cast<std::size_t>(n)] += a[static_cast<std::size_t>(k)] * b[static_cast<std::size_t>(n - k)];
    return out;
  };
  // The journeys of both regions are one stage without limit.
  const Weights a = weights(length[0], 1), b = weights(length[1], 2), ways = weights(2 * way, people);
  const Weights all = joined(joined(joined(a, a), joined(b, b)), ways);
  const double flow = all[people - 1] / all[people];  // through a, in each region
  std::vector<Claim> out;
  for (std::size_t s = 0; s < 2; ++s)
    out.push_back({"occupied", [s](const Outcome& o) { return o.mean("occupied", s); }, 2 * flow * length[s]});
  out.push_back({"on the way to a", [](const Outcome& o) { return o.mean("travelling", 0, 0); }, 2 * flow * 0.4 * 1.5});
  out.push_back({"on the way to b", [](const Outcome& o) { return o.mean("travelling", 0, 1); }, 2 * flow * 0.5});
  const Weights others = joined(joined(a, joined(b, b)), ways);
  double queue = 0;
  for (std::size_t n = 2; n <= people; ++n)
    queue += static_cast<double>(n - 1) * a[n] * others[people - n] / all[people];
  out.push_back({"waiting at a", [](const Outcome& o) { return o.mean("queue", 0); }, 2 * queue});
  return out;
}

}  // namespace

TEST_CASE("Open network of three regions: occupancy, queues and journeys") { holds(*open(), open_claims(), 0.15); }
TEST_CASE("Open network of three regions catches one traveller in a hundred lost") {
  catches(*open(), wrong::lost_people, open_claims());
}
TEST_CASE("Open network of three regions catches skewed routes") {
  catches(*open(), wrong::skewed_routes, open_claims());
}
TEST_CASE("Closed network of two regions: occupancy, queues and journeys") { holds(*closed(), closed_claims(), 0.03); }
TEST_CASE("Closed network of two regions catches arrival a day late") {
  catches(*closed(), wrong::late_people, closed_claims());
}
TEST_CASE("Closed network of two regions catches one traveller in a hundred lost") {
  catches(*closed(), wrong::lost_people, closed_claims());
}
