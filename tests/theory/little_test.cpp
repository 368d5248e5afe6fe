// Little's law in every line, exactly: arrivals stop and everybody leaves, so the integral of the queue's length is the
// sum of all waits, to the last tick.
#include <cmath>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao::theory;

namespace {

// Every kind of line at once: patience, preemption, LIFO, a waiting room with blocking, capacity that changes.
std::shared_ptr<const yanglao::network::Plan> everything() {
  return plan(
      "exits = [\"done\", \"lost\"]\n[class.x]\n[class.y]\n"
      "[arrival.x]\nclass = \"x\"\nto = \"a\"\nrate_per_day = [{ date = 2001-01-01, value = 3 }, { date = 2001-10-01, "
      "value = 0 }]\n"
      "[arrival.y]\nclass = \"y\"\nto = \"b\"\nbatch_size = 2\nrate_per_day = [{ date = 2001-01-01, value = 1 }, { "
      "date = 2001-10-01, value = 0 }]\n"
      "[stage.a]\ncapacity = 3\nblocking = \"until_service\"\nservice = { kind = \"gamma\", mean_days = 0.9, cv = 1.3 "
      "}\nnext = { b = 0.5, c = 0.3, done = 0.2 }\n"
      "patience = { kind = \"weibull\", shape = 0.8, scale_days = 3 }\ngives_up_to = \"lost\"\n"
      "[stage.b]\ncapacity = [{ date = 2001-01-01, value = 4 }, { date = 2001-04-01, value = 2 }, { date = 2001-06-01, "
      "value = 5 }]\ndiscipline = \"preemptive\"\n"
      "when_cut = { policy = \"move\", to = \"c\" }\n"
      "service = { kind = \"lognormal\", mean_days = 1, cv = 1 }\nnext = { done = 1 }\n[stage.b.class.y]\npriority = "
      "1\n"
      "[stage.c]\ncapacity = 2\ndiscipline = \"lifo\"\nblocking = \"until_room\"\nservice = { kind = \"uniform\", "
      "low_days = 0.2, high_days = 1 }\nnext = { d = 1 }\n"
      "[stage.d]\ncapacity = 1\nwaiting_room = 2\noverflow_to = \"lost\"\nservice = { kind = \"exponential\", "
      "mean_days = 0.4 }\nnext = { done = 1 }\n",
      700);
}

/// Largest difference over stages and replications between people-days of queue and days waited.
double worst(Engine engine, double* queue_days) {
  std::vector<Measure> measures;
  for (std::size_t s = 0; s < 4; ++s) {
    measures.push_back([s](const Outcome& o) {
      return o.mean("queue", s) * 700 - o.sum("wait_days", s) - o.sum("left_wait_days", s);
    });
    measures.push_back([s](const Outcome& o) { return o.mean("queue", s) * 700; });
  }
  double out = 0;
  const auto values = simulate(*everything(), engine, 10, measures);
  for (std::size_t m = 0; m < values.size(); m += 2)
    for (std::size_t r = 0; r < values[m].size(); ++r) {
      out = std::max(out, std::abs(values[m][r]));
      queue_days[m / 2] += values[m + 1][r];
    }
  return out;
}

}  // namespace

TEST_CASE("Little's law holds exactly in every line once everybody has left") {
  double queue_days[4] = {0, 0, 0, 0};
  CHECK(worst(exact, queue_days) < 1e-6);
  for (const double days : queue_days) CHECK(days > 10);  // lines there were
}
TEST_CASE("Little's law catches a queue counted twice") {
  double queue_days[4] = {0, 0, 0, 0};
  CHECK(worst(wrong::double_queue, queue_days) > 1);
}
TEST_CASE("Everybody who came has left: arrivals equal departures") {
  const Measure balance = [](const Outcome& o) {
    double sum = 0;
    for (std::size_t c = 0; c < 2; ++c)
      sum += o.sum("arrivals", c) - o.sum("departures", c, 0) - o.sum("departures", c, 1);
    return sum;
  };
  const auto values = simulate(*everything(), exact, 10, {balance});
  for (const double each : values[0]) CHECK(each == 0);
}
