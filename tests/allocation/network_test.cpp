// Networks while time runs: no memory is taken, but for what outgrows the room it had at the start, by doubling.
#include <algorithm>
#include <cmath>
#include <string>

#include "count.hpp"
#include "models/network/model.hpp"
#include "models/network/plan.hpp"
#include "models/network/report.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/domain.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using scenario::Scenario;

namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

/// How often memory was taken between two days in all groups of regions, once their people are there.
long taken(const Scenario& scenario, int from = 0, int to = 1 << 15) {
  const auto model = network::build(scenario, {});
  long sum = 0;
  for (const auto& group : sim::groups_of(*model, 1)) {
    sim::Domain domain(*model, group, {3, 0});
    domain.advance(std::min(from, model->horizon_days()));
    sum += while_running([&] { domain.advance(std::min(to, model->horizon_days())); });
  }
  return sum;
}

/// How often the lines of all regions may double: each has room for as many as have places and never holds more than
/// there are people.
long doublings(const Scenario& scenario) {
  const auto plan = network::plan(scenario, {});
  double sum = 0;
  for (int r = 0; r < plan->regions; ++r)
    for (const std::size_t s : network::pools(*plan))
      sum += std::ceil(std::log2(static_cast<double>(plan->people(r)) / std::max(16, plan->capacity(s, r, 0))));
  return static_cast<long>(sum);
}

const Settings small{{"population", "40000"}, {"regions", "4"}};
const Settings mail{{"population", "40000"}, {"regions", "8"}, {"regions_per_group", "4"}};
// Enough for nobody to wait long.
const Settings roomy{{"stage.hospital.capacity_per_1000", "30"}, {"stage.institution.capacity_per_1000", "300"}};

/// Everything that a network can have, as many coming as leave: batches, patience, three disciplines, both ways of
/// blocking, capacities that change, people who travel.
const std::string full =
    "model = \"network\"\nstart = 2001-01-01\nend = 2011-01-01\nregions = 4\nregions_per_group = 2\n"
    "exits = [\"done\", \"lost\"]\n[class.x]\n[class.y]\n[elsewhere.b_there]\nto = \"b\"\nregion = \"next\"\n"
    "[arrival.x]\nclass = \"x\"\nto = \"a\"\nrate_per_day = 12\n"
    "[arrival.y]\nclass = \"y\"\nto = \"b\"\nbatch_size = 2\nrate_per_day = 4\n"
    "[stage.a]\ncapacity = 12\nblocking = \"until_service\"\n"
    "service = { kind = \"gamma\", mean_days = 0.9, cv = 1.3 }\n"
    "next = { b = 0.3, b_there = 0.2, c = 0.3, done = 0.2 }\n"
    "patience = { kind = \"weibull\", shape = 0.8, scale_days = 3 }\ngives_up_to = \"lost\"\n"
    "[stage.b]\ncapacity = [{ date = 2001-01-01, value = 24 }, { date = 2004-04-01, value = 16 }, "
    "{ date = 2006-06-01, value = 28 }]\ndiscipline = \"preemptive\"\nwhen_cut = { policy = \"move\", to = \"c\" }\n"
    "service = { kind = \"lognormal\", mean_days = 1, cv = 1 }\nnext = { done = 1 }\n"
    "patience = { kind = \"exponential\", mean_days = 20 }\ngives_up_to = \"lost\"\n[stage.b.class.y]\npriority = 1\n"
    "[stage.c]\ncapacity = 12\ndiscipline = \"lifo\"\nblocking = \"until_room\"\n"
    "service = { kind = \"uniform\", low_days = 0.2, high_days = 1 }\nnext = { d = 1 }\n"
    "[stage.d]\ncapacity = 8\nwaiting_room = 8\noverflow_to = \"lost\"\n"
    "service = { kind = \"phase_type\", start = [1, 0], rates_per_day = [[0, 3.6, 0.4], [0, 0, 4]] }\n"
    "next = { done = 1 }\n";

}  // namespace

TEST_CASE("w1b, w1 and w1b-mail take no memory while time runs where lines stay short", "[allocation][network]") {
  for (const char* name : {"w1b", "w1"}) CHECK(taken(Scenario::load(name).with(small).with(roomy)) == 0);
  CHECK(taken(Scenario::load("w1b-mail").with(mail).with(roomy)) == 0);
}

TEST_CASE("w1b, w1 and w1b-mail as they ship: only lines that outgrow their places take memory, by doubling",
          "[allocation][network]") {
  for (const auto& scenario : {Scenario::load("w1b").with(small), Scenario::load("w1").with(small),
                               Scenario::load("w1b-mail").with(mail)}) {
    const long times = taken(scenario);
    INFO(scenario.name() << ": " << times << " times, at most " << doublings(scenario));
    CHECK(times > 0);
    CHECK(times <= doublings(scenario));
  }
}

// The full engine with people who come and go begins empty. In each region people, what is kept beside them and free
// numbers are four lists, events are five, each of the four stages has a line and those blocked outside, b a line and
// those in service by priority: 21 lists. Some 30 people are there at once, so each doubles at most 4 times, from 16 to
// 256.
TEST_CASE("An open network with everything in it takes memory by doubling only", "[allocation][network]") {
  const auto scenario = Scenario::from_toml(full);
  constexpr int regions = 4, lists = 21;
  CHECK(taken(scenario) <= regions * lists * 4);
  // Once it is as large as it gets, hardly a list grows: the last five years together take less than one a list.
  const long late = taken(scenario, 1826);
  INFO(late << " in the last five years");
  CHECK(late <= regions * lists / 4);
}
