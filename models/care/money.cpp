#include "models/care/money.hpp"

#include <algorithm>

#include "models/care/benefits.hpp"
#include "models/care/work_rates.hpp"

namespace yanglao::care {
namespace {

/// The nearest whole number; nothing here is negative.
std::int64_t whole(double x) { return static_cast<std::int64_t>(x + 0.5); }

Shares only(Payer payer, double share, Payer rest) {
  Shares out{};
  out[payer] += share;
  out[rest] += 1 - share;
  return out;
}

/// `share` paid by the public purse in the line's split, the rest by `rest`.
Shares public_part(const Shares& split, double share, Payer rest) {
  Shares out{};
  for (std::size_t k = 0; k < kPayers; ++k) out[k] = split[k] * share;
  out[rest] += 1 - share;
  return out;
}

}  // namespace

BySet Volume::by_benefits(With where, std::size_t f, std::size_t c) const {
  BySet out{};
  switch (where) {
    case With::institution:
      out[0] = months(Place::general, f, c) + months(Place::nursing, f, c) + months(Place::dementia, f, c);
      break;
    case With::community:
      out[0] = months(Place::community, f, c);
      break;
    case With::home:
      out[0] = months(Place::home, f, c);
      break;
  }
  for (unsigned own = 1; own < kOwnSets; ++own) {
    const int cell = held_cell(where, static_cast<int>(f), static_cast<int>(c), own);
    out[own] = held[static_cast<std::size_t>(cell)] / kDaysPerMonth;
    out[0] -= out[own];
  }
  return out;
}

void Ledger::book(Line line, double cny, const Shares& shares) {
  const auto fen = whole(cny * 100);
  if (fen == 0) return;
  received[line] += fen;
  // Rounded in sum, so that no payer's part is below 0 and all together are the fen received.
  std::int64_t given = 0;
  std::size_t last = 0;
  double sum = 0;
  for (std::size_t k = 0; k < kPayers; ++k) {
    if (shares[k] <= 0) continue;
    sum += shares[k];
    const std::int64_t up_to = std::min(fen, whole(static_cast<double>(fen) * sum));
    paid[k][line] += up_to - given;
    given = up_to;
    last = k;
  }
  paid[last][line] += fen - given;
}

void Ledger::book(Line line, double cny, Shares shares, const Relieved& relieved, const Shares& split) {
  if (cny > 0) {
    for (std::size_t k = 0; k < kPayers; ++k) shares[k] += split[k] * relieved[voucher_benefit] / cny;
    shares[care_insurance] += relieved[insurance_benefit] / cny;
    shares[household] -= (relieved[voucher_benefit] + relieved[insurance_benefit]) / cny;
    if (shares[household] < 1e-9) shares[household] = 0;  // rounding: the fen goes to somebody who pays
  }
  book(line, cny, shares);
  for (std::size_t k = 0; k < kBenefits; ++k) by_benefits[k][line] += whole(relieved[k] * 100);
}

namespace {

/// Books of one month: what was used, and at which price.
class Month {
 public:
  Month(const Prices& prices, const Volume& volume) : p(prices), v(volume), benefits(prices, volume) {}
  Ledger charge() {
    for (std::size_t c = 0; c < kPensions; ++c) {
      for (std::size_t f = 0; f < kFunctions; ++f) institution(f, c);
      hospitals(c);
    }
    at_home();
    supply();
    out.book(guest_fees, v.guest_days / kDaysPerMonth * p.guest_month, only(guests, 1, household));
    return out;
  }

 private:
  void book_public(Line line, double cny) { out.book(line, cny, public_part(p.split[line], 1.0, household)); }
  void institution(std::size_t f, std::size_t c);
  void hospitals(std::size_t c);
  void at_home();
  void supply();

