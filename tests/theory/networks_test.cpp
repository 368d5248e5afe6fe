// Networks in product form: open (Jackson 1957) and closed (Gordon and Newell 1967).
#include <Eigen/Dense>
#include <cmath>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

// Stages a, b, c (in order of name) with 1, 2 and 3 places and mean stays 0.2, 0.5 and 1 day; from outside 2 a day to
// a and 0.5 to b.
constexpr double stay[] = {0.2, 0.5, 1.0};
constexpr int places[] = {1, 2, 3};

std::shared_ptr<const yanglao::network::Plan> open() {
  return plan(
      "exits = [\"done\"]\n[class.x]\n[arrival.p]\nrate_per_day = 2\nto = \"a\"\n[arrival.q]\nrate_per_day = 0.5\nto = "
      "\"b\"\n"
      "[stage.a]\ncapacity = 1\nservice = { kind = \"exponential\", mean_days = 0.2 }\nnext = { b = 0.5, c = 0.4, done "
      "= 0.1 }\n"
      "[stage.b]\ncapacity = 2\nservice = { kind = \"exponential\", mean_days = 0.5 }\nnext = { a = 0.3, done = 0.7 }\n"
      "[stage.c]\ncapacity = 3\nservice = { kind = \"exponential\", mean_days = 1 }\nnext = { a = 0.2, c = 0.1, done = "
      "0.7 }\n",
      20000, 300);
}
std::vector<Claim> open_claims() {
  Eigen::Matrix3d route;
  route << 0, 0.5, 0.4, 0.3, 0, 0, 0.2, 0, 0.1;
  const Eigen::Vector3d from_outside(2, 0.5, 0);
  const Eigen::Vector3d flow = (Eigen::Matrix3d::Identity() - route.transpose()).partialPivLu().solve(from_outside);
  std::vector<Claim> out;
  for (int s = 0; s < 3; ++s) {
    const auto p =
        birth_death([&](int) { return flow(s); }, [s](int n) { return std::min(n, places[s]) / stay[s]; }, 600);
    double queue = 0;
    for (std::size_t n = 0; n < p.size(); ++n) queue += std::max(0.0, static_cast<double>(n) - places[s]) * p[n];
    const auto i = static_cast<std::size_t>(s);
    out.push_back({"occupied", [i](const Outcome& o) { return o.mean("occupied", i); }, flow(s) * stay[s]});
    out.push_back({"queue", [i](const Outcome& o) { return o.mean("queue", i); }, queue});
  }
  return out;
}

// Twelve people for ever going round the same stages: a to b or c, and back.
std::shared_ptr<const yanglao::network::Plan> closed() {
  return plan(
      "[class.x]\nstarts_at = \"a\"\n"
      "[stage.a]\ncapacity = 1\nservice = { kind = \"exponential\", mean_days = 0.2 }\nnext = { b = 0.6, c = 0.4 }\n"
      "[stage.b]\ncapacity = 2\nservice = { kind = \"exponential\", mean_days = 0.5 }\nnext = { a = 1 }\n"
      "[stage.c]\ncapacity = 3\nservice = { kind = \"exponential\", mean_days = 1 }\nnext = { a = 0.7, c = 0.3 }\n",
      10000, 200, 12);
}
std::vector<Claim> closed_claims() {
  // Visits for one to a; the weight of n people at a stage is the product of visits * stay / places busy.
  const double visits[] = {1, 0.6, 0.4 / 0.7};
  const auto weight = [&](int s, int n) {
    double w = 1;
    for (int k = 1; k <= n; ++k) w *= visits[s] * stay[s] / std::min(k, places[s]);
    return w;
  };
  double all = 0, at[3] = {0, 0, 0}, busy[3] = {0, 0, 0};
  for (int i = 0; i <= 12; ++i)
    for (int j = 0; i + j <= 12; ++j) {
      const int n[] = {i, j, 12 - i - j};
      const double w = weight(0, n[0]) * weight(1, n[1]) * weight(2, n[2]);
      all += w;
      for (int s = 0; s < 3; ++s) {
        at[s] += w * n[s];
        busy[s] += w * std::min(n[s], places[s]);
      }
    }
  std::vector<Claim> out;
  for (std::size_t s = 0; s < 3; ++s) {
    out.push_back({"occupied", [s](const Outcome& o) { return o.mean("occupied", s); }, busy[s] / all});
    out.push_back(
        {"people there", [s](const Outcome& o) { return o.mean("occupied", s) + o.mean("queue", s); }, at[s] / all});
  }
  return out;
}

