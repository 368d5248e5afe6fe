// Geriatric beds: how many patients are sent on to them when their number changes, and what a stay there does to the wish
// for an institution.
#include "models/care/setup.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

constexpr std::size_t kGeriatric = pool_of(Place::geriatric), kNursing = pool_of(Place::nursing);

/// Doubled from February 2021 on.
const Settings kDoubled = {
    {"beds.geriatric.per_1000",
     R"({ shape = "step", points = [{ date = 2020-11-01, value = 5 }, { date = 2021-02-01, value = 10 }] })"}};

Settings with(Settings more, const std::string& key, const std::string& value) {
  more.push_back({key, value});
  return more;
}

/// Of the words of an even grid, how many make a person who leaves hospital ask for an institution.
int wishes(const Setup& x, Trigger trigger) {
  Person p;
  p.pension = employee, p.means = 63, p.function = severe, p.home = urban, p.living = alone;
  int n = 0;
  for (std::uint32_t k = 0; k < 1U << 16; ++k)
    n += x.choice.wish(p, 75, x.rules.at(0, 0).terms, 0, trigger, k << 16) == Wish::institution ? 1 : 0;
  return n;
}

}  // namespace

TEST_CASE("patients sent on to geriatric beds follow the beds of their county, as far as the lever says",
          "[care][geriatric]") {
  const auto setup = [](const Settings& settings) {
    return Setup(Scenario::load("jiangxi-2020").with(settings), sim::epoch_day(2021, 5, 1), 0.01);
  };
  const Setup half = setup(with(kDoubled, "hospital.rehabilitation.follow_beds_share", "0.5"));
  CHECK(half.rules.at(0, 2).rehabilitation == 1);
  CHECK(half.rules.at(0, 3).rehabilitation == Approx(1.5));
  CHECK(setup(with(kDoubled, "hospital.rehabilitation.follow_beds_share", "0")).rules.at(0, 3).rehabilitation == 1);
  // What is kept up for a growing population is no more for each of them.
  const Setup kept = setup({{"beds.keep_up", "true"}, {"beds.keep_up_from", "2020-11-01"}});
  CHECK(kept.facilities.kept_up(0, 5) > 1);
  CHECK(kept.rules.at(0, 5).rehabilitation == Approx(1).epsilon(1e-12));
  // Where there were none there is nothing to be in proportion to.
  const Setup none = setup({{"beds.geriatric.per_1000", "0"}, {"facility.county_geriatric.count", "0"}});
  CHECK(none.rules.at(0, 5).rehabilitation == 1);
}

TEST_CASE("twice the geriatric beds are used by twice the patients if these follow, by no more if they do not",
          "[care][geriatric]") {
  const auto admissions = [](const char* follow) {
    const sim::Dataset d =
        sim::run({model("jiangxi-2020", {0.2, sim::epoch_day(2021, 8, 1)},
                        with(kDoubled, "hospital.rehabilitation.follow_beds_share", follow))},
                 {.replications = 1, .seed = 4, .detail = "province"});
    const Cells in(d, "admissions");
    double sum = 0;
    for (std::size_t m = 3; m < 9; ++m) sum += in({0, 0, 0, 0, m, kGeriatric});
    return sum;
  };
  const double as_before = admissions("0"), followed = admissions("1");
  // About 3,000 and 6,000 with much in common: the ratio strays by less than 3%. No more than 1 in 10,000 beyond 12%.
  REQUIRE(as_before > 1500);
  CHECK(followed / as_before == Approx(2).epsilon(0.12));
}

TEST_CASE("after a geriatric stay institutions are wished for as much less often as the lever says",
          "[care][geriatric]") {
  const Setup x(Scenario::load("jiangxi-2020"), sim::epoch_day(2021, 1, 1), 0.01);
  const int other = wishes(x, Trigger::discharge), geriatric = wishes(x, Trigger::geriatric_discharge);
  REQUIRE(other > 1000);
  CHECK(geriatric == Approx(x.parameters.geriatric_institution * other).margin(1));
  CHECK(x.parameters.geriatric_institution < 1);
}

TEST_CASE("it is those who leave geriatric beds, and no others, who ask for institutions less often",
          "[care][geriatric]") {
  // Nursing beds are full, so who asks for one on leaving waits in the hospital bed. Who waited for one before is not
  // asked again: nobody's patience lasts so long.
  const auto blocked = [](const char* ratio, Place bed) {
    const sim::Dataset d = sim::run({model("jiangxi-2020", {0.1, sim::epoch_day(2021, 7, 1)},
                                           {{"hospital.geriatric_institution_ratio", ratio},
                                            {"beds.geriatric.per_1000", "10"},
                                            {"hospital.rehabilitation.severe_share", "0.5"},
                                            {"beds.nursing.share", "0.05"},
                                            {"initial.nursing_occupancy", "1"},
                                            {"wish.patience_days", "1"}})},
                                    {.replications = 1, .seed = 4, .detail = "province"});
    const Cells days(d, "blocked_days");
    double sum = 0;
    for (std::size_t m = 2; m < 8; ++m) sum += days({0, 0, 0, 0, m, static_cast<std::size_t>(pool_of(bed)), kNursing});
    return sum;
  };
  const double geriatric = blocked("1", Place::geriatric), acute = blocked("1", Place::acute);
  REQUIRE(geriatric > 500);
  REQUIRE(acute > 500);
  // Some hundred patients: with none left it would be 0, and the few who had waited before stay.
  CHECK(blocked("0", Place::geriatric) < 0.2 * geriatric);
  // Those of acute beds change by chance alone, as lines are shorter.
  CHECK(blocked("0", Place::acute) > 0.5 * acute);
}
