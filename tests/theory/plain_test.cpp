// Networks without refusals run in a plain engine, which makes draws ahead of time and has every stage as a pool. The full
// engine, which does neither, must give the same bits: a wrong draw made ahead would still be as random as the right one, so
// that no comparison with theory need see it.
#include <algorithm>

#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

/// People at the start in service; stays of hours, so that many end on the day they begin; and lognormal ones.
std::string pathway(const std::string& hospital) {
  return R"(
exits = ["death"]
[class.person]
starts_at = "home"
share = 0.8
[class.guest]
starts_at = "spa"
share = 0.2
[stage.home]
rates_per_year = { hospital = 3, spa = 2, death = 0.04 }
[stage.spa]
service = { kind = "lognormal", mean_days = 20, cv = 0.7 }
next = { home = 1 }
[stage.hospital]
capacity = 40
service = { kind = "exponential", mean_days = 0.15 }
next = { home = 0.9, ward = 0.1 }
)" + hospital + R"(
[stage.ward]
capacity = 25
service = { kind = "exponential", mean_days = 30 }
next = { home = 0.95, death = 0.05 }
at_start = 10
)";
}

std::vector<Measure> everything() {
  std::vector<Measure> out;
  for (const char* field : {"people", "waiting"})
    for (std::size_t klass : {0U, 1U})
      for (std::size_t stage = 0; stage < 4; ++stage)
        out.push_back([=](const Outcome& o) { return o.sum(field, klass, stage); });
  for (std::size_t pool : {0U, 1U})
    for (const char* field : {"admissions", "wait_days"})
      out.push_back([=](const Outcome& o) { return o.sum(field, pool); });
  out.push_back([](const Outcome& o) { return o.sum("departures"); });
  return out;
}

}  // namespace

TEST_CASE("The plain engine gives the bits of the full one") {
  const auto simple = plan(pathway(""), 700, 0, 3000);
  const auto full = plan(pathway("waiting_room = 1000000\noverflow_to = \"home\"\n"), 700, 0, 3000);
  REQUIRE(simple->plain);
  REQUIRE_FALSE(full->plain);
  const auto one = simulate(*simple, exact, 3, everything());
  CHECK(one == simulate(*full, exact, 3, everything()));
  // Not of nothing: people die, and both classes wait for both kinds of place.
  CHECK(std::count_if(one.begin(), one.end(), [](const auto& each) { return each[0] > 0; }) > 12);
}
