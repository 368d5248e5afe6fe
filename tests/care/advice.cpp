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
  // Of neither is an effect known, so none is taken. Meals work through unmet need alone: without an effect of that they
  // work through nothing.
  CHECK(told(s, "village_meals.coverage rises"));
  const Scenario meals = s.with({{"measure.village_meals.unmet_ratio", "0.9"}});
  CHECK_FALSE(told(meals, "village_meals.coverage rises"));
  CHECK(told(meals.with({{"unmet.decline_ratio", "1"}, {"unmet.admission_ratio", "1"}}), "village_meals.coverage rises"));
  CHECK(told(s, "channel.share rises"));
  CHECK_FALSE(told(s.with({{"channel.places_gain", "0.02"}}), "channel.share rises"));
  CHECK(told(s.with({{"policy.step.j7", "2"}}), "1392 places"));
}

TEST_CASE("a lever that nothing works through is told, and no longer once something does", "[care][advice]") {
  const Scenario s = Scenario::load("jiangxi-2020");
  for (const Condition& each : conditions()) {
    INFO(each.lever << " with " << each.with);
    REQUIRE(s.schema().find(each.lever) != nullptr);
    REQUIRE(s.schema().find(each.with) != nullptr);
  }
  const auto idle = [](const std::string& lever) { return lever + " is set, but changes nothing while "; };
  const Scenario voucher = s.with({{"subsidy.voucher_cny_per_month", "300"}});
  CHECK(told(voucher, "J10: " + idle("subsidy.voucher_cny_per_month") + "subsidy.voucher_share is 0."));
  CHECK_FALSE(told(voucher.with({{"subsidy.voucher_share", "0.5"}}), idle("subsidy.voucher_cny_per_month")));
  // At one place alone is somewhere.
  CHECK_FALSE(told(voucher.with({{"subsidy.voucher_share@Ganzhou", "0.5"}}), idle("subsidy.voucher_cny_per_month")));
  CHECK(told(s.with({{"measure.time_bank.public_share", "0.5"}}), idle("measure.time_bank.public_share")));
  const Scenario active = s.with({{"family_doctor.active_share", "0.9"}});
  CHECK(told(active, idle("family_doctor.active_share") +
                         "family_doctor.admission_ratio is 1 and family_doctor.decline_ratio is 1."));
  CHECK_FALSE(told(active.with({{"family_doctor.decline_ratio", "0.9"}}), idle("family_doctor.active_share")));
}

TEST_CASE("what is constant and without effect is told too, and places of which no number is set", "[care][advice]") {
  const Scenario s = Scenario::load("jiangxi-2020");
  const Scenario free = s.with({{"subsidy.voucher_share", "0.5"}, {"subsidy.voucher_cny_per_month", "0"}});
  CHECK(told(free, "J10: subsidy.voucher_share is 0.5 from the start"));
  CHECK_FALSE(told(free.with({{"subsidy.voucher_cny_per_month", "1"}}), "subsidy.voucher_share is 0.5"));
  const Scenario named = s.with({{"facility.dementia_unit.one_in", "\"township\""}});
  CHECK(told(named, "J4: facility.dementia_unit.one_in is \"township\", but facility.dementia_unit.places is 0"));
  CHECK_FALSE(told(named.with({{"facility.dementia_unit.places", "100"}}), "places is 0"));
}

TEST_CASE("a rate of which a figure is known and that is set to unknown is told, also at one place", "[care][advice]") {
  const Scenario s = Scenario::load("jiangxi-2020");
  const auto words = [](const std::string& key) { return key + " is set to unknown: whatever is paid at it counts as 0."; };
  CHECK(told(s.with({{"cost.hospital_cny_per_day", "unknown"}}), words("cost.hospital_cny_per_day")));
  CHECK(told(s.with({{"subsidy.operating.severe_cny_per_month@Ganzhou", "unknown"}}),
             "J9: " + words("subsidy.operating.severe_cny_per_month@Ganzhou")));
  CHECK_FALSE(told(s.with({{"subsidy.channel_cny_per_bed_year", "unknown"}}), "unknown"));  // as by default
}

TEST_CASE("staff that no bed lacks is told, and no longer where beds lack it", "[care][advice]") {
  const Scenario s = Scenario::load("jiangxi-2025");
  const std::string nurses = "J16: workforce.nurses_per_1000 rises, but adds no bed";
  const std::string technology = "J20: measure.technology.coverage rises, but workforce.technology_gain adds no bed";
  // 22 beds per 1000 of which six in ten take a nurse for 20 each: 0.7 nurses per 1000, and there are 1.6. Carers: 9 beds
  // of 12 each and 13 of 4 each take 4 per 1000, and there are 8.
  CHECK(told(s, nurses));
  const Scenario robots = s.with({{"workforce.technology_gain", "0.1"}});
  CHECK(told(robots, technology));
  const auto from = [&](const char* before) {
    return std::string("[{date = 2020-11-01, value = ") + before + "}, {date = 2025-12-01, value = 2}]";
  };
  CHECK_FALSE(told(s.with({{"workforce.nurses_per_1000", from("0.3")}}), nurses));
  CHECK_FALSE(told(robots.with({{"workforce.carers_per_1000", "2"}}), technology));
  CHECK_FALSE(told(s.with({{"policy.step.all", "0"}}), "adds no bed"));
}

TEST_CASE("private capital that finds no profit anywhere is told, and only then", "[care][advice]") {
  const Scenario s = Scenario::load("jiangxi-2025");
  CHECK_FALSE(told(s.with({{"private.response_per_year@Ganzhou", "0.5"}}), "makes no profit"));
  const Scenario dear = s.with({{"private.cost_cny_per_month", "4000"}});
  CHECK(told(dear.with({{"private.response_per_year", "0.3"}}), "makes no profit"));
  CHECK(told(dear.with({{"private.response_per_year@Ganzhou", "0.3"}}), "makes no profit"));
  // Where the place's own price makes one, beds are built there.
  CHECK_FALSE(told(dear.with({{"private.response_per_year", "0.3"}, {"private.cost_cny_per_month@Ganzhou", "2900"}}),
                   "makes no profit"));
}

TEST_CASE("a lever that is set at a place alone and changes nothing is told", "[care][advice]") {
  const Scenario s = Scenario::load("jiangxi-2020");
  for (const char* key : {"private.cost_cny_per_month", "private.cost_cny_per_month@Ganzhou"})
    CHECK(told(s.with({{key, "2000"}}), "private.cost_cny_per_month is set, but changes nothing while"));
}
