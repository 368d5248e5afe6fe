// Nothing is lost: people, places, days and money, for every county, month and replication.
#include <algorithm>
#include <cmath>

#include "models/care/facility.hpp"
#include "models/care/money.hpp"
#include "models/care/person.hpp"
#include "models/care/report.hpp"
#include "models/scenario/table.hpp"
#include "sim/time.hpp"
#include "tests/care/audit.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

constexpr std::size_t pool(Place p) { return static_cast<std::size_t>(pool_of(p)); }

std::string first(const std::vector<std::string>& faults) { return faults.empty() ? "" : faults.front(); }

const Settings closed = {{"referral.hospital_share", "0"}, {"referral.next_county_share", "0"}};

const Settings cuts = {
    {"beds.institution.per_1000", "[{date=2020-11-01,value=22},{date=2022-03-01,value=4}]"},
    {"beds.nursing.share", "[{date=2020-11-01,value=0.5},{date=2022-03-01,value=0.1},{date=2024-03-01,value=0.9}]"},
    {"beds.acute.per_1000", "[{date=2020-11-01,value=9},{date=2022-05-01,value=2},{date=2023-05-01,value=7}]"},
    {"beds.geriatric.per_1000", "[{date=2020-11-01,value=0.6},{date=2022-05-01,value=0}]"},
    {"beds.dementia.per_1000", "[{date=2020-11-01,value=1},{date=2021-07-01,value=0}]"},
    {"beds.hospice.per_1000", "[{date=2020-11-01,value=0.2},{date=2021-07-01,value=0}]"},
    {"community.places_per_1000", "[{date=2020-11-01,value=12},{date=2022-01-01,value=1}]"},
};

sim::Calendar calendar_of(const sim::Model& m, int start = sim::epoch_day(2020, 11, 1)) {
  return {start, start + m.horizon_days()};
}

}  // namespace

TEST_CASE("every month of every county and prefecture balances: people, places, days and money",
          "[care][conservation]") {
  const Options options{0.03, std::nullopt};
  const std::vector<std::shared_ptr<const sim::Model>> models = {model("jiangxi-2020", options),
                                                                 model("jiangxi-2025", options)};
  for (const Books books : {Books::county, Books::prefecture}) {
    const char* detail = books == Books::county ? "county" : "prefecture";
    const sim::Dataset d = sim::run(models, {.replications = 2, .seed = 11, .detail = detail});
    const auto faults = faults_of(d, calendar_of(*models[0]), books);
    INFO(faults.size() << " broken, the first: " << first(faults));
    CHECK(faults.empty());
  }
}

TEST_CASE("where people leave the province, everything still balances", "[care][conservation][jilin]") {
  const Options options{0.03, std::nullopt};
  const std::vector<std::shared_ptr<const sim::Model>> models = {model("jilin-2016", options),
                                                                 model("jilin-2020", options)};
  const sim::Calendar calendar = calendar_of(*models[0], sim::epoch_day(2016, 1, 1));
  for (const Books books : {Books::county, Books::prefecture}) {
    const char* detail = books == Books::county ? "county" : "prefecture";
    const sim::Dataset d = sim::run(models, {.replications = 2, .seed = 18, .detail = detail});
    const auto faults = faults_of(d, calendar, books);
    INFO(faults.size() << " broken, the first: " << first(faults));
    CHECK(faults.empty());
  }
  // Ten times as many departures, from full beds and lines, in counties by themselves.
  Settings apart = closed;
  apart.emplace_back("migration.factor", "10");
  apart.emplace_back("beds.nursing.factor", "0.5");
  const auto m = model("jilin-2016", options, apart);
  sim::Dataset d = sim::run({m}, {.replications = 2, .seed = 19});
  const auto faults = faults_of(d, calendar, Books::closed);
  INFO(faults.size() << " broken, the first: " << first(faults));
  CHECK(faults.empty());
  // A departure more than there were is seen.
  for (sim::Variable& v : d.variables)
    if (v.name == "left_province") v.data[v.data.size() / 2 + 1] += 1;
  CHECK(!faults_of(d, calendar, Books::closed).empty());
}

TEST_CASE("a county that neither lends nor borrows beds balances by itself", "[care][conservation]") {
  const auto m = model("jiangxi-2025", {0.03, std::nullopt}, closed);
  const sim::Dataset d = sim::run({m}, {.replications = 2, .seed = 17});
  const auto faults = faults_of(d, calendar_of(*m), Books::closed);
  INFO(faults.size() << " broken, the first: " << first(faults));
  CHECK(faults.empty());
}

