#include "models/care/money.hpp"

#include <algorithm>

namespace yanglao::care {
namespace {

constexpr double kDaysPerMonth = sim::kDaysPerYear / 12;

/// The nearest whole number; nothing here is negative.
std::int64_t whole(double x) { return static_cast<std::int64_t>(x + 0.5); }

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

void Ledger::book(Line line, double cny, const Shares& shares) {
  const auto fen = whole(cny * 100);
  if (fen == 0) return;
  received[line] += fen;
  std::int64_t left = fen;
  std::size_t last = 0;
  for (std::size_t k = 0; k < kPayers; ++k) {
    if (shares[k] <= 0) continue;
    const auto part = whole(static_cast<double>(fen) * shares[k]);
    paid[k][line] += part;
    left -= part;
    last = k;
  }
  paid[last][line] += left;
}

namespace {

/// Books of one month: what was used, and at which price.
class Month {
 public:
  Month(const Prices& prices, const Volume& volume) : p(prices), v(volume) {}
  Ledger charge() {
    for (std::size_t c = 0; c < kPensions; ++c) {
      for (std::size_t f = 0; f < kFunctions; ++f) institution(f, c);
      hospitals(c);
    }
    at_home();
    const double subsidised = std::min(1.0, p.build_subsidy / std::max(1.0, p.build_bed));
    out.book(bed_construction, v.beds_built * p.build_bed, public_part(p.subsidy_split, subsidised, operator_));
    out.book(guest_fees, v.guest_days / kDaysPerMonth * p.guest_month, only(guests, 1, household));
    return out;
  }

 private:
  [[nodiscard]] double days(Place place, std::size_t f, std::size_t c) const {
    return v.days[(static_cast<std::size_t>(place) * kFunctions + f) * kPensions + c];
  }
  [[nodiscard]] Shares all_public() const { return public_part(p.subsidy_split, 1.0, household); }
  void institution(std::size_t f, std::size_t c);
  void hospitals(std::size_t c);
  void at_home();

  const Prices& p;
  const Volume& v;
  Ledger out;
};

void Month::institution(std::size_t f, std::size_t c) {
  const double nursing = days(Place::nursing, f, c) + days(Place::dementia, f, c);
  const double fee = (days(Place::general, f, c) + nursing) / kDaysPerMonth * p.fee_month[f];
  // Where the price is capped, the public purse pays the operator the rest.
  const double gap = fee * v.inclusive * (1 - p.inclusive_fee_ratio);
  out.book(price_cap, gap, all_public());
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
  out.book(operating_subsidy, nursing / kDaysPerMonth * p.subsidy_month[f], all_public());
}

void Month::hospitals(std::size_t c) {
  double acute = 0, geriatric = 0, hospice = 0, community = 0;
  for (std::size_t f = 0; f < kFunctions; ++f) {
    acute += days(Place::acute, f, c);
    geriatric += days(Place::geriatric, f, c);
    hospice += days(Place::hospice, f, c) + days(Place::hospice_home, f, c) * 0.5;
    community += days(Place::community, f, c);
  }
  const Shares insured = only(medical_insurance, p.insured[c], household);
  out.book(hospital_care, acute * p.acute_day, insured);
  out.book(geriatric_care, geriatric * p.geriatric_day, insured);
  out.book(hospice_care, hospice * p.hospice_day, insured);
  out.book(community_care, community / kDaysPerMonth * p.community_month,
           public_part(p.subsidy_split, c == destitute ? 1.0 : p.community_public, household));
  out.book(home_care_beds, community / kDaysPerMonth * p.home_care_bed_share * p.home_care_bed_month, all_public());
}

void Month::at_home() {
  Shares doctor = public_part(p.subsidy_split, p.doctor_public, household);
  doctor[medical_insurance] += p.doctor_insurance;
  doctor[household] -= p.doctor_insurance;
  out.book(family_doctor, v.contract_months * p.doctor_year / 12, doctor);
  double disabled = 0;
  for (std::size_t c = 0; c < kPensions; ++c)
    for (std::size_t f = moderate; f < kFunctions; ++f)
      disabled += days(Place::home, f, c) + days(Place::community, f, c);
  out.book(vouchers, disabled / kDaysPerMonth * v.vouchers * p.voucher_month, all_public());
  out.book(care_insurance_benefit, disabled / kDaysPerMonth * v.care_insured * p.care_insurance_home,
           only(care_insurance, 1, household));
  for (std::size_t k = 0; k < kMeasures; ++k)
    if (p.measures[k].cny_per_year > 0)
      out.book(p.measures[k].line, v.reached[k] * p.measures[k].cny_per_year / 12,
               public_part(p.subsidy_split, p.measures[k].public_share, household));
}

}  // namespace

Ledger charge(const Prices& prices, const Volume& volume) { return Month(prices, volume).charge(); }

double bed_day(const Prices& p, int pool) {
  if (pool == pool_of(Place::acute)) return p.acute_day;
  return pool == pool_of(Place::geriatric) ? p.geriatric_day : 0;
}

}  // namespace yanglao::care
