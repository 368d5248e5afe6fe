#include "models/care/rules.hpp"

#include <algorithm>
#include <utility>

#include "models/care/policy.hpp"
#include "models/care/price_list.hpp"

namespace yanglao::care {

namespace {

/// Share of a county's institutions that the insurance has designated, by month: those qualified in care and medicine
/// for as long as operation and review take. Institutions are where the people are.
class Designation {
 public:
  Designation(const scenario::Scenario& s, const sim::Calendar& calendar, const Facilities& facilities)
      : calendar_(calendar),
        facilities_(facilities),
        institutions_(s.number("institution.count")),
        delay_(static_cast<int>(s.number("insurance.operation_days") + s.number("insurance.review_days"))) {}

  /// `people`: the county's share of those of 60 and more.
  [[nodiscard]] double at(int county, int month, double people) const {
    int qualified = month;  // the last month that had ended when the delay began
    while (qualified >= 0 && calendar_.month_end(qualified) > calendar_.month_begin(month) - delay_) --qualified;
    const int there = qualified < 0 ? facilities_.at_start(county, integrated_institution)
                                    : facilities_.standing(county, qualified, integrated_institution);
    return std::min(1.0, there / (institutions_ * people));
  }

 private:
  const sim::Calendar& calendar_;
  const Facilities& facilities_;
  double institutions_;
  int delay_;
};

}  // namespace

PublicRules::PublicRules(const scenario::Scenario& s, const sim::Calendar& calendar, const Population& population,
                         const Facilities& facilities, const PriceList& prices)
    : months_(calendar.months()) {
  const Designation designation(s, calendar, facilities);
  const auto counties = static_cast<int>(population.counties().size());
  double all = 0;
  for (const CountyPopulation& county : population.counties()) all += county.persons_60plus;
  for (int c = 0; c < counties; ++c) {
    const double follow = s.number("hospital.rehabilitation.follow_beds_share");
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
      Rule rule;
      rule.inclusive = inclusive.at(day);
      rule.referral = referral.at(day);
      rule.next_county = next_county.at(day);
      rule.care_insured = insured.at(day);
      rule.vouchers = vouchers.at(day);
      rule.designated = designation.at(c, m, population.counties()[static_cast<std::size_t>(c)].persons_60plus / all);
      rule.rehabilitation = 1 + follow * (facilities.geriatric_growth(c, m) - 1);
      rule.channel = channel.at(day);
      rule.chinese_institutions = institutions_with.at(day);
      rule.chinese_services = services_with.at(day);
      rule.terms = Terms({rule.inclusive, rule.designated}, prices.number(c, m));
      rules_.push_back(rule);
    }
    find_benefits(c);
  }
}

void PublicRules::find_benefits(int county) {
  bool any = false;
  std::vector<int> changes;
  for (int m = 0; m < months_; ++m) {
    const Rule &rule = at(county, m), &before = at(county, std::max(0, m - 1));
    any = any || rule.care_insured > 0 || rule.vouchers > 0;
    if (rule.care_insured != before.care_insured || rule.vouchers != before.vouchers) changes.push_back(m);
  }
  benefits_.push_back(any);
  benefit_changes_.push_back(std::move(changes));
}

}  // namespace yanglao::care