TEST_CASE("beds cut sharply drain without putting anybody out, and everything still balances", "[care][conservation]") {
  Settings apart = cuts;
  apart.insert(apart.end(), closed.begin(), closed.end());
  const auto m = model("jiangxi-2020", {0.03, sim::epoch_day(2024, 7, 1)}, apart);
  const sim::Dataset d = sim::run({m}, {.replications = 2, .seed = 12});
  const auto faults = faults_of(d, calendar_of(*m), Books::closed);
  INFO(faults.size() << " broken, the first: " << first(faults));
  CHECK(faults.empty());
  // The case is worth nothing unless the cut did put more people than places into a pool.
  const Cells occupied(d, "occupied"), capacity(d, "capacity");
  for (const Place p : {Place::general, Place::nursing, Place::dementia, Place::acute}) {
    int above = 0;
    for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
      for (std::size_t month = 0; month < d.dimension("month")->size(); ++month)
        above += occupied({0, 0, 0, c, month, pool(p)}) > capacity({0, 0, 0, c, month, pool(p)});
    INFO(kPoolNames[pool(p)]);
    CHECK(above > 20);
  }
}

TEST_CASE("time in settings equals time alive exactly, where nobody comes or dies", "[care][conservation]") {
  // Some 40 people a county: most county-months see no 60th birthday and no death, so the equality is exact there.
  const auto m = model("jiangxi-2020", {0.0005, std::nullopt});
  const sim::Dataset d = sim::run({m}, {.replications = 2, .seed = 13});
  CHECK(first(faults_of(d, calendar_of(*m), Books::county)).empty());
  const Cells deaths(d, "deaths"), turned(d, "turned_60");
  int still = 0;
  for (std::size_t r = 0; r < 2; ++r)
    for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
      for (std::size_t month = 0; month < d.dimension("month")->size(); ++month)
        still += deaths.sum({0, 0, r, c, month}) == 0 && turned({0, 0, r, c, month}) == 0;
  CHECK(still > 5000);
}

TEST_CASE("the run starts with the people of the census", "[care][conservation]") {
  const double scale = 0.03;
  const auto m = model("jiangxi-2020", {scale, sim::epoch_day(2020, 12, 1)});
  const sim::Dataset d = sim::run({m}, {.seed = 14});
  const auto table = scenario::Table::load(scenario::Scenario::load("jiangxi-2020").table_path("population.table"));
  const Cells population(d, "population"), deaths(d, "deaths"), turned(d, "turned_60");
  double all = 0;
  for (std::size_t c = 0; c < table.rows(); ++c) {
    double census = 0;
    for (const char* sex : {"male_", "female_"})
      for (const char* band : {"60_64", "65_69", "70_74", "75_79", "80_84", "85plus"})
        census += table.number(c, std::string(sex) + band);
    const double start = population.sum({0, 0, 0, c, 0}) + deaths.sum({0, 0, 0, c, 0}) - turned({0, 0, 0, c, 0});
    // Cells are made whole along each sex and home: less than one person astray at either end of each of four runs.
    CHECK(std::abs(start - census * scale) < 4);
    all += census;
  }
  CHECK(all == 7624781);
}

TEST_CASE("the checks of conservation see a single wrong cell", "[care][conservation]") {
  const auto m = model("jiangxi-2025", {0.01, sim::epoch_day(2021, 6, 1)}, closed);
  const sim::Dataset good = sim::run({m}, {.seed = 15, .detail = "prefecture"});
  const sim::Calendar calendar = calendar_of(*m);
  REQUIRE(faults_of(good, calendar, Books::closed).empty());
  const auto planted = [&](const std::string& name, auto change) {
    sim::Dataset d = good;
    for (sim::Variable& v : d.variables)
      if (v.name == name) {
        const auto cell = std::find_if(v.data.begin() + static_cast<std::ptrdiff_t>(v.data.size() / 2), v.data.end(),
                                       [](double x) { return x > 1; });
        REQUIRE(cell != v.data.end());
        change(*cell);
      }
    INFO("a wrong cell of " << name);
    CHECK(!faults_of(d, calendar, Books::closed).empty());
  };
  for (const char* name : {"population", "deaths", "turned_60"}) planted(name, [](double& x) { x += 1; });
  planted("people", [](double& x) { x *= 1.5; });
  planted("occupied", [](double& x) { x *= 1000; });
  planted("capacity", [](double& x) { x += 0.5; });
  planted("blocked_days", [](double& x) { x = -x; });
  planted("blocked_days", [](double& x) { x *= 1e6; });
  planted("queue", [](double& x) { x = -x; });
  planted("admissions", [](double& x) { x += 0.5; });
  for (const char* name : {"queue", "wait_days", "left_wait_days", "standing_wait_days"})
    planted(name, [](double& x) { x += 1e-5; });
  planted("wait_histogram", [](double& x) { x += 1; });
  planted("wait_max_days", [](double& x) { x *= 1.5; });
  planted("cost", [](double& x) { x += 0.01; });
  planted("revenue", [](double& x) { x -= 0.01; });
  planted("family_doctor_contracts", [](double& x) { x *= 100; });
}

