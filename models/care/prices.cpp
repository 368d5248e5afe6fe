// What things cost, as a scenario says.
#include <algorithm>
#include <string>

#include "models/care/money.hpp"

namespace yanglao::care {
Prices::Prices(const scenario::Scenario& s, const std::vector<Measure>& all)
    : acute_day(s.number("cost.hospital_cny_per_day")),
      geriatric_day(s.number("cost.geriatric_cny_per_day")),
      hospice_day(s.number("cost.hospice_cny_per_day")),
      community_month(s.number("cost.community_cny_per_month")),
      doctor_year(s.number("cost.family_doctor_cny_per_year")),
      insured{s.number("insurance.destitute_share"), s.number("insurance.resident_share"),
              s.number("insurance.employee_share")},
      work{s.number("cost.construction_cny_per_bed"),    s.number("cost.build.community_cny_per_place"),
           s.number("cost.build.geriatric_cny_per_bed"), s.number("cost.build.hospice_cny_per_bed"),
           s.number("cost.convert.nursing_cny_per_bed"), s.number("cost.convert.geriatric_cny_per_bed")},
      work_subsidy{s.number("subsidy.construction_cny_per_bed"),    s.number("subsidy.build.community_cny_per_place"),
                   s.number("subsidy.build.geriatric_cny_per_bed"), s.number("subsidy.build.hospice_cny_per_bed"),
                   s.number("subsidy.convert.nursing_cny_per_bed"), s.number("subsidy.convert.geriatric_cny_per_bed")},
      community_public(s.number("subsidy.community_share")),
      doctor_insurance(s.number("insurance.family_doctor_share")),
      doctor_public(s.number("subsidy.family_doctor_share")),
      inclusive_fee_ratio(s.number("inclusive.fee_ratio")),
      care_insurance_share(s.number("insurance.long_term_care.fee_share")),
      care_insurance_home(s.number("insurance.long_term_care.home_cny_per_month")),
      voucher_month(s.number("subsidy.voucher_cny_per_month")),
      voucher_in_institutions(s.flag("subsidy.voucher_in_institutions")),
      subsidy_passed(s.number("subsidy.operating.passed_share")),
      home_care_bed_month(s.number("subsidy.home_care_bed_cny_per_month")),
      home_care_bed_share(s.number("community.home_care_bed_share")),
      guest_month(s.number("seasonal.fee_cny_per_month")),
      institution_medical(s.number("insurance.institution_medical_share")),
      measures{},
      subsidy_split{} {
  for (std::size_t k = 0; k < kMeasures; ++k)
    measures[k] = {all[k].cny_per_year, all[k].public_share};
  for (std::size_t f = 0; f < kFunctions; ++f) {
    fee_month[f] = s.number(std::string("institution.fee.") + kFunctionNames[f] + "_cny_per_month");
    subsidy_month[f] = s.number(std::string("subsidy.operating.") + kFunctionNames[f] + "_cny_per_month");
  }
  subsidy_split[central] = s.number("subsidy.split.central_share");
  subsidy_split[provincial] = s.number("subsidy.split.provincial_share");
  subsidy_split[prefecture] = s.number("subsidy.split.prefecture_share");
  subsidy_split[county_finance] = 1 - subsidy_split[central] - subsidy_split[provincial] - subsidy_split[prefecture];
}

std::string lines_without_rate(const Prices& prices) {
  return prices.home_care_bed_share > 0 && prices.home_care_bed_month == 0 ? kLineNames[home_care_beds] : "";
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
