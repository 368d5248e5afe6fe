#include "models/care/benefits.hpp"

#include <algorithm>

namespace yanglao::care {

Benefits::Benefits(const Prices& prices, const Volume& volume)
    : p_(prices), v_(volume), any_(volume.care_insured > 0 || volume.vouchers > 0) {
  if (!any_) return;  // the usual case, a thousand times a run
  Relieved wanted;
  const auto add = [&](const Relieved& each) { wanted.insurance += each.insurance, wanted.voucher += each.voucher; };
  for (std::size_t c = 0; c < kPensions; ++c) add(of_community(c));
  for (std::size_t k = 0; k < kMeasures; ++k) add(of_measure(k));
  const auto share = [](double there, double taken) { return taken > there ? there / taken : 1.0; };
  part_ = {share(insured(), wanted.insurance),
           share(at_home(moderate) * v_.vouchers * p_.voucher_month, wanted.voucher)};
  all_ = {part_.insurance * wanted.insurance, part_.voucher * wanted.voucher};
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
  const double users = v_.reached[measure], disabled = at_home(moderate);
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

/// `bill`: what a household would pay a month.
Relieved Benefits::of(double users, double bill) const {
  const double first = std::min(p_.care_insurance_home, bill);
  const double with = std::min(p_.voucher_month, bill - first), without = std::min(p_.voucher_month, bill);
  return {part_.insurance * users * v_.care_insured * first,
          part_.voucher * users * v_.vouchers * (v_.care_insured * with + (1 - v_.care_insured) * without)};
}

Relieved Benefits::of_community(std::size_t pension) const {
  if (!any_) return {};
  const double users = v_.months(Place::community, moderate, pension) + v_.months(Place::community, severe, pension);
  return of(users, pension == destitute ? 0 : p_.community_month * (1 - p_.community_public));
}

Relieved Benefits::of_measure(std::size_t measure) const {
  if (!any_) return {};
  const MeasurePrice& price = p_.measures[measure];
  return of(disabled_users(measure), price.cny_per_year / 12 * (1 - price.public_share));
}

}  // namespace yanglao::care
