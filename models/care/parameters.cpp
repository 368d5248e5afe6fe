#include "models/care/parameters.hpp"

#include <cmath>

namespace yanglao::care {
namespace {

using scenario::Scenario;

AgeRate age_rate(const Scenario& s, const std::string& key) {
  return {s.number(key + ".at_65_per_year"), s.number(key + ".log_slope_per_year_of_age"),
          s.number(key + ".male_ratio"), s.number(key + ".rural_ratio")};
}

ByFunction<double> by_function(const Scenario& s, const std::string& key, const std::string& unit) {
  ByFunction<double> out{};
  for (int f = 0; f < kFunctions; ++f) out[f] = s.number(key + "." + kFunctionNames[f] + unit);
  return out;
}

ByPension<double> by_pension(const Scenario& s, const std::string& key, const std::string& unit) {
  ByPension<double> out{};
  for (int c = 0; c < kPensions; ++c) out[c] = s.number(key + "." + kPensionNames[c] + unit);
  return out;
}

std::array<double, 3> impaired(const Scenario& s, const std::string& key) {
  return {s.number(key + ".mild"), s.number(key + ".moderate"), s.number(key + ".severe")};
}

}  // namespace

double AgeRate::at(double age, int sex, int home) const {
  return at_65 * std::exp(slope * (age - 65)) * (sex == care::male ? male : 1.0) * (home == care::rural ? rural : 1.0);
}

Origins::Origins(const Scenario& s)
    : decline{age_rate(s, "health.decline.able_to_mild"), age_rate(s, "health.decline.mild_to_moderate"),
              age_rate(s, "health.decline.moderate_to_severe")},
      recovery{age_rate(s, "health.recovery.mild_to_able"), age_rate(s, "health.recovery.moderate_to_mild"),
               age_rate(s, "health.recovery.severe_to_moderate")},
      decline_dementia(s.number("health.decline.dementia_ratio")),
      dementia(age_rate(s, "health.dementia")),
      dementia_at_60(s.number("health.dementia.prevalence_at_60")),
      at_60(by_function(s, "health.at_60", "_share")),
      death_ratio_65(impaired(s, "health.death_ratio_at_65")),
      death_ratio_95(impaired(s, "health.death_ratio_at_95")),
      death_dementia(s.number("health.death_dementia_ratio")),
      rural_death(s.number("health.death_rural_ratio")),
      terminal_days(s.number("end_of_life.terminal_days")),
      illness(age_rate(s, "hospital.admission")),
      illness_ratio(by_function(s, "hospital.admission_ratio", "")),
      spouse_at_65_male(s.number("household.spouse_at_65_male_share")),
      spouse_at_65_female(s.number("household.spouse_at_65_female_share")),
      alone_share(s.number("household.alone_share")),
      carer_loss(age_rate(s, "household.widowhood")),
      family_moves_per_year(s.number("household.family_moves_per_year")),
      employee_share{s.number("household.employee_pension_rural_share"),
                     s.number("household.employee_pension_urban_share")},
      destitute_share{s.number("household.destitute_rural_share"), s.number("household.destitute_urban_share")} {}

Parameters::Parameters(const Scenario& s)
    : Origins(s),
      resources(by_pension(s, "household.resources", "_cny_per_month")),
      resources_sigma(by_pension(s, "household.resources", "_log_sd")),
      rural_old_age_odds(s.number("population.urban_odds_at_60")),
      wish_institution(by_function(s, "wish.institution", "_share")),
      wish_discharge_factor(s.number("wish.discharge_factor")),
      wish_dementia_odds(s.number("wish.dementia_odds_ratio")),
      wish_80_odds(s.number("wish.age_80_odds_ratio")),
      wish_rural_odds(s.number("wish.rural_odds_ratio")),
      wish_destitute_odds(s.number("wish.destitute_odds_ratio")),
      wish_living_odds{s.number("wish.spouse_odds_ratio"), s.number("wish.family_odds_ratio"), 1.0},
      wish_community(by_function(s, "wish.community", "_share")),
      state_support_first(s.flag("priority.state_support_first")),
      second_best(s.number("wish.second_best_share")),
      patience_days(s.number("wish.patience_days")),
      blocked_patience_days(s.number("hospital.blocked_patience_days")),
      acute_patience_days(s.number("hospital.admission_patience_days")),
      contract_patience(s.number("referral.blocked_patience_ratio")),
      home_again_days{s.number("community.stay_days"), s.number("institution.home_again_general_days"),
                      s.number("institution.home_again_nursing_days"),
                      s.number("institution.home_again_dementia_days")},
      unmet_by_living{s.number("unmet.spouse_share"), s.number("unmet.family_share"), s.number("unmet.alone_share")},
      unmet_decline(s.number("unmet.decline_ratio")),
      unmet_illness(s.number("unmet.admission_ratio")),
      community_decline(s.number("community.decline_ratio")),
      community_illness(s.number("community.admission_ratio")),
      institution_illness(s.number("institution.admission_ratio")),
      stay_days(s.number("hospital.stay_days")),
      stay_disabled_factor(s.number("hospital.stay_disabled_factor")),
      geriatric_days(s.number("hospital.geriatric_stay_days")),
      geriatric_recovery(s.number("hospital.geriatric_recovery_share")),
      geriatric_institution(s.number("hospital.geriatric_institution_ratio")),
      stay_shape(static_cast<int>(s.integer("hospital.stay_shape"))),
      rehabilitation_share(by_function(s, "hospital.rehabilitation", "_share")),
      die_in_hospital{s.number("end_of_life.hospital_rural_share"), s.number("end_of_life.hospital_urban_share")},
      go_home_to_die(s.number("end_of_life.go_home_to_die_share")),
      hospice_wish(s.number("end_of_life.hospice_share")),
      hospice_home_share(s.number("end_of_life.hospice_at_home_share")),
      start_occupancy{s.number("initial.community_occupancy"), s.number("initial.general_occupancy"),
                      s.number("initial.nursing_occupancy"), s.number("initial.dementia_occupancy")},
      doctor_panel(s.number("family_doctor.panel_persons")),
      doctor_active(s.number("family_doctor.active_share")),
      doctor_illness(s.number("family_doctor.admission_ratio")),
      doctor_decline(s.number("family_doctor.decline_ratio")) {}

}  // namespace yanglao::care
