// The care model with room for everybody against the cohort solution by matrix exponential (cohort.hpp): the event
// list, clocks that stop in hospital, changes lived through without an event, birthdays, tallies and the start, all at
// once. Here nobody wishes for a place in care; cohort_places_test.cpp has those.
//
// Error rate: 27 two-sided t tests over replications at level 1e-5 (support.hpp): below 3e-4 for the family with a
// right engine. Power: for each rate, the relative error that at least one of the tests refuses with probability 0.999
// or more; it is computed from the solution with that rate off by 5%, and bounded below.
#include <cmath>

#include "cohort_runs.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

Quantities health() {
  Quantities out;
  for (std::size_t f = 0; f < care::kFunctions; ++f)
    out.push_back({care::kFunctionNames[f], false, [f](const CohortMonth& m) {
                     double people = 0;
                     for (const auto& setting : m.people) people += setting[f];
                     return people;
                   }});
  constexpr int bed = care::pool_of(care::Place::acute);
  out.push_back({"in hospital", false, [](const CohortMonth& m) { return m.occupied[bed]; }});
  out.push_back({"alive at the end", false, [](const CohortMonth& m) { return m.alive; }});
  out.push_back({"admissions so far", true, [](const CohortMonth& m) { return m.admissions[bed]; }});
  out.push_back({"deaths so far", true, [](const CohortMonth& m) {
                   double deaths = 0;
                   for (const double each : m.deaths) deaths += each;
                   return deaths;
                 }});
  out.push_back({"turned 60 so far", true, [](const CohortMonth& m) { return m.turned_60; }});
  return out;
}

care::Setup setup(const Settings& more = {}) { return cohort_setup(room_for_all() + no_care() + more); }

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
  const std::vector<CohortMonth> solution = solve_cohort(right, kCohortCounty);

  // Nobody is lost on the way through the solution.
  const double at_start = solution[0].alive + solution[0].dead - solution[0].turned_60;
  double everybody = at_start;
  for (const CohortMonth& m : solution) {
    everybody += m.turned_60;
    CHECK(m.alive + m.dead == Approx(everybody).epsilon(1e-10));
  }
  CHECK(at_start == Approx(std::round(at_start)).epsilon(1e-10));  // whole people

  follows(right, health(),
          {{"decline", &Rescaled::decline, 0.05},
           {"recovery", &Rescaled::recovery, 0.06},
           {"dementia", &Rescaled::dementia, 0.25},
           {"illness", &Rescaled::illness, 0.02},
           {"terminal phase", &Rescaled::terminal, 0.05},
           {"stay", &Rescaled::stay, 0.06},
           {"length of the terminal phase", &Rescaled::terminal_days, 0.3}},
          1.05);
}

TEST_CASE("The cohort solution refuses a care model that is wrong in one thing") {
  const Quantities told = health();
  const std::vector<double> theory = expected(setup(), told);
  for (const Fault& fault : faults()) {
    INFO(fault.what);
    CHECK(refused(theory, setup(fault.settings), told));
  }
}

TEST_CASE("The cohort solution refuses a care engine that loses events or draws wrongly") {
  const care::Setup right = setup();
  const Quantities told = health();
  const std::vector<double> theory = expected(right, told);
  const auto by = [&](care::Fault fault, care::Told tally = care::Told::states) {
    const care::Planted plant(fault, tally);
    return refused(theory, right, told, care::make_faulty);
  };
  const auto runs = samples(right, told, care::make_faulty);  // with no fault planted
  for (std::size_t i = 0; i < theory.size(); ++i) CHECK(compare(runs[i], theory[i]).agrees());
  CHECK(by(care::Fault::event_lost));
  CHECK(by(care::Fault::draws_long));
  CHECK(by(care::Fault::draws_repeat));
  CHECK(by(care::Fault::telling_lost, care::Told::states));
  CHECK(by(care::Fault::telling_lost, care::Told::admissions));
  CHECK(by(care::Fault::telling_wrong_cell, care::Told::admissions));
}
