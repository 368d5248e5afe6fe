// People on state support come first in every line, unless the scenario says otherwise.
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
                               {"household.destitute_share", "0.2"}});
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
