#include "models/care/benefits.hpp"

#include <algorithm>
#include <vector>

#include "models/care/bills.hpp"

namespace yanglao::care {

Benefits::Benefits(const Prices& prices, const Volume& volume) : p_(prices), v_(volume) {
  // The usual case, a thousand times a run.
  if (std::none_of(v_.held.begin(), v_.held.end(), [](double days) { return days > 0; })) return;
  for (std::size_t c = 0; c < kPensions; ++c)
    for (const With where : {With::community, With::home}) add(at_home_, disabled(where, c));
  const double people = at_home(moderate);
  if (people <= 0) return;
  std::vector<Bill> bills;
  for (std::size_t k = 0; k < kMeasures; ++k) {
    const MeasurePrice& price = p_.measures[k];
    bills.push_back({price.cny_per_year / 12 * (1 - price.public_share), disabled_users(k) / people});
    measured_[k] = bills[k].cny * std::min(1.0, bills[k].chance);
  }
  const Bills measures(bills);
  BySet without{};
  for (std::size_t c = 0; c < kPensions; ++c) {
    const BySet holders = disabled(With::community, c);
    const double bill = c == destitute ? 0 : p_.community_month * (1 - p_.community_public);
    add(without, disabled(With::home, c));
    if (bill > 0) community_[c] = pay(holders, measures, bill);
    else add(without, holders);
  }
  pay(without, measures, 0);
}

/// For those who have a bill of `certain` for a community place besides what measures may cost them: what is paid of the
/// former. Each bill has its part of what all take.
Relieved Benefits::pay(const BySet& users, const Bills& measures, double certain) {
  const double bills = certain + measures.expected();
  if (bills <= 0) return {};
  const auto up_to = [&](double limit) { return std::min(limit, certain) + measures.up_to(limit - certain); };
  Relieved paid{};
  for (unsigned own = 1; own < kOwnSets; ++own) {
    if (users[own] <= 0) continue;
    const double insured = owns(own, care_insured) ? p_.care_insurance_home : 0, first = up_to(insured);
    paid[insurance_benefit] += users[own] * first;
    if (owns(own, with_voucher)) paid[voucher_benefit] += users[own] * (up_to(insured + p_.voucher_month) - first);
  }
  insurance_paid_ += paid[insurance_benefit];
  for (std::size_t k = 0; k < kBenefits; ++k) per_cny_[k] += paid[k] / bills;
  for (double& each : paid) each *= certain / bills;
  return paid;
}

void Benefits::add(BySet& to, const BySet& more) {
  for (std::size_t own = 0; own < kOwnSets; ++own) to[own] += more[own];
}

BySet Benefits::disabled(With where, std::size_t pension) const {
  BySet out{};
  for (std::size_t f = moderate; f < kFunctions; ++f) add(out, v_.by_benefits(where, f, pension));
  return out;
}

double Benefits::to_families() const {
  double sum = 0;
  for (unsigned own = 0; own < kOwnSets; ++own) sum += owns(own, care_insured) ? at_home_[own] : 0;
  return std::max(0.0, sum * p_.care_insurance_home - insurance_paid_);
}

/// Person-months at home, with or without a community place, from a grade of function on.
double Benefits::at_home(std::size_t from) const {
  double sum = 0;
  for (std::size_t c = 0; c < kPensions; ++c)
    for (std::size_t f = from; f < kFunctions; ++f)
      sum += v_.months(Place::home, f, c) + v_.months(Place::community, f, c);
  return sum;
}

/// Those of a measure's users who are moderately or severely disabled and live at home: as many as among all people of
/// its grades of function, wherever in the county and with whomever they live.
double Benefits::disabled_users(std::size_t measure) const {
  const double users = v_.reached_months(measure), disabled = at_home(moderate);
  const auto of = [&](double group) { return group > 0 ? std::min(1.0, disabled / group) : 0; };
  switch (kMeasureKinds[measure].target) {
    case Target::dependent_at_home:
    case Target::dependent_with_family:
      return users;
    case Target::impaired_at_home:
    case Target::urban_impaired_at_home:
    case Target::impaired_alone_at_home:
      return users * of(at_home(mild));
    case Target::rural_at_home:
    case Target::alone_at_home:
    case Target::urban_alone_at_home:
    case Target::everyone:
      return users * of(at_home(able));
    case Target::dependent: {
      double all = disabled;
      for (std::size_t c = 0; c < kPensions; ++c)
        for (std::size_t f = moderate; f < kFunctions; ++f)
          for (const Place bed : {Place::general, Place::nursing, Place::dementia}) all += v_.months(bed, f, c);
      return users * of(all);
    }
    case Target::institution:
      return 0;
  }
  return 0;
}

Relieved Benefits::of_measure(std::size_t measure) const {
  Relieved out = per_cny_;
  for (double& each : out) each *= measured_[measure];
  return out;
}

}  // namespace yanglao::care
