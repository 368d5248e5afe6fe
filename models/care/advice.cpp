#include "models/care/advice.hpp"

#include <algorithm>
#include <utility>

#include "models/care/advice_places.hpp"
#include "models/care/facility.hpp"
#include "models/care/measure.hpp"
#include "models/care/planned.hpp"
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
        {"respite.days_per_year", "respite.beds_share"},
        {"seasonal.fee_cny_per_month", "seasonal.share"},
        {"subsidy.voucher_cny_per_month", "subsidy.voucher_share"},
        {"subsidy.voucher_in_institutions", "subsidy.voucher_share"},
        {"time_bank.alone_share", "measure.time_bank.coverage"},
        {"time_bank.hours_per_client_month", "measure.time_bank.coverage"},
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

/// The highest value that a lever has anywhere, as planned.
double highest(const Scenario& s, const std::string& key) {
  if (s.schema().find(key)->type != scenario::Type::schedule) return s.number(key);
  double out = 0;
  const int places = s.schema().find(key)->by_place ? static_cast<int>(s.places().size()) : 0;
  for (int place = -1; place < places; ++place)
    for (const auto& point : planned(s, key, place).points) out = std::max(out, point.value);
  return out;
}

}  // namespace

bool is_idle(const Scenario& s, const std::string& lever) {
  bool any = false;
  for (const Condition& each : conditions()) {
    if (each.lever != lever) continue;
    any = true;
    if (highest(s, each.with) != each.off) return false;
  }
  return any;
}

namespace {

std::string number(double value) { return scenario::value_text(scenario::Type::number, value); }

/// "a, b and c"
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

class Advisor {
 public:
  explicit Advisor(const Scenario& s) : s_(s) {}

  std::vector<std::string> all() {
    std::vector<std::string> levers;
    for (const Need& need : needs())
      if (std::find(levers.begin(), levers.end(), need.lever) == levers.end()) levers.push_back(need.lever);
    for (const std::string& lever : levers) without_effect(lever);
    idle();
    private_supply();
    staff();
    for (std::string& each : advice_on_places(s_)) said_.push_back(std::move(each));
    return said_;
  }

 private:
  /// From what to what a lever's schedule goes as planned, in the place where it rises most.
  [[nodiscard]] std::pair<double, double> rise(const std::string& key) const {
    std::pair<double, double> most{0, 0};
    const int places = s_.schema().find(key)->by_place ? static_cast<int>(s_.places().size()) : 0;
    for (int place = -1; place < places; ++place) {
      const scenario::Schedule plan = planned(s_, key, place);
      const double before = plan.at(s_.date("start"));
      double after = before;
      for (const auto& point : plan.points) after = std::max(after, point.value);
      if (after - before > most.second - most.first) most = {before, after};
    }
    return most;
  }
  [[nodiscard]] bool neutral(const Need& need) const {
    if (s_.schema().find(need.with)->type != scenario::Type::schedule) {
      // Unmet need itself may be without effect.
      const bool idle =
          need.what == "unmet need" && s_.number("unmet.decline_ratio") == 1 && s_.number("unmet.admission_ratio") == 1;
      return idle || s_.number(need.with) == need.neutral;
    }
    const auto [before, after] = rise(need.with);
    return before == need.neutral && after == need.neutral;
  }
  [[nodiscard]] std::string rows_of(const std::string& key) const {
    const std::string& rows = s_.schema().find(key)->row;
    return rows.empty() ? "" : rows + ": ";
  }

