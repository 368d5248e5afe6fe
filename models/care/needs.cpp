// Which levers need each other: what one moves only with another, and what changes nothing while another is off.
#include <algorithm>
#include <string>
#include <vector>

#include "models/care/advice.hpp"
#include "models/care/measure.hpp"
#include "models/care/policy.hpp"

namespace yanglao::care {

using scenario::Scenario;

const std::vector<Need>& needs() {
  static const std::vector<Need> all = [] {
    std::vector<Need> out;
    for (const MeasureKind& kind : kMeasureKinds) {
      const bool doctor = std::string(kind.name) == "family_doctor";
      const std::string key = (doctor ? "" : "measure.") + std::string(kind.name);
      out.push_back({key + ".coverage", "admissions to hospital", key + ".admission_ratio", 1});
      out.push_back({key + ".coverage", "decline of function", key + ".decline_ratio", 1});
      if (doctor) continue;
      out.push_back({key + ".coverage", "recovery of function", key + ".recovery_ratio", 1});
      out.push_back({key + ".coverage", "unmet need", key + ".unmet_ratio", 1});
      out.push_back({key + ".coverage", "falls", key + ".falls_ratio", 1});
    }
    out.push_back({"measure.technology.coverage", "beds that a carer can serve", "workforce.technology_gain", 0});
    out.push_back({"channel.share", "acute beds in reach", "channel.places_gain", 0});
    out.push_back({"inclusive.share", "the price of a place", "inclusive.fee_ratio", 1});
    out.push_back({"facility.integrated_institution.count", "what medical insurance pays",
                   "insurance.institution_medical_share", 0});
    out.push_back({"facility.village_mutual_aid.count", "people with meals", "measure.village_meals.coverage", 0});
    out.push_back(
        {"insurance.long_term_care.coverage", "the price of a place", "insurance.long_term_care.fee_share", 0});
    out.push_back(
        {"insurance.long_term_care.coverage", "bills at home", "insurance.long_term_care.home_cny_per_month", 0});
    out.push_back({"subsidy.voucher_share", "bills at home", "subsidy.voucher_cny_per_month", 0});
    out.push_back({"conversion.idle_share", "geriatric beds", "conversion.idle_part", 0});
    out.push_back({"conversion.township_share", "geriatric beds", "conversion.township_part", 0});
    out.push_back({"measure.time_bank.coverage", "people reached", "time_bank.volunteers_share", 0});
    out.push_back({"measure.respite.coverage", "days of short stays", "respite.beds_share", 0});
    out.push_back({"chinese_medicine.institutions_share", "people reached", "measure.chinese_medicine.coverage", 0});
    out.push_back({"chinese_medicine.services_share", "people reached", "measure.chinese_medicine.coverage", 0});
    return out;
  }();
  return all;
}

const std::vector<Condition>& conditions() {
  static const std::vector<Condition> all = [] {
    std::vector<Condition> out = {
        {"channel.places_gain", "channel.share"},
        {"community.home_care_bed_share", "subsidy.home_care_bed_cny_per_month"},
        {"conversion.idle_part", "conversion.idle_share"},
        {"conversion.township_part", "conversion.township_share"},
        {"family_doctor.active_share", "family_doctor.admission_ratio", 1},
        {"family_doctor.active_share", "family_doctor.decline_ratio", 1},
        {"inclusive.fee_ratio", "inclusive.share"},
        {"insurance.institution_medical_share", "facility.integrated_institution.count"},
        {"insurance.long_term_care.fee_share", "insurance.long_term_care.coverage"},
        {"insurance.long_term_care.home_cny_per_month", "insurance.long_term_care.coverage"},
        {"insurance.operation_days", "facility.integrated_institution.count"},
        {"insurance.review_days", "facility.integrated_institution.count"},
        {"private.cost_cny_per_month", "private.response_per_year"},
        {"private.nursing_share", "private.response_per_year"},
        {"private.occupied_above", "private.response_per_year"},
        {"referral.blocked_patience_ratio", "referral.next_county_share"},
        {"respite.days_per_year", "respite.beds_share"},
        {"seasonal.fee_cny_per_month", "seasonal.share"},
        {"subsidy.channel_cny_per_bed_year", "channel.share"},
        {"subsidy.contract_cny_per_bed_year", "referral.next_county_share"},
        {"subsidy.voucher_cny_per_month", "subsidy.voucher_share"},
        {"subsidy.voucher_in_institutions", "subsidy.voucher_share"},
        {"time_bank.alone_share", "measure.time_bank.coverage"},
        {"time_bank.hours_per_client_month", "measure.time_bank.coverage"},
        {"time_bank.hours_per_volunteer_month", "measure.time_bank.coverage"},
        {"time_bank.volunteers_share", "measure.time_bank.coverage"},
        {"workforce.demonstration_staff_ratio", "facility.nursing_demonstration.count"},
        {"workforce.technology_gain", "measure.technology.coverage"},
    };
    for (const MeasureKind& kind : kMeasureKinds) {
      const std::string key = std::string("measure.") + kind.name;
      if (std::string(kind.name) == "family_doctor") continue;
      for (const char* own : {".admission_ratio", ".decline_ratio", ".recovery_ratio", ".unmet_ratio", ".falls_ratio",
                              ".cny_per_year"})
        out.push_back({key + own, key + ".coverage"});
      out.push_back({key + ".public_share", key + ".cny_per_year"});
    }
    return out;
  }();
  return all;
}

namespace {

/// Every value that a lever has, at any date and place.
std::vector<double> values(const Scenario& s, const std::string& key) {
  const scenario::Lever& lever = *s.schema().find(key);
  if (lever.type != scenario::Type::schedule && lever.type != scenario::Type::rate) return {s.number(key)};
  std::vector<double> out;
  const int places = lever.by_place ? static_cast<int>(s.places().size()) : 0;
  for (int place = -1; place < places; ++place)
    for (const auto& point : lever.type == scenario::Type::rate ? s.schedule(key, place).points : planned(s, key, place).points)
      out.push_back(point.value);
  return out;
}

}  // namespace

double highest(const Scenario& s, const std::string& key) {
  const std::vector<double> all = values(s, key);
  return *std::max_element(all.begin(), all.end());
}

bool stays(const Scenario& s, const std::string& key, double value) {
  const std::vector<double> all = values(s, key);
  return std::all_of(all.begin(), all.end(), [&](double each) { return each == value; });
}

bool is_idle(const Scenario& s, const std::string& lever) {
  bool any = false;
  for (const Condition& each : conditions()) {
    if (each.lever != lever) continue;
    any = true;
    if (!stays(s, each.with, each.off)) return false;
  }
  return any;
}

}  // namespace yanglao::care
