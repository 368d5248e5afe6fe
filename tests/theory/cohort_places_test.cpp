// Places in care with room for everybody against the cohort solution by matrix exponential: wishes at a change of
// function, at onset of dementia, at the loss of a carer and on leaving hospital, which bed they lead to, moving on
// from it, going home again, geriatric stays and recovery in them, and who is told to be where.
//
// Error rate: 81 two-sided t tests over replications at level 1e-5 (support.hpp): below 9e-4 for the family with a
// right engine. (Deaths in hospital are told as well: none is expected and none happens, so chance refuses none.)
// Power: as in cohort_test.cpp, from the solution with a rate or chance too low by 5%.
#include <array>

#include "cohort_runs.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

Quantities places() {
  constexpr std::array<const char*, kSettingsUsed> in = {" at home", " with a community place", " in institutions",
                                                         " in hospital"};
  constexpr std::size_t hospital = 3;
  constexpr int a_year = 13;
  Quantities out;
  for (std::size_t s = 0; s < hospital; ++s)
    for (std::size_t f = 0; f < care::kFunctions; ++f)
      out.push_back({std::string(care::kFunctionNames[f]) + in[s], false,
                     [s, f](const CohortMonth& m) { return m.people[s][f]; }});
  for (std::size_t p = 0; p < kPoolsUsed; ++p) {
    const std::string pool = care::kPoolNames[p];
    out.push_back({pool + " places taken", false, [p](const CohortMonth& m) { return m.occupied[p]; }});
    out.push_back({pool + " admissions so far", true, [p](const CohortMonth& m) { return m.admissions[p]; }});
  }
  for (std::size_t s = 0; s < kSettingsUsed; ++s)
    out.push_back({std::string("deaths so far") + in[s], true, [s](const CohortMonth& m) { return m.deaths[s]; },
                   a_year});
  out.push_back({"alive at the end", false, [](const CohortMonth& m) { return m.alive; }});
  return out;
}

/// Everybody can pay and lives with their children at first, who move away from one in five a year; wishes and moves
/// home are frequent, and a place changes how fast people decline and fall ill.
care::Setup setup(const Settings& more = {}) {
  return cohort_setup(room_for_all() +
                      Settings{{"beds.institution.per_1000", "400"},
                               {"beds.nursing.share", "0.5"},
                               {"beds.dementia.per_1000", "100"},
                               {"community.places_per_1000", "300"},
                               {"beds.geriatric.per_1000", "100"},
                               {"hospital.rehabilitation.able_share", "0.1"},
                               {"hospital.rehabilitation.mild_share", "0.3"},
                               {"hospital.rehabilitation.moderate_share", "0.4"},
                               {"hospital.rehabilitation.severe_share", "0.3"},
                               {"hospital.geriatric_recovery_share", "0.5"},
                               {"hospital.geriatric_institution_ratio", "0.5"},
                               {"workforce.carers_per_1000", "100"},
                               {"workforce.nurses_per_1000", "100"},
                               {"institution.fee.able_cny_per_month", "0"},
                               {"institution.fee.mild_cny_per_month", "0"},
                               {"institution.fee.moderate_cny_per_month", "0"},
                               {"institution.fee.severe_cny_per_month", "0"},
                               {"household.destitute_rural_share", "0"},
                               {"household.destitute_urban_share", "0"},
                               {"household.spouse_at_65_male_share", "0"},
                               {"household.spouse_at_65_female_share", "0"},
                               {"household.alone_share", "0"},
                               {"household.family_moves_per_year", "0.2"},
                               {"health.dementia.at_65_per_year", "0.02"},
                               {"health.decline.able_to_mild.at_65_per_year", "0.1"},
                               {"health.decline.mild_to_moderate.at_65_per_year", "0.6"},
                               {"health.recovery.mild_to_able.at_65_per_year", "0.6"},
                               {"wish.age_80_odds_ratio", "1"},
                               {"wish.discharge_factor", "0.6"},
                               {"wish.community.able_share", "0.02"},
                               {"wish.community.mild_share", "0.3"},
                               {"wish.community.moderate_share", "0.25"},
                               {"wish.community.severe_share", "0.3"},
                               {"wish.institution.able_share", "0.1"},
                               {"wish.institution.mild_share", "0.3"},
                               {"wish.institution.moderate_share", "0.5"},
                               {"wish.institution.severe_share", "0.7"},
                               {"community.decline_ratio", "0.7"},
                               {"community.admission_ratio", "0.8"},
                               {"institution.admission_ratio", "1.3"},
                               {"community.stay_days", "300"},
                               {"institution.home_again_general_days", "800"},
                               {"institution.home_again_nursing_days", "500"},
                               {"institution.home_again_dementia_days", "600"}} +
                      more);
}

