// Is the simulated province the one of the evidence? Every person of Jiangxi from the census to the end of 2022; the
// ranges are read from scenarios/data/calibration-targets.csv, the expected deaths computed by tests/reference.
#include <cmath>
#include <cstdio>
#include <iostream>
#include <sstream>

#include "models/care/person.hpp"
#include "models/care/setup.hpp"
#include "models/scenario/table.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

struct Row {
  std::string what, unit;
  double low, high, value;
  [[nodiscard]] bool inside() const { return value >= low && value <= high; }
};

/// Rows of calibration-targets.csv by quantity and the year as it stands there.
class Targets {
 public:
  [[nodiscard]] double low(const std::string& quantity, const std::string& year) const {
    return table_.number(row(quantity, year), "low");
  }
  [[nodiscard]] double high(const std::string& quantity, const std::string& year) const {
    return table_.number(row(quantity, year), "high");
  }

 private:
  [[nodiscard]] std::size_t row(const std::string& quantity, const std::string& year) const {
    for (std::size_t r = 0; r < table_.rows(); ++r)
      if (table_.text(r, "quantity") == quantity && table_.text(r, "year") == year) return r;
    throw std::invalid_argument("calibration-targets.csv has no row " + quantity + " of " + year);
  }
  scenario::Table table_ = scenario::Table::load(YANGLAO_SOURCE "/scenarios/data/calibration-targets.csv");
};

/// Deaths at 60 and more in 2021 and 2022 by the cohort calculation of tests/reference, which shares no code with the
/// model.
std::array<double, 2> expected_deaths(double level) {
  const std::string command = "cd '" YANGLAO_SOURCE
                              "/tests/reference' && python3 -B -c \"import cohort; d = cohort.project('births', level=" +
                              std::to_string(level) + ")[1]; print(d[2021], d[2022])\"";
  std::array<double, 2> out{};
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe || std::fscanf(pipe, "%lf %lf", &out[0], &out[1]) != 2) throw std::runtime_error("no reference deaths");
  pclose(pipe);
  return out;
}

/// Sums over the months of one calendar year of the only region, replication and scenario.
class Year {
 public:
  Year(const sim::Dataset& d, const sim::Calendar& calendar, int year) : d_(d), calendar_(calendar), year_(year) {}
  template <typename F>
  [[nodiscard]] double sum(F&& of_month) const {
    double total = 0;
    for (int m = 0; m < calendar_.months(); ++m)
      if (calendar_.first_year() + calendar_.year_of_month(m) == year_) total += of_month(static_cast<std::size_t>(m));
    return total;
  }
  [[nodiscard]] double count(const char* name, std::size_t k) const {
    return sum([&](std::size_t m) { return Cells(d_, name)({0, 0, 0, 0, m, k}); });
  }
  [[nodiscard]] double count(const char* name) const {
    return sum([&](std::size_t m) { return Cells(d_, name).sum({0, 0, 0, 0, m}); });
  }
  [[nodiscard]] double days(const char* name, std::size_t k) const {
    return sum([&](std::size_t m) {
      return Cells(d_, name).sum({0, 0, 0, 0, m, k}) * calendar_.month_days(static_cast<int>(m));
    });
  }
  [[nodiscard]] double person_days() const {
    return sum([&](std::size_t m) {
      return Cells(d_, "people").sum({0, 0, 0, 0, m}) * calendar_.month_days(static_cast<int>(m));
    });
  }
  [[nodiscard]] double function_days(std::size_t f) const {
    return sum([&](std::size_t m) {
      double n = 0;
      for (std::size_t s = 0; s < kSettings; ++s) n += Cells(d_, "people")({0, 0, 0, 0, m, s, f});
      return n * calendar_.month_days(static_cast<int>(m));
    });
  }

 private:
  const sim::Dataset& d_;
  const sim::Calendar& calendar_;
  int year_;
};

constexpr std::size_t pool(Place p) { return static_cast<std::size_t>(pool_of(p)); }