// Two classes with ways of their own through the same FIFO stages (Baskett, Chandy, Muntz and Palacios 1975): a with
// one place and a mean stay of 0.2 days, b with two and 0.5. Of x 1.5 a day come to a, of y one.
std::shared_ptr<const yanglao::network::Plan> classes() {
  return plan(
      "exits = [\"done\"]\n[class.x]\n[class.y]\n[arrival.x]\nclass = \"x\"\nrate_per_day = 1.5\nto = \"a\"\n"
      "[arrival.y]\nclass = \"y\"\nrate_per_day = 1\nto = \"a\"\n"
      "[stage.a]\ncapacity = 1\nservice = { kind = \"exponential\", mean_days = 0.2 }\n"
      "[stage.a.class.x]\nnext = { b = 0.9, done = 0.1 }\n[stage.a.class.y]\nnext = { b = 0.2, done = 0.8 }\n"
      "[stage.b]\ncapacity = 2\nservice = { kind = \"exponential\", mean_days = 0.5 }\n"
      "[stage.b.class.x]\nnext = { done = 1 }\n[stage.b.class.y]\nnext = { a = 0.5, done = 0.5 }\n",
      10000, 200);
}
std::vector<Claim> classes_claims() {
  const double y_at_a = 1 / (1 - 0.2 * 0.5);
  const double at_a[] = {1.5, y_at_a}, at_b[] = {1.5 * 0.9, y_at_a * 0.2};
  std::vector<Claim> out;
  for (std::size_t c = 0; c < 2; ++c) {
    out.push_back({"at a", [c](const Outcome& o) { return o.mean("people", c, 0); }, at_a[c] * stay[0]});
    out.push_back({"at b", [c](const Outcome& o) { return o.mean("people", c, 1); }, at_b[c] * stay[1]});
  }
  const double all = at_a[0] + at_a[1];
  const auto p = birth_death([&](int) { return all; }, [](int) { return 1 / stay[0]; }, 600);
  double queue = 0;
  for (std::size_t n = 1; n < p.size(); ++n) queue += static_cast<double>(n - 1) * p[n];
  // Whoever waits for a is of a class as often as those who come.
  out.push_back({"y who wait for a", [](const Outcome& o) { return o.mean("waiting", 1, 0); }, queue * at_a[1] / all});
  return out;
}

}  // namespace

TEST_CASE("Classes with ways of their own: people of each class at each stage") {
  holds(*classes(), classes_claims(), 0.05);
}
TEST_CASE("Classes with ways of their own catches one way for all") {
  catches(*classes(), wrong::same_routes, classes_claims());
}
TEST_CASE("Open Jackson network: occupancy and queue of each stage") { holds(*open(), open_claims(), 0.1); }
TEST_CASE("Open Jackson network catches skewed routes") { catches(*open(), wrong::skewed_routes, open_claims()); }
TEST_CASE("Open Jackson network catches service 3% too long") { catches(*open(), wrong::slow_service, open_claims()); }
TEST_CASE("Closed Gordon-Newell network: people at each stage") { holds(*closed(), closed_claims(), 0.03); }
TEST_CASE("Closed Gordon-Newell network catches service 3% too long") {
  // Where everything takes longer alike, the numbers of people stay: it is the flow that shows it.
  std::vector<Claim> flow{
      {"admissions to a per day", [](const Outcome& o) { return o.sum("admissions", 0) / 10000; }, 0}};
  flow[0].theory = closed_claims()[0].theory / stay[0];
  holds(*closed(), flow, 0.01);
  catches(*closed(), wrong::slow_service, flow);
}
TEST_CASE("Closed Gordon-Newell network catches skewed routes") {
  catches(*closed(), wrong::skewed_routes, closed_claims());
}
TEST_CASE("Closed Gordon-Newell network catches a queue counted twice") {
  catches(*closed(), wrong::double_queue, closed_claims());
}
