#include "models/care/stage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "models/care/indicator.hpp"
#include "models/care/limit.hpp"
#include "models/care/report.hpp"

namespace yanglao::care {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The counties of a place as settings name it: a county's code, a prefecture, or "" for the province.
std::vector<bool> members_of(const std::vector<scenario::Place>& places, const std::string& place) {
  std::vector<bool> out;
  for (const scenario::Place& each : places)
    out.push_back(place.empty() || each.code == place || each.prefecture == place);
  return out;
}

/// The lever of targets by date; "" where the indicator has none.
std::string key_of(const Indicator& indicator) {
  if (indicator.target_key == nullptr || indicator.tells == Tells::money) return "";
  return std::string(indicator.target_key) + "_by_date";
}

/// Places that have a value of their own of a lever; "" is the province.
std::map<std::string, bool> places_with(const std::vector<scenario::Setting>& settings, const std::string& key) {
  std::map<std::string, bool> own;
  for (const scenario::Setting& each : settings)
    if (each.key == key) own[each.place] = true;
  return own;
}

/// A county whose value of a lever is that of its place: none of its own, where the place is its prefecture.
int spokesman(const std::vector<scenario::Place>& places, const std::string& place,
              const std::map<std::string, bool>& own) {
  for (std::size_t c = 0; c < places.size(); ++c)
    if (places[c].code == place || (places[c].prefecture == place && !own.contains(places[c].code)))
      return static_cast<int>(c);
  return -1;
}

bool wants_something(const scenario::Setting& setting) {
  const auto& points = std::get<scenario::Schedule>(setting.typed).points;
  return std::any_of(points.begin(), points.end(), [](const auto& point) { return point.value > 0; });
}

}  // namespace

std::vector<scenario::Fault> targets_for_no_county(const scenario::Scenario& s) {
  const std::vector<scenario::Setting> settings = s.settings();
  std::vector<scenario::Fault> faults;
  for (const Indicator& indicator : indicators()) {
    const std::string key = key_of(indicator);
    const std::map<std::string, bool> own = places_with(settings, key);
    for (const scenario::Setting& each : settings) {
      if (key.empty() || each.key != key || each.place.empty() || spokesman(s.places(), each.place, own) >= 0) continue;
      if (wants_something(each))
        faults.push_back({each.origin.file, each.origin.line, each.origin.column, key + "@" + each.place,
                          "a target of a prefecture in which each county has its own",
                          "0 there, or a county without its own: no county is left that it is for", ""});
    }
  }
  return faults;
}

Stages::Stages(const scenario::Scenario& s, const sim::Calendar& calendar) {
  const std::vector<scenario::Setting> settings = s.settings();
  const auto& places = s.places();
  for (std::size_t i = 0; i < indicators().size(); ++i) {
    const Indicator& indicator = indicators()[i];
    const std::string key = key_of(indicator);
    if (key.empty()) continue;
    const std::map<std::string, bool> own = places_with(settings, key);
    for (const auto& [place, known] : own) {
      const int county = place.empty() ? -1 : spokesman(places, place, own);
      // Each of its counties has targets of its own; that it has one all the same is refused.
      if (!place.empty() && county < 0) continue;
      for (const auto& point : s.schedule(key, county).points) {
        if (point.value <= 0) continue;
        const std::string name = place.empty() || places[static_cast<std::size_t>(county)].code != place
                                     ? place
                                     : places[static_cast<std::size_t>(county)].name;
        Stage stage{i, name, members_of(places, place), point.day, point.value};
        // A plain number has no date: due with the others.
        if (stage.due <= 0) stage.due = sim::epoch_day(static_cast<int>(s.integer("target.year")), 12, 31);
        const int day = stage.due - calendar.start();
        if (day >= 0 && day < calendar.days()) stage.month = calendar.month_of(day);
        stages_.push_back(std::move(stage));
      }
    }
  }
}

std::vector<std::string> Stages::names() const {
  std::vector<std::string> out;
  for (const Stage& stage : stages_)
    out.push_back(indicators()[stage.indicator].name + (stage.place.empty() ? "" : "@" + stage.place) + " by " +
                  sim::iso_date(stage.due));
  return out;
}