double institution_days(const Year& y, const char* name) {
  return y.days(name, pool(Place::general)) + y.days(name, pool(Place::nursing)) + y.days(name, pool(Place::dementia));
}

double dementia_share(const Setup& setup) {
  double with = 0, all = 0;
  for (const CountyPopulation& county : setup.population.counties())
    for (const Stratum& s : county.strata) {
      if (s.months < 720) continue;
      const HealthShares& shares = setup.hazards.prevalence(s.sex, s.home, std::min(kOldest, s.months / 12));
      for (int f = 0; f < kFunctions; ++f) with += s.persons * shares[static_cast<std::size_t>(health_state(f, 1))];
      all += s.persons;
    }
  return with / all;
}

std::vector<Row> rows(const sim::Dataset& d, const sim::Calendar& calendar, const Setup& setup) {
  const Targets t;
  std::vector<Row> out;
  const auto add = [&](const std::string& what, const char* unit, double low, double high, double value) {
    out.push_back({what, unit, low, high, value});
  };
  const Cells population(d, "population");
  const std::size_t last = d.dimension("month")->size() - 1;
  const double at_60 = population.sum({0, 0, 0, 0, last}), below_65 = population.sum({0, 0, 0, 0, last, 0});
  const double official_60 = t.low("population_60plus", "2022-12-31"),
               official_65 = t.low("population_65plus", "2022-12-31");
  add("people of 60 and more, end of 2022", "", 0.995 * official_60, 1.005 * official_60, at_60);
  add("people of 65 and more, end of 2022", "", 0.995 * official_65, 1.005 * official_65, at_60 - below_65);
  const auto life_table = expected_deaths(scenario::Scenario::load("jiangxi-2020").number("mortality.level"));
  for (const int year : {2021, 2022}) {
    const Year y(d, calendar, year);
    const std::string of = ", " + std::to_string(year);
    const double expected = life_table[static_cast<std::size_t>(year - 2021)], deaths = y.count("deaths");
    add("deaths at 60 and more" + of, "", 0.95 * expected, 1.05 * expected, deaths);
    add("hospital admissions per person-year" + of, "", t.low("hospital_admissions_per_person_year", "2018-2023"),
        t.high("hospital_admissions_per_person_year", "2018-2023"),
        y.count("admissions", pool(Place::acute)) / y.person_days() * sim::kDaysPerYear);
    // From all hospitals in 2022 to tertiary ones, rounded: those of 60 and more lie in all kinds.
    add("hospital beds occupied" + of, "%", 100 * t.low("hospital_occupancy", "2022"), 80,
        100 * y.days("occupied", pool(Place::acute)) / y.days("capacity", pool(Place::acute)));
    add("residents of institutions among 60 and more" + of, "%",
        100 * t.low("institution_residents_share_60plus", "2020-2022"),
        100 * t.high("institution_residents_share_60plus", "2020-2022"),
        100 * y.days("people", static_cast<std::size_t>(Setting::institution)) / y.person_days());
    add("institution beds occupied" + of, "%", 100 * t.low("institution_occupancy", "2020-2022"),
        100 * t.high("institution_occupancy", "2020-2022"),
        100 * institution_days(y, "occupied") / institution_days(y, "capacity"));
    add("deaths that happen in hospital" + of, "%", 100 * t.low("deaths_in_hospital_share_rural", "2011-2018"),
        100 * t.high("deaths_in_hospital_share", "2009-2017"),
        100 * y.count("deaths", static_cast<std::size_t>(Setting::hospital)) / deaths);
    add("deaths in hospice care" + of, "%", 100 * t.low("hospice_share_of_deaths", "2018-2022"),
        100 * t.high("hospice_share_of_deaths", "2018-2022"),
        100 * y.count("deaths", static_cast<std::size_t>(Setting::hospice)) / deaths);
  }
  // The split of 2020 must be there at the start and must not drift away while the run goes on.
  for (const int year : {2020, 2022})
    for (std::size_t f = 0; f < kFunctions; ++f) {
      const Year y(d, calendar, year);
      const std::string quantity = std::string("function_share_") + kFunctionNames[f];
      add(std::string("function: ") + kFunctionNames[f] + ", " + (year == 2020 ? "end of 2020" : "2022"), "%",
          100 * t.low(quantity, "2020"), 100 * t.high(quantity, "2020"), 100 * y.function_days(f) / y.person_days());
    }
  add("dementia among 60 and more at the census (solved)", "%", 100 * t.low("dementia_share", "2015-2018"),
      100 * t.high("dementia_share", "2015-2018"), 100 * dementia_share(setup));
  return out;
}

