// What a scenario is told that it switches on and can show nothing by.
#include "models/care/advice.hpp"

#include <algorithm>

#include "models/care/policy.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

bool told(const Scenario& s, const std::string& words) {
  const auto all = advice(s);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& each) { return each.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("needs name levers that exist", "[care][advice]") {
  const Scenario s = Scenario::load("jiangxi-2020");
  for (const Need& need : needs()) {
    INFO(need.lever << " with " << need.with);
    REQUIRE(s.schema().find(need.lever) != nullptr);
    CHECK(s.schema().find(need.lever)->type == scenario::Type::schedule);
    REQUIRE(s.schema().find(need.with) != nullptr);
  }
}

TEST_CASE("a measure switched on with neutral effects is told, and no longer once one is set", "[care][advice]") {
  CHECK(advice(Scenario::load("jiangxi-2020")).empty());
  CHECK(advice(Scenario::load("jilin-2016")).empty());
  const Scenario s = Scenario::load("jiangxi-2025");
  CHECK(told(s, "L14: family_doctor.coverage rises from 0.7 to 0.78"));
  CHECK_FALSE(told(s.with({{"family_doctor.admission_ratio", "1.02"}}), "family_doctor.coverage"));
  CHECK_FALSE(told(s.with({{"policy.step.all", "0"}}), "rises"));
  // Meals work through unmet need alone: without an effect of that they work through nothing.
  CHECK_FALSE(told(s, "village_meals.coverage rises"));
  CHECK(told(s.with({{"unmet.decline_ratio", "1"}, {"unmet.admission_ratio", "1"}}), "village_meals.coverage rises"));
  CHECK(told(s.with({{"channel.places_gain", "0"}}), "channel.share rises"));
  CHECK(told(s.with({{"policy.step.j7", "2"}}), "1392 places"));
}