  const Prices& p;
  const Volume& v;
  Benefits benefits;
  Ledger out;
};

void Month::institution(std::size_t f, std::size_t c) {
  const double nursing = v.months(Place::nursing, f, c) + v.months(Place::dementia, f, c);
  const double months = v.months(Place::general, f, c) + nursing;
  const BySet held = f >= moderate ? v.by_benefits(With::institution, f, c) : BySet{months};
  // The operating subsidy is paid for nursing and dementia beds, and takes something off the fee of no others.
  const double fee = (months - nursing) * p.fee_month[f] + nursing * p.fee(f);
  // Where the price is capped, the public purse pays the operator the rest.
  const double gap = fee * v.inclusive * (1 - p.inclusive_fee_ratio);
  book_public(price_cap, gap);
  // The public purse pays the destitute's fee; medical insurance its part of the medical care of the disabled where
  // the institution is designated.
  Shares fee_shares = public_part(p.split[institution_fee], c == destitute ? 1.0 : 0.0, household);
  const double medical = f >= moderate ? v.designated * p.institution_medical * p.insured[c] : 0;
  for (double& share : fee_shares) share *= 1 - medical;
  fee_shares[medical_insurance] += medical;
  // Long-term-care insurance takes its part of what the household would pay.
  double insured = 0;
  for (unsigned own = 0; own < kOwnSets; ++own) insured += owns(own, care_insured) ? held[own] : 0;
  Relieved relieved{};
  if (insured > 0)
    relieved[insurance_benefit] = insured / months * p.care_insurance_share * fee_shares[household] * (fee - gap);
  // A voucher what is left, up to that.
  if (p.voucher_in_institutions) {
    const Terms places({v.inclusive, v.designated});
    for (unsigned own = 0; own < kOwnSets; ++own)
      for (unsigned place = 0; place < kPlaceSets && owns(own, with_voucher); ++place) {
        const unsigned others = together(place, own) & ~(1U << with_voucher);
        relieved[voucher_benefit] += held[own] * places.weight(place) * std::min(p.voucher_month, p.to_pay(c, f, others));
      }
  }
  out.book(institution_fee, fee - gap, fee_shares, relieved, p.split[institution_fee]);
  book_public(operating_subsidy, nursing * p.subsidy_month[f]);
}

void Month::hospitals(std::size_t c) {
  double acute = 0, geriatric = 0, hospice = 0, community = 0;
  for (std::size_t f = 0; f < kFunctions; ++f) {
    acute += v.person_days(Place::acute, f, c);
    geriatric += v.person_days(Place::geriatric, f, c);
    hospice += v.person_days(Place::hospice, f, c) + v.person_days(Place::hospice_home, f, c) * 0.5;
    community += v.months(Place::community, f, c);
  }
  const Shares insured = only(medical_insurance, p.insured[c], household);
  out.book(hospital_care, acute * p.acute_day, insured);
  out.book(geriatric_care, geriatric * p.geriatric_day, insured);
  out.book(hospice_care, hospice * p.hospice_day, insured);
  const double bills = community * p.community_month;
  const Shares shares = public_part(p.split[community_care], c == destitute ? 1.0 : p.community_public, household);
  out.book(community_care, bills, shares, benefits.of_community(c), p.split[community_care]);
  book_public(home_care_beds, community * p.home_care_bed_share * p.home_care_bed_month);
}

/// What is paid for what is there, whoever uses it.
void Month::supply() {
  for (std::size_t work = 0; work < kWorks; ++work) {
    const Line line = line_of_work(work);
    out.book(line, v.works[work] * p.work[work].cny, public_part(p.split[line], p.work[work].public_share(), operator_));
  }
  const double years = v.length_days / sim::kDaysPerYear;
  for (std::size_t k = 0; k < kFacilityKinds; ++k)
    book_public(facility_operation, v.facilities[k] * years * p.facility_year[k]);
  book_public(channels, v.channel_bed_days / sim::kDaysPerYear * p.channel_year);
  book_public(hospital_contracts, v.contract_bed_days / sim::kDaysPerYear * p.contract_year);
}

void Month::at_home() {
  Shares doctor = public_part(p.split[line_of(kFamilyDoctor)], p.doctor_public, household);
  doctor[medical_insurance] += p.doctor_insurance;
  doctor[household] -= p.doctor_insurance;
  out.book(line_of(kFamilyDoctor), v.reached_months(kFamilyDoctor) * p.doctor_year / 12, doctor);
  // A voucher lapses where there are no bills; of the insurance's benefit families have what bills leave.
  out.book(care_insurance_benefit, benefits.to_families(), only(care_insurance, 1, household));
  for (std::size_t k = 0; k < kMeasures; ++k) {
    if (p.measures[k].cny_per_year <= 0) continue;
    const double bills = v.reached_months(k) * p.measures[k].cny_per_year / 12;
    const Shares& split = p.split[line_of(k)];
    const Shares shares = public_part(split, p.measures[k].public_share, household);
    out.book(line_of(k), bills, shares, benefits.of_measure(k), split);
  }
}

}  // namespace

Ledger charge(const Prices& prices, const Volume& volume) { return Month(prices, volume).charge(); }

double bed_day(const Prices& p, int pool) {
  if (pool == pool_of(Place::acute)) return p.acute_day;
  return pool == pool_of(Place::geriatric) ? p.geriatric_day : 0;
}

}  // namespace yanglao::care
