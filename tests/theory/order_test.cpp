// Simultaneous events are settled by (tick, id), whatever the order in which they were listed.
#include <algorithm>
#include <random>

#include "models/network/model.hpp"
#include "sim/event_list.hpp"
#include "sim/runner.hpp"
#include "tests/catch.hpp"
#include "threads.hpp"

using namespace yanglao;

namespace {

using Key = std::pair<sim::Tick, std::uint32_t>;

std::vector<Key> handled(const std::vector<Key>& listed, int horizon) {
  sim::EventList list(horizon);
  for (const auto& [at, id] : listed) list.push(at, id);
  std::vector<Key> out;
  list.run(
      horizon, [&](sim::Event e) { out.emplace_back(e.at, e.id); }, [](std::uint32_t) {}, [](int) {});
  return out;
}

}  // namespace

TEST_CASE("Events at one tick are handled in order of id, however they were listed") {
  std::vector<Key> events;
  for (std::uint32_t id = 0; id < 300; ++id)
    for (const sim::Tick at : {5U, 6U, sim::tick_of_day(3) + 7, sim::tick_of_day(40)}) events.emplace_back(at, id);
  std::vector<Key> expected = events;
  std::sort(expected.begin(), expected.end());
  std::mt19937 shuffle(1);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(events.begin(), events.end(), shuffle);
    CHECK(handled(events, 50) == expected);
  }
}

TEST_CASE("Events in a crowded day, in an empty one and beyond the horizon") {
  std::mt19937 random(1);
  std::vector<Key> events;
  for (int i = 0; i < 200000; ++i) events.emplace_back(random() % sim::tick_of_day(12), random() % 1000);
  std::vector<Key> expected;
  for (const Key& e : events)
    if (e.first < sim::tick_of_day(10)) expected.push_back(e);
  std::sort(expected.begin(), expected.end());
  CHECK(handled(events, 10) == expected);
  CHECK(handled({}, 10).empty());
}

TEST_CASE("An event listed for the tick that is being handled comes after those of lower id and before later ones") {
  sim::EventList list(2);
  std::vector<std::uint32_t> order;
  list.push(10, 1);
  list.push(10, 5);
  list.push(11, 0);
  list.run(
      2,
      [&](sim::Event e) {
        order.push_back(e.id);
        if (e.id == 1) {
          list.push(10, 7);
          list.push(10, 3);
        }
      },
      [](std::uint32_t) {}, [](int) {});
  CHECK(order == std::vector<std::uint32_t>{1, 3, 5, 7, 0});
}

TEST_CASE("The last bed goes to the lower id when two people ask at the same tick") {
  const std::string text =
      "model = \"network\"\nstart = 2001-01-01\nend = 2001-02-01\nexits = [\"out\"]\n[class.first]\n[class.second]\n"
      "[stage.home]\nat_start = 1\nstays_at_start = \"fresh\"\nservice = { kind = \"deterministic\", days = 3 }\nnext "
      "= { bed = 1 }\n"
      "[stage.bed]\ncapacity = 1\nservice = { kind = \"deterministic\", days = 100 }\nnext = { out = 1 }\n";
  const auto plan = network::plan(scenario::Scenario::from_toml(text), {});
  const auto model = network::build(scenario::Scenario::from_toml(text), {});
  const sim::Dataset data = sim::run({model}, {});
  // Axes: month, class, stage; stages by name: bed, home. Classes take ids in order of name.
  const std::vector<double>& people = data.variable("people")->data;
  CHECK(people[0] > 0.9);
  CHECK(people[2] == 0);
}

TEST_CASE("The same bits for 1, 2, 3 and 8 threads, and it catches a generator a thread") {
  for (const char* name : {"w1", "w1b"}) {
    const auto small = scenario::Scenario::load(name).with({{"population", "20000"}, {"regions", "7"}});
    const auto model = network::build(small, {});
    theory::same_for_any_threads(model, "departures");
    CHECK_FALSE(theory::same_bits(std::make_shared<theory::GeneratorAThread>(model), 1, 2));
    CHECK_FALSE(theory::same_bits(std::make_shared<theory::GeneratorAThread>(model), 1, 8));
  }
}
