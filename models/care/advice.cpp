#include "models/care/advice.hpp"

#include <algorithm>
#include <utility>

#include "models/care/advice_places.hpp"
#include "models/care/facility.hpp"
#include "models/care/planned.hpp"
#include "models/care/policy.hpp"
#include "models/care/private_supply.hpp"

namespace yanglao::care {

using scenario::Scenario;

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
    unknown_rates();
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
      return idle || stays(s_, need.with, need.neutral);
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
  /// To another value than the default, for the province or at a place.
  [[nodiscard]] bool is_set(const scenario::Lever& lever) const {
    const std::string usual = scenario::value_text(lever.type, lever.fallback);
    const int places = lever.by_place ? static_cast<int>(s_.places().size()) : 0;
    for (int place = -1; place < places; ++place)
      if (scenario::value_text(lever.type, s_.value(lever.key, place)) != usual) return true;
    return false;
  }

  void idle() {
    std::vector<std::string> told;
    for (const Condition& each : conditions()) {
      const scenario::Lever& lever = *s_.schema().find(each.lever);
      if (std::find(told.begin(), told.end(), each.lever) != told.end() || !is_idle(s_, each.lever)) continue;
      if (!is_set(lever)) continue;
      told.push_back(each.lever);
      std::vector<std::string> with;
      for (const Condition& other : conditions())
        if (other.lever == each.lever) with.push_back(other.with + " is " + number(other.off));
      said_.push_back(rows_of(each.lever) + each.lever + " is set, but changes nothing while " + listed(with) + ".");
    }
  }

  /// A rate that the scenario sets to unknown where the default is a figure: nobody should take the 0 for one.
  void unknown_rates() {
    for (const scenario::Setting& each : s_.settings()) {
      const auto* rate = std::get_if<scenario::Schedule>(&each.typed);
      const auto* usual = std::get_if<scenario::Schedule>(&s_.schema().find(each.key)->fallback);
      if (rate == nullptr || rate->known || !usual->known) continue;
      said_.push_back(rows_of(each.key) + each.key + (each.place.empty() ? "" : "@" + each.place) +
                      " is set to unknown: whatever is paid at it counts as 0.");
    }
  }

  void private_supply() {
    const int places = static_cast<int>(s_.places().size());
    int answers = -1;  // a place where it answers
    for (int place = 0; place < places; ++place) {
      if (PrivateSupply(s_, place).wanted(s_.date("end")) > 0) return;
      const scenario::Schedule plan = planned(s_, "private.response_per_year", place);
      for (const auto& point : plan.points)
        if (point.value > 0) answers = place;
    }
    if (answers < 0) return;
    const auto at_start = [&](const char* key) { return s_.rate(key, s_.date("start"), answers); };
    const double income = at_start("institution.fee.severe_cny_per_month") +
                          (1 - at_start("subsidy.operating.passed_share")) *
                              at_start("subsidy.operating.severe_cny_per_month");
    said_.push_back("L10: private.response_per_year is above 0, but a private nursing bed makes no profit (fee and subsidy " +
                    number(income) + " CNY a month, cost " + number(at_start("private.cost_cny_per_month")) +
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
