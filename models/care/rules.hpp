// Rules of the policies about price, insurance and cooperation, by county and month.
#pragma once

#include <vector>

#include "models/care/facility.hpp"
#include "models/care/terms.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

struct Rule {
  double inclusive = 0;     ///< share of institution places whose price is capped
  double referral = 0;      ///< share sent to the prefecture's seat when the county has no acute bed free
  double next_county = 0;   ///< share sent to the next county when the county has no nursing bed free
  double care_insured = 0;  ///< share of the disabled whom long-term-care insurance covers
  double vouchers = 0;      ///< share of the disabled who have a voucher
  double designated = 0;    ///< share of institutions whose medical care the insurance pays
  double rehabilitation = 1;  ///< patients sent on to geriatric beds, over those at the start
  double channel = 0;       ///< share of medical institutions with a channel or window for older patients
  Terms terms;              ///< of a place in an institution: the shares of places whose price is lower, together
  double chinese_institutions = 0, chinese_services = 0;  ///< share of providers that offer Chinese medicine
};

class PriceList;

class PublicRules {
 public:
  PublicRules(const scenario::Scenario& s, const sim::Calendar& calendar, const Population& population,
              const Facilities& facilities, const PriceList& prices);
  [[nodiscard]] const Rule& at(int county, int month) const {
    return rules_[static_cast<std::size_t>(county * months_ + month)];
  }

  /// Whether anybody in a county ever has a benefit: long-term-care insurance, or a voucher.
  [[nodiscard]] bool benefits(int county) const { return benefits_[static_cast<std::size_t>(county)]; }
  /// Months from which other shares of a county's people have them than before.
  [[nodiscard]] const std::vector<int>& benefit_changes(int county) const {
    return benefit_changes_[static_cast<std::size_t>(county)];
  }

 private:
  void find_benefits(int county);

  int months_;
  std::vector<Rule> rules_;
  std::vector<bool> benefits_;
  std::vector<std::vector<int>> benefit_changes_;
};

}  // namespace yanglao::care