TEST_CASE("hospitals receive their price for each occupied day", "[care][conservation]") {
  const auto scenario = scenario::Scenario::load("jiangxi-2020").with(closed);
  const auto m = build(scenario, {0.02, sim::epoch_day(2021, 3, 1)});
  const sim::Dataset d = sim::run({m}, {.seed = 16});
  const sim::Calendar calendar = calendar_of(*m);
  const Cells occupied(d, "occupied"), revenue(d, "revenue");
  const struct {
    Place place;
    Line line;
    const char* price;
  } lines[] = {{Place::acute, hospital_care, "cost.hospital_cny_per_day"},
               {Place::geriatric, geriatric_care, "cost.geriatric_cny_per_day"}};
  for (const auto& l : lines)
    for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
      for (std::size_t month = 0; month < d.dimension("month")->size(); ++month) {
        const double days = occupied({0, 0, 0, c, month, pool(l.place)}) * calendar.month_days(static_cast<int>(month));
        // Rounded to the fen once for each class of pension.
        CHECK(std::abs(revenue({0, 0, 0, c, month, l.line}) - days * scenario.rate(l.price, calendar.start())) < 0.02);
      }
}

TEST_CASE("the checks of conservation refuse engines that are wrong in one thing", "[care][conservation][faulty]") {
  const int start = sim::epoch_day(2020, 11, 1), end = sim::epoch_day(2022, 7, 1);
  const sim::Calendar calendar(start, end);
  const auto apart = faulty_model("jiangxi-2025", 0.02, end, closed),
             together = faulty_model("jiangxi-2025", 0.02, end);
  const auto broken = [&](Fault fault, Told tally, Books books) {
    const Planted plant(fault, tally);
    const auto& m = books == Books::closed ? apart : together;
    const std::string detail = books == Books::closed ? "county" : "prefecture";
    return faults_of(sim::run({m}, {.seed = 20, .detail = detail}), calendar, books);
  };
  for (const Books books : {Books::closed, Books::prefecture}) CHECK(broken(Fault::none, Told::states, books).empty());
  CHECK(!broken(Fault::bed_too_many, Told::states, Books::closed).empty());
  CHECK(!broken(Fault::wait_too_long, Told::states, Books::closed).empty());
  CHECK(!broken(Fault::mail_twice, Told::states, Books::prefecture).empty());
  CHECK(!broken(Fault::mail_lost, Told::states, Books::prefecture).empty());
  // What is told of one tally only, people in the wrong age band or measures that reach somebody, contradicts nothing
  // that is told elsewhere; admissions are for the cohort solution (tests/theory) to refuse.
  const Told lost[] = {Told::states,       Told::ages,       Told::occupied,   Told::queue,
                       Told::capacity,     Told::blocked,    Told::deaths,     Told::entries,
                       Told::left_waiting, Told::wait_ticks, Told::left_ticks, Told::interrupted_ticks};
  const Told misplaced[] = {Told::states,     Told::occupied,   Told::queue,
                            Told::capacity,   Told::blocked,    Told::left_waiting,
                            Told::wait_ticks, Told::left_ticks, Told::interrupted_ticks};
  const auto refused = [&](Fault fault, Told tally) {
    const auto found = broken(fault, tally, Books::closed);
    INFO("tally " << static_cast<int>(tally) << ", fault " << static_cast<int>(fault) << ": " << first(found));
    CHECK(!found.empty());
  };
  for (const Told tally : lost) refused(Fault::telling_lost, tally);
  for (const Told tally : misplaced) refused(Fault::telling_wrong_cell, tally);
}

TEST_CASE("departures that are not told are missed", "[care][conservation][faulty][jilin]") {
  const int start = sim::epoch_day(2016, 1, 1), end = sim::epoch_day(2017, 7, 1);
  const auto m = faulty_model("jilin-2016", 0.02, end, closed);
  const auto faults = [&] { return faults_of(sim::run({m}, {.seed = 24}), {start, end}, Books::closed); };
  CHECK(faults().empty());
  const Planted plant(Fault::telling_lost, Told::departures);
  CHECK(!faults().empty());
}
