// Hours of the time bank are earned where and when there is one, and no more of them than of the plan is taken.
#include "tests/care/moved.hpp"
#include "tests/care/support.hpp"

using namespace yanglao;
using namespace yanglao::care;

TEST_CASE("hours are earned where there is a time bank, from when it is there", "[care]") {
  // By month from November 2020 to December 2021 (January is cut off the sums); the plan of jiangxi-2025 begins on 2 September 2021.
  const auto earned = [](const char* scenario, const Settings& settings) {
    const sim::Dataset d = sim::run({model(scenario, {0.01, sim::epoch_day(2022, 2, 1)}, settings)},
                                    {.replications = 1, .seed = 1, .detail = "province"});
    const Quantity hours(d, "volunteer_hours[earned]");
    std::vector<double> out;
    for (std::size_t m = 0; m < 14; ++m) out.push_back(hours.of(0, m) - hours.of(0, m + 1));
    return out;
  };
  for (const double each : earned("jiangxi-2020", {})) CHECK(each == 0);
  for (const double each : earned("jiangxi-2025", {{"policy.step.j14", "0"}})) CHECK(each == 0);
  const std::vector<double> planned = earned("jiangxi-2025", {}), half = earned("jiangxi-2025", {{"policy.step.j14", "0.5"}});
  for (std::size_t m = 0; m < 14; ++m) {
    INFO("month " << m);
    CHECK((planned[m] > 0) == (m >= 11));  // from October 2021: a month has what holds when it begins
    CHECK(half[m] == Approx(planned[m] / 2));
  }
  // One that is there from the start was no step of anybody.
  const Settings always = {{"measure.time_bank.coverage", "0.1"}};
  const std::vector<double> on = earned("jiangxi-2020", always);
  CHECK(on[0] > 0);
  CHECK(earned("jiangxi-2020", {always[0], {"policy.step.j14", "0"}}) == on);
}
