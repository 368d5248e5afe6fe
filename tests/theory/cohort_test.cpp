// The care model with room for everybody against the cohort solution by matrix exponential (cohort.hpp): the event
// list, clocks that stop in hospital, changes lived through without an event, birthdays, tallies and the start, all at
// once.
//
// Error rate: 27 two-sided t tests over replications at level 1e-5 (support.hpp): below 3e-4 for the family with a
// right engine. Power: for each rate, the relative error that at least one of the tests refuses with probability 0.999
// or more; it is computed from the solution with that rate off by 5%, and bounded below.
#include "cohort.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/county.hpp"
#include "models/care/report.hpp"
#include "support.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;

constexpr int county = 0, replications = 40;
/// The ends of 2020, 2021 and 2022; the run begins on 1 November 2020.
constexpr int checkpoints[] = {1, 13, 25};
const std::vector<std::string> names = {"able",
                                        "mild",
                                        "moderate",
                                        "severe",
                                        "in hospital",
                                        "alive at the end",
                                        "admissions so far",
                                        "deaths so far",
                                        "turned 60 so far"};

/// Room for everybody, nobody who wishes for care, need without effect, no last days in hospital: what is left is
/// health, hospital stays and death. Dementia is told in no field, so it is made frequent, and to weigh on decline.
Settings without_limits() {
  Settings out = {{"beds.acute.per_1000", "500"},
                  {"hospital.stay_shape", "1"},
                  {"health.dementia.at_65_per_year", "0.04"},
                  {"health.decline.dementia_ratio", "6"},
                  {"initial.community_occupancy", "0"},
                  {"initial.general_occupancy", "0"},
                  {"initial.nursing_occupancy", "0"},
                  {"initial.dementia_occupancy", "0"},
                  {"end_of_life.hospice_share", "0"},
                  {"end_of_life.hospital_rural_share", "0"},
                  {"end_of_life.hospital_urban_share", "0"},
                  {"referral.hospital_share", "0"},
                  {"referral.next_county_share", "0"},
                  {"unmet.decline_ratio", "1"},
                  {"unmet.admission_ratio", "1"}};
  for (const char* f : care::kFunctionNames)
    for (const char* key : {"hospital.rehabilitation.", "wish.institution.", "wish.community."})
      out.emplace_back(std::string(key) + f + "_share", "0");
  return out;
}

care::Setup setup(const Settings& more = {}) {
  return {scenario::Scenario::load("jiangxi-2020").with(without_limits()).with(more), sim::epoch_day(2023, 1, 1), 1.0};
}

/// The 27 values of one course, in order of checkpoint and name.
std::vector<double> values(const std::vector<CohortMonth>& course) {
  std::vector<double> out;
  double admissions = 0, deaths = 0, turned_60 = 0;
  for (int m = 0; m < static_cast<int>(course.size()); ++m) {
    const CohortMonth& c = course[static_cast<std::size_t>(m)];
    admissions += c.admissions, deaths += c.deaths, turned_60 += c.turned_60;
    if (std::find(std::begin(checkpoints), std::end(checkpoints), m) == std::end(checkpoints)) continue;
    out.insert(out.end(), c.people.begin(), c.people.end());
    for (const double x : {c.in_hospital, c.alive, admissions, deaths, turned_60}) out.push_back(x);
  }
  return out;
}

using Engine = std::unique_ptr<sim::Region> (*)(const care::Setup& setup, int county, sim::StreamKey key);

std::unique_ptr<sim::Region> right_engine(const care::Setup& setup, int region, sim::StreamKey key) {
  return std::make_unique<care::County>(setup, region, key);
}

/// What the engine tells of one replication, month by month.
std::vector<CohortMonth> simulated(const care::Setup& setup, Engine engine, std::uint32_t replication) {
  const auto region = engine(setup, county, {1, replication});
  region->advance(setup.calendar.days());
  const care::Layout layout(setup.calendar, setup.stages.count());
  std::vector<double> block(layout.size);
  region->collect(block);
  const auto sum = [&](std::size_t field, int month, int cells) {
    double total = 0;
    for (int c = 0; c < cells; ++c) total += block[field + static_cast<std::size_t>(month * cells + c)];
    return total;
  };
  std::vector<CohortMonth> out(static_cast<std::size_t>(setup.calendar.months()));
  for (int m = 0; m < setup.calendar.months(); ++m) {
    CohortMonth& c = out[static_cast<std::size_t>(m)];
    for (int s = 0; s < care::kSettings; ++s)
      for (int f = 0; f < care::kFunctions; ++f)
        c.people[static_cast<std::size_t>(f)] +=
            block[layout.people + static_cast<std::size_t>((m * care::kSettings + s) * care::kFunctions + f)];
    const auto acute = static_cast<std::size_t>(m * care::kPools + care::pool_of(care::Place::acute));
    c.in_hospital = block[layout.occupied + acute];
    c.admissions = block[layout.admissions + acute];
    c.alive = sum(layout.population, m, care::kAgeBands * 2);
    c.deaths = sum(layout.deaths, m, care::kSettings);
    c.turned_60 = sum(layout.turned_60, m, 1);
    CHECK(sum(layout.queue, m, care::kPools) == 0);  // or the solution says nothing about this run
  }
  return out;
}

