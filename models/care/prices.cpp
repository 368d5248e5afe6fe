// What things cost, as a scenario says.
#include <algorithm>
#include <string>

#include "models/care/money.hpp"
#include "models/care/work_rates.hpp"

namespace yanglao::care {
namespace {

/// Beds of a facility cost what such beds cost, times a ratio of its kind; one without beds has a price of its own.
std::array<WorkPrice, kWorks> works(const RatesAt& at) {
  std::array<WorkPrice, kWorks> out;
  for (std::size_t k = 0; k < kPlannedWorks; ++k)
    out[k] = {at(kWorkRates[k][0]), *kWorkRates[k][1] == '\0' ? 0 : at(kWorkRates[k][1]), at(kWorkRates[k][2])};
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    const std::string key = std::string("facility.") + kFacilities[k];
    const double rest = at(key + ".public_share");
    if (kPoolOf[k] < 0) {
      out[opening(k)] = {at(key + ".opening_cny"), 0, rest};
    } else {
      const WorkPrice& bed = out[built_for(place_of_pool(kPoolOf[k]))];
      out[opening(k)] = {bed.cny * at(key + ".build_ratio"), bed.subsidy, rest};
    }
  }
  return out;
}

}  // namespace

Prices::Prices(const RatesAt& at, const OwnSplits& own)
    : acute_day(at("cost.hospital_cny_per_day")),
      geriatric_day(at("cost.geriatric_cny_per_day")),
      hospice_day(at("cost.hospice_cny_per_day")),
      community_month(at("cost.community_cny_per_month")),
      doctor_year(at("cost.family_doctor_cny_per_year")),
      insured{at("insurance.destitute_share"), at("insurance.resident_share"), at("insurance.employee_share")},
      work(works(at)),
      facility_year{},
      channel_year(at("subsidy.channel_cny_per_bed_year")),
      contract_year(at("subsidy.contract_cny_per_bed_year")),
      community_public(at("subsidy.community_share")),
      doctor_insurance(at("insurance.family_doctor_share")),
      doctor_public(at("subsidy.family_doctor_share")),
      inclusive_fee_ratio(at("inclusive.fee_ratio")),
      care_insurance_share(at("insurance.long_term_care.fee_share")),
      care_insurance_home(at("insurance.long_term_care.home_cny_per_month")),
      voucher_month(at("subsidy.voucher_cny_per_month")),
      voucher_in_institutions(at.scenario.flag("subsidy.voucher_in_institutions")),
      subsidy_passed(at("subsidy.operating.passed_share")),
      home_care_bed_month(at("subsidy.home_care_bed_cny_per_month")),
      home_care_bed_share(at("community.home_care_bed_share")),
      guest_month(at("seasonal.fee_cny_per_month")),
      institution_medical(at("insurance.institution_medical_share")),
      measures{},
      split{} {
  for (std::size_t k = 0; k < kMeasures; ++k) {
    const std::string key = std::string("measure.") + kMeasureKinds[k].name;
    if (k != kFamilyDoctor) measures[k] = {at(key + ".cny_per_year"), at(key + ".public_share")};
  }
  for (std::size_t k = 0; k < kFacilityKinds; ++k)
    facility_year[k] = at(std::string("facility.") + kFacilities[k] + ".subsidy_cny_per_year");
  for (std::size_t f = 0; f < kFunctions; ++f) {
    fee_month[f] = at(std::string("institution.fee.") + kFunctionNames[f] + "_cny_per_month");
    subsidy_month[f] = at(std::string("subsidy.operating.") + kFunctionNames[f] + "_cny_per_month");
  }
  Shares common{};
  common[central] = at("subsidy.split.central_share");
  common[provincial] = at("subsidy.split.provincial_share");
  common[prefecture] = at("subsidy.split.prefecture_share");
  common[county_finance] = 1 - common[central] - common[provincial] - common[prefecture];
  for (std::size_t line = 0; line < kLines; ++line) split[line] = own[line].value_or(common);
}

double Prices::fee(std::size_t function) const {
  const double passed = function >= moderate ? subsidy_passed * subsidy_month[function] : 0;
  return std::max(0.0, fee_month[function] - passed);
}

double Prices::to_pay(std::size_t pension, std::size_t function, unsigned reliefs) const {
  if (pension == destitute) return 0;  // state support carries the fee
  double price = fee(function) * (has(reliefs, capped) ? inclusive_fee_ratio : 1);
  if (function < moderate) return price;
  if (has(reliefs, designated)) price *= 1 - institution_medical * insured[pension];
  if (has(reliefs, care_insured)) price *= 1 - care_insurance_share;
  if (has(reliefs, with_voucher) && voucher_in_institutions) price -= voucher_month;
  return std::max(0.0, price);
}

}  // namespace yanglao::care
