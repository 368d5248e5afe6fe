// The oldest of the census are in the tables of hazards too.
#include "models/care/setup.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

TEST_CASE("people of 101 to 109 die no less than half as often as those of 100", "[care][health][oldest]") {
  const Setup setup(scenario::Scenario::load("jiangxi-2020"), sim::epoch_day(2022, 1, 1), 1.0);
  const auto terminal = [&](unsigned body, int age) { return setup.hazards.row(person_of(setup, body, age))[0].terminal; };
  for (unsigned body = 0; body < kBodies; ++body)
    for (int age = 101; age <= kOldest; ++age) {
      INFO("age " << age << ", body " << body);
      CHECK(terminal(body, age) > 0.5f * terminal(body, 100));
    }
}
