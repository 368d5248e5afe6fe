#include "models/care/money.hpp"

#include <cmath>

namespace yanglao::care {
namespace {

constexpr double kDaysPerMonth = sim::kDaysPerYear / 12;

Shares only(Payer payer, double share, Payer rest) {
  Shares out{};
  out[payer] += share;
  out[rest] += 1 - share;
  return out;
}

/// `share` paid by the public purse in its usual split, the rest by `rest`.
Shares public_part(const Shares& split, double share, Payer rest) {
  Shares out{};
  for (std::size_t k = 0; k < kPayers; ++k) out[k] = split[k] * share;
  out[rest] += 1 - share;
  return out;
}

}  // namespace

Prices::Prices(const scenario::Scenario& s, const std::vector<Measure>& all)
    : acute_day(s.number("cost.hospital_cny_per_day")),
      geriatric_day(s.number("cost.geriatric_cny_per_day")),
      hospice_day(s.number("cost.hospice_cny_per_day")),
      community_month(s.number("cost.community_cny_per_month")),
      doctor_year(s.number("cost.family_doctor_cny_per_year")),
      build_bed(s.number("cost.construction_cny_per_bed")),
      insured{s.number("insurance.destitute_share"), s.number("insurance.resident_share"),
              s.number("insurance.employee_share")},
      build_subsidy(s.number("subsidy.construction_cny_per_bed")),
      community_public(s.number("subsidy.community_share")),
      doctor_insurance(s.number("insurance.family_doctor_share")),
      doctor_public(s.number("subsidy.family_doctor_share")),
      inclusive_fee_ratio(s.number("inclusive.fee_ratio")),
      care_insurance_share(s.number("insurance.long_term_care.fee_share")),
      voucher_month(s.number("subsidy.voucher_cny_per_month")),
      institution_medical(s.number("insurance.institution_medical_share")),
      measures{},
      subsidy_split{} {
  for (std::size_t k = 0; k < kMeasures; ++k) measures[k] = {all[k].cny_per_year, all[k].public_share};
  for (std::size_t f = 0; f < kFunctions; ++f) {
    fee_month[f] = s.number(std::string("institution.fee.") + kFunctionNames[f] + "_cny_per_month");
    subsidy_month[f] = s.number(std::string("subsidy.operating.") + kFunctionNames[f] + "_cny_per_month");
  }
  subsidy_split[central] = s.number("subsidy.split.central_share");
  subsidy_split[provincial] = s.number("subsidy.split.provincial_share");
  subsidy_split[prefecture] = s.number("subsidy.split.prefecture_share");
  subsidy_split[county_finance] = 1 - subsidy_split[central] - subsidy_split[provincial] - subsidy_split[prefecture];
}

void Ledger::book(Line line, double cny, const Shares& shares) {
  const auto fen = static_cast<std::int64_t>(std::llround(cny * 100));
  received[line] += fen;
  std::int64_t left = fen;
  std::size_t last = 0;
  for (std::size_t k = 0; k < kPayers; ++k) {
    if (shares[k] <= 0) continue;
    const auto part = static_cast<std::int64_t>(std::llround(static_cast<double>(fen) * shares[k]));
    paid[k][line] += part;
    left -= part;
    last = k;
  }
  paid[last][line] += left;
}

Ledger charge(const Prices& p, const Volume& v) {
  Ledger out;
  const auto days = [&](Place place, std::size_t f, std::size_t c) {
    return v.days[(static_cast<std::size_t>(place) * kFunctions + f) * kPensions + c];
  };
  for (std::size_t c = 0; c < kPensions; ++c) {
    double acute = 0, geriatric = 0, hospice = 0, community = 0;
    for (std::size_t f = 0; f < kFunctions; ++f) {
      acute += days(Place::acute, f, c);
      geriatric += days(Place::geriatric, f, c);
      hospice += days(Place::hospice, f, c) + days(Place::hospice_home, f, c) * 0.5;
      community += days(Place::community, f, c);
      const double general = days(Place::general, f, c);
      const double nursing = days(Place::nursing, f, c) + days(Place::dementia, f, c);
      const double fee = (general + nursing) / kDaysPerMonth * p.fee_month[f];
      // Where the price is capped, the public purse pays the operator the rest.
      const double gap = fee * v.inclusive * (1 - p.inclusive_fee_ratio);
      out.book(price_cap, gap, public_part(p.subsidy_split, 1.0, household));
      // The public purse pays the destitute's fee; medical insurance its part of the medical care of the disabled where
      // the institution is designated.
      Shares fee_shares = public_part(p.subsidy_split, c == destitute ? 1.0 : 0.0, household);
      const double medical = f >= moderate ? v.designated * p.institution_medical * p.insured[c] : 0;
      for (double& share : fee_shares) share *= 1 - medical;
      fee_shares[medical_insurance] += medical;
      // Long-term-care insurance takes its part of what the household would pay.
      const double cared = f >= moderate ? v.care_insured * p.care_insurance_share * fee_shares[household] : 0;
      fee_shares[care_insurance] += cared;
      fee_shares[household] -= cared;
      out.book(institution_fee, fee - gap, fee_shares);
      out.book(operating_subsidy, nursing / kDaysPerMonth * p.subsidy_month[f],
               public_part(p.subsidy_split, 1.0, household));
    }
    const Shares insured = only(medical_insurance, p.insured[c], household);
    out.book(hospital_care, acute * p.acute_day, insured);
    out.book(geriatric_care, geriatric * p.geriatric_day, insured);
    out.book(hospice_care, hospice * p.hospice_day, insured);
    out.book(community_care, community / kDaysPerMonth * p.community_month,
             public_part(p.subsidy_split, c == destitute ? 1.0 : p.community_public, household));
  }
  Shares doctor = public_part(p.subsidy_split, p.doctor_public, household);
  doctor[medical_insurance] += p.doctor_insurance;
  doctor[household] -= p.doctor_insurance;
  out.book(family_doctor, v.contract_months * p.doctor_year / 12, doctor);
  double disabled_at_home = 0;
  for (std::size_t c = 0; c < kPensions; ++c)
    for (std::size_t f = moderate; f < kFunctions; ++f)
      disabled_at_home += days(Place::home, f, c) + days(Place::community, f, c);
  out.book(vouchers, disabled_at_home / kDaysPerMonth * v.vouchers * p.voucher_month,
           public_part(p.subsidy_split, 1.0, household));
  for (std::size_t k = 0; k < kMeasures; ++k)
    if (p.measures[k].cny_per_year > 0)
      out.book(home_measures, v.reached[k] * p.measures[k].cny_per_year / 12,
               public_part(p.subsidy_split, p.measures[k].public_share, household));
  out.book(bed_construction, v.beds_built * p.build_bed,
           public_part(p.subsidy_split, std::min(1.0, p.build_subsidy / std::max(1.0, p.build_bed)), operator_));
  return out;
}

}  // namespace yanglao::care
