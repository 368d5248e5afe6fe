// The oldest of the census are in the tables of hazards too.
#include "models/care/setup.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

TEST_CASE("people of 101 to 109 die no less than half as often as those of 100", "[care][health][oldest]") {
  const Setup setup(scenario::Scenario::load("jiangxi-2020"), sim::epoch_day(2022, 1, 1), 1.0);
  const auto terminal = [&](int state, int age) {
    Person p;
    p.sex = static_cast<unsigned>(state) & 1u;
    p.home = static_cast<unsigned>(state >> 1) & 1u;
    p.function = static_cast<unsigned>(state >> 2) & 3u;
    p.dementia = static_cast<unsigned>(state >> 4) & 1u;
    p.birth = static_cast<std::uint16_t>(setup.origin - (age + 0.5) * sim::kDaysPerYear);
    return setup.hazards.row(p)[0].terminal;
  };
  for (int state = 0; state < 32; ++state)
    for (int age = 101; age <= kOldest; ++age) {
      INFO("age " << age << ", state " << state);
      CHECK(terminal(state, age) > 0.5f * terminal(state, 100));
    }
}