std::vector<std::vector<double>> samples(const care::Setup& setup, Engine engine = right_engine) {
  std::vector<std::vector<double>> out(names.size() * std::size(checkpoints));
  for (std::uint32_t r = 0; r < replications; ++r) {
    const std::vector<double> one = values(simulated(setup, engine, r));
    for (std::size_t i = 0; i < one.size(); ++i) out[i].push_back(one[i]);
  }
  return out;
}

struct Fault {
  std::string what;
  Settings settings;
};

/// Faults planted in what is simulated; the solution keeps the right values. A family doctor for everybody changes the
/// rates while time runs and leaves the start as it is.
std::vector<Fault> faults() {
  const auto doctors = [](const char* ratio) {
    return Settings{{"family_doctor.coverage", "1"},         {"family_doctor.doctors_per_10000", "50"},
                    {"family_doctor.panel_persons", "5000"}, {"family_doctor.panel_share_60plus", "1"},
                    {"family_doctor.active_share", "1"},     {ratio, "1.05"}};
  };
  return {{"decline 5% too fast from the start on", doctors("family_doctor.decline_ratio")},
          {"illness 5% too frequent from the start on", doctors("family_doctor.admission_ratio")},
          {"decline from able 5% too fast", {{"health.decline.able_to_mild.at_65_per_year", "0.03948"}}},
          {"no recovery",
           {{"health.recovery.mild_to_able.at_65_per_year", "0"},
            {"health.recovery.moderate_to_mild.at_65_per_year", "0"},
            {"health.recovery.severe_to_moderate.at_65_per_year", "0"}}},
          {"terminal phase twice as long", {{"end_of_life.terminal_days", "60"}}},
          {"stays 5% too long", {{"hospital.stay_days", "9.66"}}},
          {"decline with dementia a sixth too slow", {{"health.decline.dementia_ratio", "5"}}},
          {"need unmet that should not count", {{"unmet.decline_ratio", "1.5"}}}};
}

}  // namespace

TEST_CASE("The care model without limits follows the cohort solution by matrix exponential") {
  const care::Setup right = setup();
  const std::vector<CohortMonth> solution = solve_cohort(right, county);
  const std::vector<double> theory = values(solution);

  // Nobody is lost on the way through the solution.
  const double at_start = solution[0].alive + solution[0].dead - solution[0].turned_60;
  double everybody = at_start;
  for (const CohortMonth& m : solution) {
    everybody += m.turned_60;
    CHECK(m.alive + m.dead == Approx(everybody).epsilon(1e-10));
  }
  CHECK(at_start == Approx(std::round(at_start)).epsilon(1e-10));  // whole people

  const auto runs = samples(right);
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < theory.size(); ++i) {
    const Verdict v = verdicts.emplace_back(compare(runs[i], theory[i]));
    INFO(names[i % names.size()] << " in month " << checkpoints[i / names.size()] << ": theory " << v.theory
                                 << ", simulated " << v.mean << " +- " << v.half_width);
    CHECK(v.agrees());
  }

  struct Rate {
    const char* what;
    double Rescaled::*factor;
    double bound;  ///< relative error that must be seen
  };
  for (const Rate& rate : {Rate{"decline", &Rescaled::decline, 0.05}, Rate{"recovery", &Rescaled::recovery, 0.06},
                           Rate{"dementia", &Rescaled::dementia, 0.25}, Rate{"illness", &Rescaled::illness, 0.02},
                           Rate{"terminal phase", &Rescaled::terminal, 0.05}, Rate{"stay", &Rescaled::stay, 0.06},
                           Rate{"length of the terminal phase", &Rescaled::terminal_days, 0.3}}) {
    Rescaled off;
    off.*rate.factor = 1.05;
    const std::vector<double> shifted = values(solve_cohort(right, county, off));
    double seen = 1e9;
    for (std::size_t i = 0; i < theory.size(); ++i)
      if (const double shift = std::abs(shifted[i] - theory[i]); shift > 0)
        seen = std::min(seen, 0.05 * verdicts[i].detectable * theory[i] / shift);
    INFO(rate.what << ": an error of " << seen << " is seen");
    CHECK(seen <= rate.bound);
  }
}

TEST_CASE("The cohort solution refuses a care model that is wrong in one thing") {
  const std::vector<double> theory = values(solve_cohort(setup(), county));
  for (const Fault& fault : faults()) {
    const auto runs = samples(setup(fault.settings));
    int refused = 0;
    for (std::size_t i = 0; i < theory.size(); ++i) refused += !compare(runs[i], theory[i]).agrees();
    INFO(fault.what);
    CHECK(refused > 0);
  }
}

TEST_CASE("The cohort solution refuses a care engine that loses events or draws wrongly") {
  const care::Setup right = setup();
  const std::vector<double> theory = values(solve_cohort(right, county));
  const auto refused = [&](care::Fault fault, care::Told tally = care::Told::states) {
    const care::Planted plant(fault, tally);
    const auto runs = samples(right, care::make_faulty);
    int out = 0;
    for (std::size_t i = 0; i < theory.size(); ++i) out += !compare(runs[i], theory[i]).agrees();
    return out;
  };
  CHECK(refused(care::Fault::none) == 0);
  CHECK(refused(care::Fault::event_lost) > 0);
  CHECK(refused(care::Fault::draws_long) > 0);
  CHECK(refused(care::Fault::draws_repeat) > 0);
  CHECK(refused(care::Fault::telling_lost, care::Told::states) > 0);
  CHECK(refused(care::Fault::telling_lost, care::Told::admissions) > 0);
  CHECK(refused(care::Fault::telling_wrong_cell, care::Told::admissions) > 0);
}