  void without_effect(const std::string& lever) {
    const auto [before, after] = rise(lever);
    // What is on from the start as in the schema is how things are; above that it is somebody's choice.
    const bool constant = after <= before;
    const double most = constant ? highest(s_, lever) : after;
    if (constant && most <= std::get<scenario::Schedule>(s_.schema().find(lever)->fallback).points.front().value) return;
    std::vector<std::string> what, with, value;
    for (const Need& need : needs()) {
      if (need.lever != lever) continue;
      if (!neutral(need)) return;
      if (std::find(what.begin(), what.end(), need.what) == what.end()) what.push_back(need.what);
      with.push_back(need.with);
      value.push_back(number(need.neutral));
    }
    const bool same = std::all_of(value.begin(), value.end(), [&](const std::string& v) { return v == value.front(); });
    std::string text = rows_of(lever) + lever +
                       (constant ? " is " + number(most) + " from the start"
                                 : " rises from " + number(before) + " to " + number(after)) +
                       ", which is counted and paid for but does not change " + listed(what) + ", because " +
                       listed(with) + (with.size() > 1 ? " are " : " is ") + (same ? value.front() : "neutral") +
                       " (no effect). To see what it would do, set " + (with.size() > 1 ? "one of them" : "it") +
                       " too; `yanglao levers` tells the range.";
    said_.push_back(std::move(text));
  }

  /// A lever that the scenario sets away from its default, and that nothing works through.
  void idle() {
    std::vector<std::string> told;
    for (const Condition& each : conditions()) {
      const scenario::Lever& lever = *s_.schema().find(each.lever);
      if (std::find(told.begin(), told.end(), each.lever) != told.end() || !is_idle(s_, each.lever)) continue;
      if (scenario::value_text(lever.type, s_.value(each.lever)) == scenario::value_text(lever.type, lever.fallback))
        continue;
      told.push_back(each.lever);
      std::vector<std::string> with;
      for (const Condition& other : conditions())
        if (other.lever == each.lever) with.push_back(other.with + " is " + number(other.off));
      said_.push_back(rows_of(each.lever) + each.lever + " is set, but changes nothing while " + listed(with) + ".");
    }
  }

  void private_supply() {
    const double income =
        s_.number("institution.fee.severe_cny_per_month") +
        (1 - s_.number("subsidy.operating.passed_share")) * s_.number("subsidy.operating.severe_cny_per_month");
    if (rise("private.response_per_year").second > 0 && income <= s_.number("private.cost_cny_per_month"))
      said_.push_back(
          "L10: private.response_per_year is above 0, but a private nursing bed makes no profit (fee and subsidy " +
          number(income) + " CNY a month, cost " + number(s_.number("private.cost_cny_per_month")) +
          "): no bed is built.");
  }

  /// Staff beyond what the beds take opens none: tried without what is planned of it.
  void staff() {
    const char* const nurses = "workforce.nurses_per_1000";
    if (rise(nurses).second > 0 && !short_of(nurses_limit, s_.with({{"policy.step.j16", "0"}})))
      said_.push_back(rows_of(nurses) + nurses +
                      " rises, but adds no bed: the nurses there are suffice for all that are planned. To see what it "
                      "would do, begin with fewer.");
    const char* const technology = "measure.technology.coverage";
    const char* const gain = "workforce.technology_gain";
    if (rise(technology).second > 0 && s_.number(gain) > 0 && !short_of(carers_limit, s_.with({{gain, "0"}})))
      said_.push_back(rows_of(technology) + technology + " rises, but " + gain +
                      " adds no bed: the carers there are suffice for all that are planned.");
  }
  /// Whether a bed stands empty for want of them, in any county and month.
  [[nodiscard]] static bool short_of(BedLimit limit, const Scenario& s) {
    const Planned plan(s);
    for (int c = 0; c < static_cast<int>(plan.population.counties().size()); ++c)
      for (int m = 0; m < plan.calendar.months(); ++m)
        for (int pool = 0; pool < kPools; ++pool)
          if (plan.facilities.unusable(c, m, pool, limit) > 1e-9) return true;
    return false;
  }

  const Scenario& s_;
  std::vector<std::string> said_;
};

}  // namespace

std::vector<std::string> advice(const Scenario& s) { return Advisor(s).all(); }

}  // namespace yanglao::care
