// Rates by date and place: which prices hold in a county and month, who can pay them, and how fast private capital builds.
#include <numeric>

#include "models/care/beds.hpp"
#include "models/care/setup.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

constexpr const char* kStep =
    "{ shape = \"step\", points = [{date = 2020-11-01, value = 3200}, {date = 2021-03-01, value = 960}] }";

struct World {
  explicit World(const Settings& settings, int until = sim::epoch_day(2022, 1, 1))
      : s(Scenario::load("jiangxi-2020").with(settings)), setup(s, until, 0.01) {}
  /// The first county of a prefecture.
  [[nodiscard]] int in(const std::string& prefecture) const {
    for (std::size_t c = 0; c < s.places().size(); ++c)
      if (s.places()[c].prefecture == prefecture) return static_cast<int>(c);
    return -1;
  }
  Scenario s;
  Setup setup;
};

}  // namespace

TEST_CASE("a rate is that of the month and the place", "[care][prices]") {
  const World w(Settings{{"subsidy.operating.severe_cny_per_month",
                  "{ shape = \"step\", points = [{date = 2020-11-01, value = 150}, {date = 2021-03-01, value = 300}] }"},
                 {"subsidy.operating.severe_cny_per_month@Ganzhou", "500"},
                 {"cost.construction_cny_per_bed", "[{date = 2020-11-01, value = 100000}, {date = 2021-11-01, value = 200000}]"},
                 {"measure.village_meals.cny_per_year@Ganzhou", "900"}});
  const auto subsidy = [&](const char* prefecture, int month) {
    return w.setup.prices.at(w.in(prefecture), month).subsidy_month[severe];
  };
  // Months from November 2020 on.
  CHECK(subsidy("Nanchang", 3) == 150);
  CHECK(subsidy("Nanchang", 4) == 300);
  CHECK(subsidy("Nanchang", 13) == 300);
  CHECK(subsidy("Ganzhou", 0) == 500);
  CHECK(subsidy("Ganzhou", 13) == 500);
  constexpr std::size_t kMeals = 2;
  REQUIRE(std::string(kMeasureKinds[kMeals].name) == "village_meals");
  CHECK(w.setup.prices.at(w.in("Ganzhou"), 0).measures[kMeals].cny_per_year == 900);
  CHECK(w.setup.prices.at(w.in("Nanchang"), 0).measures[kMeals].cny_per_year == 1200);
  // In line over the year: 181 of 365 days by May 2021.
  CHECK(w.setup.prices.at(0, 6).work[build_institution].cny == Approx(100000 + 100000 * 181 / 365.0));
  CHECK(w.setup.prices.at(0, 13).work[opening(dementia_unit)].cny == Approx(200000));
  // Each list once: 13 months of rising costs at two places.
  CHECK(w.setup.prices.all().size() == 2 * 13);
  CHECK(World(Settings{}).setup.prices.all().size() == 1);
}

TEST_CASE("what insurances pay may be set at a place", "[care][prices]") {
  const World w(Settings{{"insurance.long_term_care.fee_share@Ganzhou", "0.7"},
                         {"insurance.long_term_care.home_cny_per_month@Ganzhou", "600"},
                         {"insurance.institution_medical_share@Ganzhou", "0.3"},
                         {"insurance.resident_share@Ganzhou", "0.65"}});
  const Prices& there = w.setup.prices.at(w.in("Ganzhou"), 0);
  const Prices& elsewhere = w.setup.prices.at(w.in("Nanchang"), 0);
  CHECK(there.care_insurance_home == 600);
  CHECK(elsewhere.care_insurance_home == 450);
  CHECK(there.insured[resident] == 0.65);
  CHECK(elsewhere.insured[resident] == 0.55);
  // Of a fee of 3,200 an insured resident pays 30% there and 62.5% elsewhere; where the place is designated, less 0.3 x 0.65
  // and 0.15 x 0.55 of it.
  const unsigned insured = 1U << care_insured, both = insured | 1U << designated;
  CHECK(there.to_pay(resident, severe, insured) == Approx(960));
  CHECK(elsewhere.to_pay(resident, severe, insured) == Approx(2000));
  CHECK(there.to_pay(resident, severe, both) == Approx(3200 * (1 - 0.195) * 0.3));
  CHECK(elsewhere.to_pay(resident, severe, both) == Approx(3200 * (1 - 0.0825) * 0.625));
}

TEST_CASE("no step of a policy scales a rate", "[care][prices]") {
  const World w(Settings{{"institution.fee.severe_cny_per_month", kStep}, {"policy.step.all", "0"}});
  CHECK(w.setup.prices.at(0, 13).fee_month[severe] == 960);
}

TEST_CASE("who can pay is asked at the fee of the day and the place", "[care][prices]") {
  const World w(Settings{{"institution.fee.severe_cny_per_month@Ganzhou", kStep}});
  Person p;
  p.pension = resident, p.function = severe, p.home = urban, p.living = alone, p.means = 30;
  // 3,200 is beyond the 30th of 64 quantiles (the 53rd pays it), 960 within (the 18th does).
  const auto chance = [&](const char* prefecture, int month) {
    return w.setup.choice.institution(p, 75, w.setup.rules.at(w.in(prefecture), month).terms, 0);
  };
  CHECK(chance("Ganzhou", 3) == 0);
  CHECK(chance("Ganzhou", 4) > 0);
  CHECK(chance("Nanchang", 4) == 0);
}

