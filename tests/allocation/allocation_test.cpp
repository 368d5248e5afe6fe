// No memory is taken while time runs: the parts of the engine, and the care model. Every way to take some is counted,
// whoever calls it; that is why these tests are a program of their own.
#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include "models/care/care.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/domain.hpp"
#include "sim/event_list.hpp"
#include "sim/pool.hpp"
#include "sim/stream.hpp"
#include "count.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::sim;

namespace {

/// Joins and leavings at random, with up to `most` in line.
void come_and_go(Line& line, std::uint32_t most, std::uint32_t steps) {
  const Stream stream({7, 0}, 0);
  std::uint32_t first = 0, next = 0;
  for (std::uint32_t step = 0; step < steps; ++step) {
    const Draws d = stream.draw(step, 0);
    if (next == first || (next - first < most && d[0] % 2 == 0)) {
      line.join({next++ * 7919u, step, kNever, static_cast<std::uint8_t>(d[1] % Line::kPriorities)});
    } else {
      line.leave(first++ * 7919u);
    }
  }
}

/// How often memory was taken in a run of one group of counties that send each other mail, once its people are there.
long while_time_runs(const Model& model, std::size_t group) {
  Domain domain(model, groups_of(model, 1)[group], {3, 0});
  return while_running([&] { domain.advance(model.horizon_days()); });
}

}  // namespace

TEST_CASE("the count sees every way to take memory", "[allocation]") {
  CHECK(while_running([] { ::operator delete(::operator new(10)); }) == 1);
  CHECK(while_running([] { HugeVector<int>(100).front() = 1; }) == 1);
  HugeVector<int>(5000).front() = 1;  // the slab of this thread is there
  CHECK(while_running([] { HugeVector<int>(5000).front() = 1; }) == 1);
  void* volatile kept = nullptr;  // or the compiler leaves out what is freed unused
  CHECK(while_running([&] { kept = std::calloc(10, 10); }) == 1);
  CHECK(while_running([&] { kept = std::realloc(kept, 1000); }) == 1);
  std::free(kept);
}

TEST_CASE("a line takes no memory within what was reserved, and doubles beyond", "[allocation]") {
  Line reserved;
  reserved.reserve(1000);
  CHECK(while_running([&] { come_and_go(reserved, 1000, 200000); }) == 0);
  Line grows;
  // Slots from 1 to 1024 and entries from 16 to 2048, each by doubling; then never again.
  CHECK(while_running([&] { come_and_go(grows, 1000, 200000); }) <= 11 + 8);
  CHECK(grows.size() > 0);
  while (!grows.empty()) grows.leave(grows.front().id);
  CHECK(while_running([&] { come_and_go(grows, 500, 200000); }) == 0);
}

TEST_CASE("an event list takes no memory within what was reserved", "[allocation]") {
  constexpr std::uint32_t people = 1000;
  EventList list(1000);
  list.reserve(people, 400);
  const Stream stream({8, 0}, 0);
  std::uint32_t count = 0;
  const auto later = [&](Tick now, std::uint32_t id) {
    return after(now, 10 * exponential(stream.draw(id, 0, ++count)[0]));
  };
  for (std::uint32_t id = 0; id < people; ++id) list.push(later(0, id), id);
  const auto run = [&] {
    list.run(
        1000, [&](Event e) { list.push(later(e.at, e.id), e.id); }, [](std::uint32_t) {}, [](int) {});
  };
  CHECK(while_running(run) == 0);
  CHECK(count > 50 * people);
}

TEST_CASE("counties with beds, lines and mail take no memory while time runs", "[allocation][care]") {
  for (const char* scenario : {"jiangxi-2025", "jilin-2016"}) {
    const auto model = care::build(scenario::Scenario::load(scenario), {0.1, std::nullopt});
    const auto groups = groups_of(*model, 1);
    CHECK(groups[0].size() > 1);
    for (std::size_t group = 0; group < groups.size(); ++group) {
      INFO(scenario << ", group " << group << " of " << groups[group].size() << " counties");
      CHECK(while_time_runs(*model, group) == 0);
    }
  }
}

TEST_CASE("with hardly a bed, lines outgrow what was reserved for them by doubling only", "[allocation][care]") {
  const auto model = care::build(
      scenario::Scenario::load("jiangxi-2025").with({{"beds.institution.per_1000", "1"}, {"beds.acute.per_1000", "1"}, {"hospital.admission_patience_days", "60"}}),
      {0.1, std::nullopt});
  const auto counties = groups_of(*model, 1)[0].size();
  const long taken_now = while_time_runs(*model, 0);
  INFO(taken_now << " in " << counties << " counties");
  CHECK(taken_now > 0);
  CHECK(taken_now <= static_cast<long>(counties) * 7 * 2 * 6);  // 7 lines, slots and table, 2^6 times as long
}
