#include "models/care/benefits.hpp"

#include <algorithm>

namespace yanglao::care {

Benefits::Benefits(const Prices& prices, const Volume& volume) : p_(prices), v_(volume) {
  for (const double days : v_.held) any_ = any_ || days > 0;
  if (!any_) return;  // the usual case, a thousand times a run
  for (std::size_t c = 0; c < kPensions; ++c)
    for (const With where : {With::community, With::home}) add(at_home_, disabled(where, c));
  Relieved wanted;
  const auto also = [&](const Relieved& each) { wanted.insurance += each.insurance, wanted.voucher += each.voucher; };
  for (std::size_t c = 0; c < kPensions; ++c) also(of_community(c));
  for (std::size_t k = 0; k < kMeasures; ++k) also(of_measure(k));
  const auto share = [](double there, double taken) { return taken > there ? there / taken : 1.0; };
  part_ = {share(insured(), wanted.insurance), share(holders(with_voucher) * p_.voucher_month, wanted.voucher)};
  all_ = {part_.insurance * wanted.insurance, part_.voucher * wanted.voucher};
}

void Benefits::add(BySet& to, const BySet& more) {
  for (std::size_t own = 0; own < kOwnSets; ++own) to[own] += more[own];
}

BySet Benefits::disabled(With where, std::size_t pension) const {
  BySet out{};
  for (std::size_t f = moderate; f < kFunctions; ++f) add(out, v_.by_benefits(where, f, pension));
  return out;
}

double Benefits::holders(Relief of) const {
  double sum = 0;
  for (unsigned own = 0; own < kOwnSets; ++own) sum += owns(own, of) ? at_home_[own] : 0;
  return sum;
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
Relieved Benefits::of(const BySet& users, double bill) const {
  Relieved out;
  for (unsigned own = 1; own < kOwnSets; ++own) {
    const double first = owns(own, care_insured) ? std::min(p_.care_insurance_home, bill) : 0;
    out.insurance += part_.insurance * users[own] * first;
    if (owns(own, with_voucher)) out.voucher += part_.voucher * users[own] * std::min(p_.voucher_month, bill - first);
  }
  return out;
}

Relieved Benefits::of_community(std::size_t pension) const {
  if (!any_) return {};
  return of(disabled(With::community, pension),
            pension == destitute ? 0 : p_.community_month * (1 - p_.community_public));
}

Relieved Benefits::of_measure(std::size_t measure) const {
  const double disabled = any_ ? at_home(moderate) : 0;
  if (disabled <= 0) return {};
  const MeasurePrice& price = p_.measures[measure];
  BySet users = at_home_;
  for (double& each : users) each *= disabled_users(measure) / disabled;
  return of(users, price.cny_per_year / 12 * (1 - price.public_share));
}

}  // namespace yanglao::care
