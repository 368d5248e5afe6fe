#include "models/network/section.hpp"

#include <algorithm>
#include <cmath>

#include "models/scenario/date.hpp"
#include "models/scenario/describe.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/utf8.hpp"
#include "models/scenario/write.hpp"
#include "sim/time.hpp"

namespace yanglao::network {

using scenario::describe;

namespace {

std::string number_text(const Limits& limits) {
  return "a number from " + scenario::toml_number(limits.low) + " to " + scenario::toml_number(limits.high);
}

std::string count_text(std::size_t n, const char* of) { return std::to_string(n) + ' ' + of; }

/// The one name that is cut short in `given`, or else the nearest.
std::string meant(const std::string& given, const std::vector<std::string>& names) {
  const auto begins = [&](const std::string& name) { return name.starts_with(given); };
  const auto found = std::find_if(names.begin(), names.end(), begins);
  const bool alone = found != names.end() && std::none_of(found + 1, names.end(), begins);
  return alone && given.size() > 2 ? *found : scenario::nearest_name(given, names);
}

std::optional<double> value_in(const toml::node& node, const Limits& limits) {
  const auto value = node.is_number() ? node.value<double>() : std::nullopt;
  return value && std::isfinite(*value) && *value >= limits.low && *value <= limits.high ? value : std::nullopt;
}

}  // namespace

void Section::refuse(const toml::node& at, const std::string& name, const std::string& given,
                     const std::string& expected, const std::string& nearest) const {
  const toml::source_region& from = at.source();
  faults_.push_back({from.path ? *from.path : "", std::max(1, static_cast<int>(from.begin.line)),
                     std::max(1, static_cast<int>(from.begin.column)), name.empty() ? path_ : key(name), given,
                     expected, nearest});
}

scenario::Origin Section::origin() const {
  const toml::source_region& from = table_.source();
  return {from.path ? *from.path : "", std::max(1, static_cast<int>(from.begin.line)),
          std::max(1, static_cast<int>(from.begin.column))};
}

const toml::node* Section::node(const std::string& name) {
  known_.push_back(name);
  return table_.get(name);
}

std::optional<double> Section::number(const std::string& name, Limits limits) {
  const toml::node* at = node(name);
  if (at == nullptr) return std::nullopt;
  const auto value = value_in(*at, limits);
  if (!value) refuse(*at, name, describe(*at), number_text(limits));
  return value;
}

std::optional<int> Section::whole(const std::string& name, Limits limits) {
  const toml::node* at = node(name);
  if (at == nullptr) return std::nullopt;
  const auto value = at->is_integer() ? value_in(*at, limits) : std::nullopt;
  if (value) return static_cast<int>(*value);
  refuse(*at, name, describe(*at), "a whole" + number_text(limits).substr(1));
  return std::nullopt;
}

std::optional<std::string> Section::text(const std::string& name) {
  const toml::node* at = node(name);
  if (at == nullptr) return std::nullopt;
  if (const auto* text = at->as_string()) return text->get();
  refuse(*at, name, describe(*at), "a name in quotes");
  return std::nullopt;
}

std::optional<std::size_t> Section::choice(const std::string& name, const std::vector<std::string>& words) {
  const toml::node* at = node(name);
  if (at == nullptr) return std::nullopt;
  const auto* text = at->as_string();
  const auto found = text == nullptr ? words.end() : std::find(words.begin(), words.end(), text->get());
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "\"" : ", \"") + word + '"';
  refuse(*at, name, describe(*at), "one of " + list, text == nullptr ? "" : scenario::nearest_name(text->get(), words));
  return std::nullopt;
}

std::optional<std::vector<double>> Section::numbers(const std::string& name, Limits limits, std::size_t most) {
  const toml::node* at = node(name);
  if (at == nullptr) return std::nullopt;
  const auto* list = at->as_array();
  if (list == nullptr || list->empty() || list->size() > most) {
    const std::string given = list == nullptr || list->empty() ? describe(*at) : count_text(list->size(), "numbers");
    refuse(*at, name, given, "a list of 1 to " + std::to_string(most) + " numbers");
    return std::nullopt;
  }
  std::vector<double> out;
  for (const toml::node& each : *list) {
    const auto value = value_in(each, limits);
    if (!value) {
      refuse(each, name, describe(each), number_text(limits));
      return std::nullopt;
    }
    out.push_back(*value);
  }
  return out;
}

