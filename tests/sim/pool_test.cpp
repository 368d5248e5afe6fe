#include "sim/pool.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "sim/stream.hpp"
#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

Waiter waiter(std::uint32_t id, std::uint8_t priority) { return {id, id * 10, kNever, priority}; }

std::vector<std::uint32_t> call_all(Line& line) {
  std::vector<std::uint32_t> out;
  while (!line.empty()) out.push_back(line.leave(line.front().id).id);
  return out;
}

}  // namespace

TEST_CASE("a line calls the more urgent class first and, inside a class, who came first", "[pool]") {
  Line line;
  const std::uint8_t priorities[] = {2, 0, 3, 1, 0, 2, 1, 0};
  for (std::uint32_t id = 0; id < 8; ++id) line.join(waiter(id, priorities[id]));
  CHECK(line.size() == 8);
  CHECK(call_all(line) == std::vector<std::uint32_t>{1, 4, 7, 3, 6, 0, 5, 2});
}

TEST_CASE("leaving out of turn, first, last or between, leaves the others in order", "[pool]") {
  for (std::uint32_t gone = 0; gone < 5; ++gone) {
    Line line;
    for (std::uint32_t id = 0; id < 5; ++id) line.join(waiter(id, 1));
    const Waiter w = line.leave(gone);
    CHECK((w.id == gone && w.joined == gone * 10 && w.priority == 1));
    std::vector<std::uint32_t> rest;
    for (std::uint32_t id = 0; id < 5; ++id)
      if (id != gone) rest.push_back(id);
    CHECK(call_all(line) == rest);
  }
}

TEST_CASE("who leaves and joins again stands at the end", "[pool]") {
  Line line;
  for (std::uint32_t id = 0; id < 3; ++id) line.join(waiter(id, 0));
  line.leave(0);
  line.join({0, 500, 900, 0});
  CHECK((line.find(0).joined == 500 && line.find(0).deadline == 900));
  CHECK(call_all(line) == std::vector<std::uint32_t>{1, 2, 0});
  CHECK_THROWS(line.find(0));
}

TEST_CASE("people whose numbers collide are found, whoever of them has left", "[pool]") {
  // Numbers that the hash puts side by side or in one place, in a table that grows on the way.
  Line line;
  std::vector<std::uint32_t> ids;
  for (std::uint32_t i = 0; i < 400; ++i) ids.push_back(i % 2 ? i * 1640531535u : i << 23);
  for (const std::uint32_t id : ids) line.join({id, id / 2, kNever, 0});
  for (std::size_t gone = 0; gone < ids.size(); ++gone) {
    line.leave(ids[gone * 7 % ids.size()]);
    for (std::size_t k = 0; k < ids.size(); ++k) {
      const std::uint32_t id = ids[k * 7 % ids.size()];
      if (k > gone) REQUIRE(line.find(id).joined == id / 2);
      if (k == gone) REQUIRE_THROWS_AS(line.find(id), std::out_of_range);
    }
  }
  CHECK(line.empty());
  CHECK_THROWS_AS(line.leave(ids[0]), std::out_of_range);
}

TEST_CASE("random joins and leavings agree with a plain list", "[pool]") {
  const Stream stream({5, 0}, 0);
  Line line;
  std::vector<Waiter> plain;  // in order of joining
  const auto first = [&] {
    return std::min_element(plain.begin(), plain.end(),
                            [](const Waiter& a, const Waiter& b) { return a.priority < b.priority; });
  };
  std::uint32_t out_of_turn = 0;
  for (std::uint32_t step = 0; step < 20000; ++step) {
    const Draws d = stream.draw(step, 0);
    // Long phases of growth, then of decline to nothing, so that slots are used anew.
    if (plain.empty() || d[0] % 100 < (step / 2000 % 2 == 0 ? 60u : 40u)) {
      const Waiter w{step, step, kNever, static_cast<std::uint8_t>(d[1] % Line::kPriorities)};
      line.join(w);
      plain.push_back(w);
    } else {
      const auto who = d[2] % 2 ? first() : plain.begin() + static_cast<std::ptrdiff_t>(d[3] % plain.size());
      out_of_turn += who != first();
      CHECK(line.leave(who->id).joined == who->joined);
      plain.erase(who);
    }
    REQUIRE(line.size() == plain.size());
    if (!plain.empty()) REQUIRE(line.front().id == first()->id);
  }
  CHECK(out_of_turn > 1000);
}

TEST_CASE("a pool cut below those in it drains and is free again only below its capacity", "[pool]") {
  Pool pool;
  pool.set_capacity(3);
  for (int i = 0; i < 3; ++i) {
    CHECK(pool.free());
    pool.take();
  }
  CHECK(!pool.free());
  pool.set_capacity(1);
  CHECK((pool.occupied() == 3 && !pool.free()));
  pool.give_back();
  pool.give_back();
  CHECK(!pool.free());
  pool.give_back();
  CHECK((pool.free() && pool.occupied() == 0));
}
