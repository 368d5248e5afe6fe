// People on state support: placed as those who have nobody, first in every line unless the scenario says otherwise.
#include <cmath>
#include <vector>

#include "models/care/money.hpp"
#include "sim/interval.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

// Their fees are paid by public budgets: with priority more of them get the few nursing beds, and more is paid. One in
// five is on state support here, nursing beds are few and people patient, so that the line decides. Eight pairs with the
// same random numbers; of Student's t with 7 degrees of freedom 5.408 is exceeded by chance in one of 2,000.
TEST_CASE("priority of people on state support can be switched off", "[care][affordability]") {
  constexpr std::size_t kPairs = 8;
  const auto base = scenario::Scenario::load("jiangxi-2020")
                        .with({{"beds.nursing.share", "0.1"},
                               {"wish.patience_days", "1000"},
                               {"household.destitute_rural_share", "0.2"},
                               {"household.destitute_urban_share", "0.2"}});
  const Options options{0.01, sim::epoch_day(2022, 11, 1)};
  const sim::Dataset d =
      sim::run({build(base.with({{"priority.state_support_first", "false"}}), options), build(base, options)},
               {.replications = kPairs, .seed = 38, .detail = "province"});
  const Cells cost(d, "cost");
  std::vector<double> more(kPairs, 0.0);
  for (std::size_t r = 0; r < kPairs; ++r)
    for (std::size_t m = 2; m < d.dimension("month")->size(); ++m)
      more[r] += cost({1, 0, r, 0, m, central, institution_fee}) - cost({0, 0, r, 0, m, central, institution_fee});
  const double mean = sim::mean(more);
  double squares = 0;
  for (const double x : more) squares += (x - mean) * (x - mean);
  CHECK(mean > 5.408 * std::sqrt(squares / (kPairs - 1) / kPairs));
}

TEST_CASE("people on state support have nobody at home who keeps them out of an institution", "[care][affordability]") {
  const auto s = scenario::Scenario::load("jiangxi-2020")
                     .with({{"wish.spouse_odds_ratio", "0.4"},
                            {"wish.family_odds_ratio", "0.25"},
                            {"wish.destitute_odds_ratio", "6"},
                            {"wish.rural_odds_ratio", "0.5"},
                            {"wish.institution.severe_share", "0.5"}});
  const Setup x(s, sim::epoch_day(2021, 1, 1), 0.01);
  const auto chance = [&](Pension pension, Living living) {
    Person p = person_of(x, body(0, rural, severe, 0), 70);
    p.pension = pension;
    p.living = living;
    p.means = 63;
    return x.choice.institution(p, 70, x.rules.at(0, 0).terms, 0);
  };
  // Odds of 1 alone in a town; the state pays the fee, and whoever has the most means can.
  CHECK(chance(destitute, alone) == Approx(3.0 / 4));
  CHECK(chance(destitute, with_spouse) == Approx(3.0 / 4));
  CHECK(chance(destitute, with_family) == Approx(3.0 / 4));
  CHECK(chance(employee, alone) == Approx(0.5 / 1.5));
  CHECK(chance(employee, with_spouse) == Approx(0.2 / 1.2));
}