void print(const std::vector<Row>& table) {
  std::cout << "Jiangxi as it was in 2020, every resident of 60 and more simulated\n";
  char line[160];
  std::snprintf(line, sizeof line, "%-54s %12s %12s %12s  %s\n", "what", "at least", "at most", "simulated", "verdict");
  std::cout << line;
  for (const Row& r : table) {
    const int digits = r.high > 1000 ? 0 : r.unit == "%" ? 2 : 3;
    std::snprintf(line, sizeof line, "%-54s %11.*f%1s %11.*f%1s %11.*f%1s  %s\n", r.what.c_str(), digits, r.low,
                  r.unit.c_str(), digits, r.high, r.unit.c_str(), digits, r.value, r.unit.c_str(),
                  r.inside() ? "inside" : "OUTSIDE");
    std::cout << line;
  }
}

}  // namespace

TEST_CASE("the simulated province lies within the ranges of the evidence", "[care][world]") {
  const int end = sim::epoch_day(2023, 1, 1);
  const auto scenario = scenario::Scenario::load("jiangxi-2020");
  const auto m = build(scenario, {1.0, end});
  const Setup setup(scenario, end, 1.0);
  const sim::Dataset d = sim::run({m}, {.seed = 2020, .detail = "province"});
  const auto table = rows(d, setup.calendar, setup);
  print(table);
  CHECK(table.size() == 25);
  for (const Row& row : table) {
    INFO(row.what << ": " << row.value << ", expected " << row.low << " to " << row.high);
    CHECK(row.inside());
  }
}

TEST_CASE("worlds with other hazards, beds or births leave the ranges", "[care][world]") {
  const int end = sim::epoch_day(2023, 1, 1);
  const struct {
    Settings settings;
    const char* leaves;
  } wrong[] = {{{{"health.decline.able_to_mild.at_65_per_year", "0.06"}}, "function: able, 2022"},
               {{{"beds.institution.per_1000", "15"}}, "institution beds occupied, 2022"},
               {{{"hospital.admission.at_65_per_year", "0.25"}}, "hospital admissions per person-year, 2021"},
               {{{"mortality.level", "1.1"}}, "deaths at 60 and more, 2022"},
               {{{"end_of_life.hospital_rural_share", "0.9"}}, "deaths that happen in hospital, 2021"},
               {{{"population.births_table", YANGLAO_SOURCE "/tests/care/data/births-even.csv"}},
                "people of 60 and more, end of 2022"}};
  const double scale = 0.1;
  for (const auto& w : wrong) {
    const auto scenario = scenario::Scenario::load("jiangxi-2020").with(w.settings);
    sim::Dataset d = sim::run({build(scenario, {scale, end})}, {.seed = 2020, .detail = "province"});
    for (sim::Variable& v : d.variables)
      if (v.units == "persons")
        for (double& x : v.data) x /= scale;
    const Setup setup(scenario, end, scale);
    bool found = false;
    for (const Row& row : rows(d, setup.calendar, setup))
      if (row.what == w.leaves) {
        INFO(row.what << " should leave its range, but is " << row.value);
        CHECK(!row.inside());
        found = true;
      }
    CHECK(found);
  }
}