bool Stages::concern(int county) const {
  return std::any_of(stages_.begin(), stages_.end(),
                     [&](const Stage& stage) { return stage.members[static_cast<std::size_t>(county)]; });
}

void Stages::collect(int county, const Layout& layout, const sim::Calendar& calendar, std::span<double> own) const {
  const std::vector<Quotient> all = quotients(layout, calendar, own);
  const std::size_t n = indicators().size();
  for (std::size_t k = 0; k < stages_.size(); ++k) {
    if (!stages_[k].members[static_cast<std::size_t>(county)]) continue;
    for (std::size_t m = 0; m < static_cast<std::size_t>(layout.months); ++m) {
      const Quotient& q = all[m * n + stages_[k].indicator];
      double* parts = &own[layout.stage_parts + (m * stages_.size() + k) * 2];
      parts[0] = q.of;
      parts[1] = q.ratio ? q.over : 0;
      if (static_cast<int>(m) != stages_[k].month) continue;
      for (int limit = 0; limit < kLimits; ++limit) {
        const Quotient without = lifted(layout, own, m, stages_[k].indicator, q, limit);
        double* out = &own[layout.stage_lifted + (k * kLimits + static_cast<std::size_t>(limit)) * 2];
        out[0] = without.of;
        out[1] = q.ratio ? without.over : 0;
      }
    }
  }
}

std::vector<sim::Field> Stages::fields() const {
  if (stages_.empty()) return {};
  return {{"target_stage_value", {"target_stage"}, "", "indicator of the place when the target is due", stages_.size()},
          {"target_stage_met_months",
           {"target_stage"},
           "months",
           "months from the start of the run to the end of the first in which the wanted value was reached",
           stages_.size()},
          {"target_stage_gap",
           {"target_stage", "limit"},
           "",
           "when the target is due, by how much the indicator of the place would rise if this limit alone were lifted; "
           "plan: what is missing with every limit lifted",
           stages_.size() * kLimits}};
}

std::size_t Stages::cells() const { return stages_.size() * (2 + kLimits); }

void Stages::derive(const Layout& layout, std::span<const double> block, std::span<double> out) const {
  const std::size_t n = stages_.size();
  std::fill(out.begin(), out.end(), kNone);
  // A count has nothing that it is over.
  const auto value_of = [](const double* parts) { return parts[1] > 0 ? parts[0] / parts[1] : parts[0]; };
  for (std::size_t k = 0; k < n; ++k) {
    const Stage& stage = stages_[k];
    for (int m = 0; m < layout.months; ++m) {
      const double value = value_of(&block[layout.stage_parts + (static_cast<std::size_t>(m) * n + k) * 2]);
      if (m == stage.month) out[k] = value;
      if (std::isnan(out[n + k]) && value >= stage.wanted * (1 - 1e-9)) out[n + k] = m + 1;
    }
    for (std::size_t limit = 0; limit < kLimits && stage.month >= 0; ++limit)
      out[2 * n + k * kLimits + limit] = gap(out[k], value_of(&block[layout.stage_lifted + (k * kLimits + limit) * 2]),
                                             stage.wanted, static_cast<int>(limit));
  }
}

std::vector<sim::Variable> Stages::constants() const {
  if (stages_.empty()) return {};
  sim::Variable wanted{"target_stage_wanted", {"target_stage"}, "", "value wanted by the date", {}};
  sim::Variable due{"target_stage_due", {"target_stage"}, "days since 1970-01-01", "day by whose end it is due", {}};
  sim::Variable which{
      "target_stage_indicator", {"target_stage"}, "1", "place of its indicator on the axis of indicators", {}};
  for (const Stage& stage : stages_) {
    wanted.data.push_back(stage.wanted);
    due.data.push_back(stage.due);
    which.data.push_back(static_cast<double>(stage.indicator));
  }
  return {wanted, due, which};
}

}  // namespace yanglao::care