TEST_CASE("a subsidy raised at one place is paid there, from that month on", "[care][prices][money]") {
  const Scenario base = Scenario::load("jiangxi-2020");
  const Scenario raised = base.with({{"subsidy.operating.severe_cny_per_month@Ganzhou",
      "{ shape = \"step\", points = [{date = 2020-11-01, value = 150}, {date = 2021-03-01, value = 300}] }"}});
  const Options options{0.02, sim::epoch_day(2021, 6, 1)};
  const sim::Dataset d = sim::run({build(base, options), build(raised, options)},
                                  {.replications = 1, .seed = 4, .detail = "prefecture"});
  const Cells cost(d, "cost"), revenue(d, "revenue");
  const auto& prefectures = d.dimension("region")->labels;
  int more = 0;
  for (std::size_t c = 0; c < prefectures.size(); ++c)
    for (std::size_t m = 0; m < d.dimension("month")->size(); ++m) {
      const double before = revenue({0, 0, 0, c, m, operating_subsidy}), after = revenue({1, 0, 0, c, m, operating_subsidy});
      const bool here = prefectures[c] == "Ganzhou" && m >= 4;
      CHECK((after > before) == here);
      more += after > before;
      double paid = 0;
      for (std::size_t k = 0; k < kPayers; ++k) paid += cost({1, 0, 0, c, m, k, operating_subsidy});
      CHECK(std::llround(paid * 100) == std::llround(after * 100));
    }
  CHECK(more == 3);
}

TEST_CASE("private capital answers the margin of the day with the beds that it is told to", "[care][prices]") {
  const int start = sim::epoch_day(2020, 11, 1), year = sim::epoch_day(2021, 11, 1);
  const auto supply = [](const Settings& settings) { return PrivateSupply(Scenario::load("jiangxi-2020").with(settings), 0); };
  const double years = 365 / sim::kDaysPerYear;
  // 3,200 and 150 over 2,900 leave a margin of 15.5%.
  const PrivateSupply plain = supply({{"private.response_per_year", "0.3"}});
  CHECK(plain.wanted(start) == 0);
  CHECK(plain.wanted(year) == Approx(0.3 * (3350 / 2900.0 - 1) * years));
  CHECK(supply({}).wanted(year) == 0);
  // A subsidy of 450 more from half way on doubles it: 181 days of one, 184 of the other.
  const PrivateSupply more = supply({{"private.response_per_year", "0.3"},
      {"subsidy.operating.severe_cny_per_month",
       "{ shape = \"step\", points = [{date = 2020-11-01, value = 150}, {date = 2021-05-01, value = 600}] }"}});
  CHECK(more.wanted(year) == Approx(0.3 * (181 * (450 / 2900.0) + 184 * (900 / 2900.0)) / sim::kDaysPerYear));
  // A loss builds nothing and takes nothing away.
  CHECK(supply({{"private.response_per_year", "0.3"}, {"private.cost_cny_per_month", "4000"}}).wanted(year) == 0);
  // Nursing beds, or general ones by the share of them.
  const auto beds = [&](const char* share, Place place) {
    const Scenario s = Scenario::load("jiangxi-2020").with({{"private.response_per_year", "1"},
                                                               {"private.nursing_share", share},
                                                               {"private.occupied_above", "0"}});
    const std::vector<Use> use = {{start, 1}, {year, 1}};
    const Beds with(s, 0, 100000, 0.25, use), without(Scenario::load("jiangxi-2020"), 0, 100000, 0.25, use);
    const auto pool = static_cast<std::size_t>(pool_of(place));
    return with.standing(year, Opened{})[pool] - without.standing(year, Opened{})[pool];
  };
  const double added = 2236 * (450 / 2900.0) * years;
  CHECK(beds("1", Place::nursing) == Approx(added));
  CHECK(beds("1", Place::general) == Approx(0).margin(1e-9));
  CHECK(beds("0.25", Place::nursing) == Approx(0.25 * added));
  CHECK(beds("0.25", Place::general) == Approx(0.75 * added));
}

TEST_CASE("private capital stops where nursing beds would stand too empty, and tears nothing down", "[care][prices]") {
  const int start = sim::epoch_day(2020, 11, 1), day = 365;
  const auto built = [&](const char* above, const std::vector<double>& use) {
    const PrivateSupply supply(Scenario::load("jiangxi-2020").with({{"private.response_per_year", "2"},
                                                                    {"initial.nursing_occupancy", "0.9"},
                                                                    {"private.occupied_above", above}}), 0);
    std::vector<PlannedBeds> plan;
    for (std::size_t y = 0; y < use.size(); ++y) plan.push_back({start + static_cast<int>(y) * day, 1000, 400, use[y]});
    return supply.built(plan);
  };
  const double a_year = 1000 * 2 * (450 / 2900.0) * 365 / sim::kDaysPerYear;  // wanted: about 310
  const std::vector<double> free = built("0", {1, 1, 1});
  CHECK(free[0] == 0);
  CHECK(free[1] == Approx(a_year));
  CHECK(free[2] == Approx(2 * a_year));
  // 360 of 400 beds are in use at the start: 0.6 of 600. As use grows by a half, 0.6 of 900, of which a year adds 310.
  const std::vector<double> some = built("0.6", {1, 1, 1.5, 1.5, 1});
  CHECK(some[1] == Approx(200));
  CHECK(some[2] == Approx(500));
  CHECK(some[3] == Approx(500));
  CHECK(some[4] == Approx(500));
  // Where a year's building is the less, it is what comes.
  CHECK(built("0.6", {1, 1, 3})[2] == Approx(200 + a_year));
}
