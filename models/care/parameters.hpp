// The numbers of the care model, read once from a resolved scenario. Keys, units and sources:
// scenarios/data/levers.csv.
#pragma once

#include <array>

#include "models/care/person.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

template <typename T>
using ByFunction = std::array<T, kFunctions>;
template <typename T>
using ByPension = std::array<T, kPensions>;

/// A rate that grows exponentially with age: at_65 * exp(slope * (age - 65)), times ratios.
struct AgeRate {
  double at_65 = 0;  ///< per year, women in towns
  double slope = 0;  ///< log per year of age
  double male = 1;   ///< male over female
  double rural = 1;  ///< rural over urban
  [[nodiscard]] double at(double age, int sex, int home) const;
  bool operator==(const AgeRate&) const = default;
};

/// What people begin with, and all that hazards and fates follow from: health, household, pension. Scenarios that differ in
/// other parameters have the same people (Setup::begins_like).
struct Origins {
  explicit Origins(const scenario::Scenario& s);
  bool operator==(const Origins&) const = default;

  // Health
  std::array<AgeRate, 3> decline;   ///< able to mild, mild to moderate, moderate to severe
  std::array<AgeRate, 3> recovery;  ///< mild to able, moderate to mild, severe to moderate
  double decline_dementia;          ///< rate ratio with dementia
  AgeRate dementia;
  double dementia_at_60;                                 ///< prevalence
  ByFunction<double> at_60;                              ///< distribution of function at 60
  std::array<double, 3> death_ratio_65, death_ratio_95;  ///< mild, moderate, severe over able
  double death_dementia;                                 ///< rate ratio
  double rural_death;                                    ///< rural over urban
  double terminal_days;                                  ///< mean length of the terminal phase
  AgeRate illness;
  ByFunction<double> illness_ratio;

  // Living arrangement and pension
  double spouse_at_65_male, spouse_at_65_female, alone_share;
  AgeRate carer_loss;
  double family_moves_per_year;
  std::array<double, 2> employee_share;  ///< by home (rural, urban)
  std::array<double, 2> destitute_share;  ///< by home (rural, urban)
};

struct Parameters : Origins {
  explicit Parameters(const scenario::Scenario& s);

  // Means
  ByPension<double> resources, resources_sigma;  ///< median CNY a month incl. family support, log sd
  double rural_old_age_odds;                     ///< odds of an urban home at 60+ over all ages

  // Wishes and choices
  ByFunction<double> wish_institution;  ///< probability at a change of need, living alone, urban, under 80
  double wish_discharge_factor, wish_dementia_odds, wish_80_odds, wish_rural_odds, wish_destitute_odds;
  std::array<double, 3> wish_living_odds;
  ByFunction<double> wish_community;
  bool state_support_first;  ///< people on state support come first in every line
  double second_best, patience_days, blocked_patience_days, acute_patience_days;
  double contract_patience;  ///< blocked patience with a contract of hospital and institution over that without
  std::array<double, 4> home_again_days;  ///< mean stay before moving home: community, general, nursing, dementia
  std::array<double, 3> unmet_by_living;
  double unmet_decline, unmet_illness, community_decline, community_illness, institution_illness;

  // Hospital and the end of life
  double stay_days, stay_disabled_factor, geriatric_days, geriatric_recovery;
  double geriatric_institution;  ///< wishes for an institution after a geriatric stay over those after another
  int stay_shape;
  ByFunction<double> rehabilitation_share;
  std::array<double, 2> die_in_hospital;  ///< chance of a terminal admission, rural and urban
  double go_home_to_die, hospice_wish, hospice_home_share;

  // At the start
  std::array<double, 4> start_occupancy;  ///< community, general, nursing, dementia

  // Family doctors
  double doctor_panel, doctor_active, doctor_illness, doctor_decline;
};

}  // namespace yanglao::care
