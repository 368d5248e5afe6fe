// A run that ends inside a month: what is told of a person, or over person-time, is over the days that were simulated.
#include <algorithm>

#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

/// Nobody's days in hospital matter here: what measures and contracts cost in the last month, over what they would in a
/// year for those whom they reach.
struct Last {
  double days, contracts, reached, meals_cost, doctor_cost, volunteer_hours;
};

Last last_month(int until) {
  const sim::Dataset d = sim::run({model("jiangxi-2020", {0.01, until},
                                         {{"measure.village_meals.coverage", "1"}, {"measure.time_bank.coverage", "1"}})},
                                  {.replications = 1, .seed = 3, .detail = "province"});
  const std::size_t month = d.dimension("month")->size() - 1;
  const auto label = [&](const char* axis, const char* name) {
    const auto& labels = d.dimension(axis)->labels;
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), name) - labels.begin());
  };
  const auto cost = [&](const char* line) {
    double sum = 0;
    for (std::size_t payer = 0; payer < d.dimension("payer")->size(); ++payer)
      sum += Cells(d, "cost")({0, 0, 0, 0, month, payer, label("line", line)});
    return sum;
  };
  const Cells reached(d, "reached");
  return {d.variable("month_days")->data.at(month),
          reached({0, 0, 0, 0, month, label("measure", "family_doctor")}),
          reached({0, 0, 0, 0, month, label("measure", "village_meals")}),
          cost("village_meals"),
          cost("family_doctor"),
          Cells(d, "volunteer_hours")({0, 0, 0, 0, month, label("hours", "earned")})};
}

}  // namespace

TEST_CASE("in a month that is cut short measures and contracts cost what its days do", "[care][money]") {
  const Last part = last_month(sim::epoch_day(2021, 3, 11)), whole = last_month(sim::epoch_day(2021, 4, 1));
  CHECK(part.days == 10);
  CHECK(whole.days == 31);
  for (const Last& each : {part, whole}) {
    // 1,200 CNY a year each, and 130 a contract; 100 counties are rounded to the fen.
    CHECK(each.meals_cost == Approx(each.reached * 1200 * each.days / sim::kDaysPerYear).margin(0.5));
    CHECK(each.doctor_cost == Approx(each.contracts * 130 * each.days / sim::kDaysPerYear).margin(0.5));
  }
  // As many as ever: means are over the days that there were.
  CHECK(part.reached == Approx(whole.reached).epsilon(0.01));
  CHECK(part.volunteer_hours == Approx(whole.volunteer_hours * 10 / 31).epsilon(0.01));
}