std::optional<Section> Section::inner(const std::string& name) {
  const toml::node* at = node(name);
  if (at == nullptr) return std::nullopt;
  if (const auto* table = at->as_table()) return Section(*table, key(name), faults_);
  refuse(*at, name, describe(*at), "a section, [" + key(name) + "] or { ... }");
  return std::nullopt;
}

std::optional<double> Section::duration(const std::string& stem, Limits limits) {
  const std::string prefix = stem.empty() ? "" : stem + '_';
  const bool both = has(prefix + "days") && has(prefix + "years");
  const Limits in_years{limits.low / sim::kDaysPerYear, limits.high / sim::kDaysPerYear};
  const auto days = number(prefix + "days", limits), years = number(prefix + "years", in_years);
  if (both) refuse(*table_.get(prefix + "years"), prefix + "years", "a second duration", "one, in days or in years");
  if (days) return days;
  return years ? std::optional(*years * sim::kDaysPerYear) : std::nullopt;
}

std::optional<Course> Section::course(const std::string& name, Limits limits) {
  const toml::node* at = node(name);
  if (at == nullptr) return std::nullopt;
  if (const auto value = value_in(*at, limits)) return Course{{0}, {*value}, false};
  const std::string expected = number_text(limits) + " or a list of { date = 2020-01-01, value = ... }";
  Course course;
  const toml::node* points = at;
  if (const auto* table = at->as_table()) {
    Section shaped(*table, key(name), faults_);
    const auto shape = shaped.choice("shape", {"step", "linear"});
    course.linear = shape == 1U;
    points = shaped.node("points");
    shaped.refuse_unknown();
  }
  const auto* list = points == nullptr ? nullptr : points->as_array();
  if (list == nullptr || list->empty()) {
    refuse(*at, name, describe(*at), expected);
    return std::nullopt;
  }
  const std::size_t before = faults_.size();
  for (const toml::node& each : *list) {
    const auto* point = each.as_table();
    const auto* date = point == nullptr ? nullptr : point->get_as<toml::date>("date");
    const toml::node* value = point == nullptr ? nullptr : point->get("value");
    const auto number = value == nullptr ? std::nullopt : value_in(*value, limits);
    const std::size_t known = faults_.size();
    if (point != nullptr) {
      Section keys(*point, key(name), faults_);
      keys.known_ = {"date", "value"};
      keys.refuse_unknown();
    }
    if (faults_.size() > known) continue;
    if (date == nullptr || !number.has_value()) {
      refuse(each, name, describe(each), "{ date = 2020-01-01, value = ... } with " + number_text(limits));
      continue;
    }
    const int day = scenario::day_number(date->get().year, date->get().month, date->get().day);
    if (!course.day.empty() && day <= course.day.back()) {
      refuse(each, name, scenario::date_text(day),
             "a date after the one before, " + scenario::date_text(course.day.back()));
      continue;
    }
    course.day.push_back(day);
    course.value.push_back(number.value_or(0));
  }
  if (faults_.size() > before) return std::nullopt;
  return course;
}

void Section::refuse_unknown(const std::vector<std::string>& more) const {
  std::vector<std::string> names = known_;
  names.insert(names.end(), more.begin(), more.end());
  for (auto&& [name, at] : table_) {
    const std::string given(name.str());
    if (std::find(known_.begin(), known_.end(), given) != known_.end()) continue;
    const toml::source_region& from = name.source();
    faults_.push_back({from.path ? *from.path : "", std::max(1, static_cast<int>(from.begin.line)),
                       std::max(1, static_cast<int>(from.begin.column)), scenario::printable(key(given)),
                       "an unknown key", path_.empty() ? "a lever or a section of a network" : "a key of this section",
                       meant(given, names)});
  }
}

}  // namespace yanglao::network
