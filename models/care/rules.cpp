#include "models/care/rules.hpp"

#include <algorithm>

#include "models/care/policy.hpp"

namespace yanglao::care {

PublicRules::PublicRules(const scenario::Scenario& s, const sim::Calendar& calendar, int counties)
    : months_(calendar.months()) {
  const scenario::Schedule integrated = planned(s, "facility.integrated_institution.count");
  const double institutions = s.number("institution.count");
  const double places = s.number("facility.integrated_institution.places");
  const double most = places > 0 ? std::min(places, institutions) : institutions;
  // Designation is asked for after the months of operation, and decided within those of review.
  const int delay = static_cast<int>(s.number("insurance.operation_days") + s.number("insurance.review_days"));
  for (int c = 0; c < counties; ++c) {
    const scenario::Schedule inclusive = planned(s, "inclusive.share", c);
    const scenario::Schedule referral = planned(s, "referral.hospital_share", c);
    const scenario::Schedule insured = planned(s, "insurance.long_term_care.coverage", c);
    const scenario::Schedule vouchers = planned(s, "subsidy.voucher_share", c);
    const scenario::Schedule next_county = planned(s, "referral.next_county_share", c);
    const scenario::Schedule channel = planned(s, "channel.share", c);
    const scenario::Schedule institutions_with = planned(s, "chinese_medicine.institutions_share", c);
    const scenario::Schedule services_with = planned(s, "chinese_medicine.services_share", c);
    for (int m = 0; m < months_; ++m) {
      const int day = calendar.start() + calendar.month_begin(m);
      rules_.push_back({inclusive.at(day), referral.at(day), next_county.at(day), insured.at(day), vouchers.at(day),
                        std::min(integrated.at(day - delay), most) / institutions, channel.at(day),
                        institutions_with.at(day), services_with.at(day)});
    }
  }
}

}  // namespace yanglao::care