/// Faults planted in what is simulated; the solution keeps the right values.
const Settings kFaults = {
    {"institution.home_again_general_days", "880"},    // 10% too long
    {"community.stay_days", "330"},                    // 10% too long
    {"wish.institution.severe_share", "0.77"},         // 10% too high
    {"wish.discharge_factor", "0.66"},                 // 10% too high
    {"hospital.geriatric_institution_ratio", "1"},     // who comes from a geriatric bed wishes as others do
    {"wish.dementia_odds_ratio", "1"},                 // dementia does not count
    {"wish.family_odds_ratio", "0.3"},                 // who has a carer wishes too often
    {"household.family_moves_per_year", "0.22"},       // carers are lost 10% too often
    {"beds.dementia.per_1000", "0"},                   // dementia leads to a nursing bed
    {"community.decline_ratio", "0.8"},                // a place does less than it should
    {"institution.fee.severe_cny_per_month", "1000"},  // not everybody can pay
};

}  // namespace

TEST_CASE("Places in care with room for everybody follow the cohort solution") {
  follows(setup(), places(),
          {{"wish for an institution", &Rescaled::institution, 0.03},
           {"wish for a community place", &Rescaled::community, 0.03},
           {"wish on leaving hospital", &Rescaled::discharged, 0.08},
           {"moving on from a general bed", &Rescaled::transfer, 0.2},
           {"leaving a community place when able", &Rescaled::better, 0.06},
           {"geriatric stays", &Rescaled::rehabilitation, 0.02},
           {"length of geriatric stays", &Rescaled::geriatric_stay, 0.06},
           {"recovery in them", &Rescaled::recovered, 0.13},
           {"going home again", &Rescaled::home_again, 0.045},
           {"loss of a carer", &Rescaled::carer_loss, 0.05},
           {"dementia", &Rescaled::dementia, 0.09},
           {"decline", &Rescaled::decline, 0.03},
           {"recovery", &Rescaled::recovery, 0.06}},
          0.95);
}

TEST_CASE("A cohort solution that forgets a move is refused") {
  const care::Setup right = setup();
  const Quantities told = places();
  Rescaled forgets;
  SECTION("from a general bed to nursing") { forgets.transfer = 0; }
  SECTION("from a community place when able again") { forgets.better = 0; }
  SECTION("into an institution from hospital") { forgets.discharged = 0; }
  CHECK(refused(expected(right, told, forgets), right, told));
}

TEST_CASE("The cohort solution refuses rules of places in care that are wrong in one thing") {
  const Quantities told = places();
  const std::vector<double> theory = expected(setup(), told);
  for (const auto& fault : kFaults) {
    INFO(fault.first << " = " << fault.second);
    CHECK(refused(theory, setup({fault}), told));
  }
}

TEST_CASE("The cohort solution refuses a care engine that tells places wrongly") {
  const care::Setup right = setup();
  const Quantities told = places();
  const std::vector<double> theory = expected(right, told);
  const auto by = [&](care::Fault fault, care::Told tally = care::Told::states) {
    const care::Planted plant(fault, tally);
    return refused(theory, right, told, care::make_faulty);
  };
  const auto runs = samples(right, told, care::make_faulty);  // with no fault planted
  for (std::size_t i = 0; i < theory.size(); ++i) CHECK(compare(runs[i], theory[i]).agrees());
  CHECK(by(care::Fault::telling_lost, care::Told::deaths));
  CHECK(by(care::Fault::telling_wrong_cell, care::Told::occupied));
  CHECK(by(care::Fault::telling_wrong_cell, care::Told::admissions));
  CHECK(by(care::Fault::telling_wrong_cell, care::Told::deaths));
}
