#include <algorithm>
#include <cmath>

#include "models/scenario/date.hpp"
#include "models/scenario/describe.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/read.hpp"
#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {
namespace {

constexpr auto point_form = "{ date = 2020-11-01, value = ... }";

/// Faults for keys that are not among `known`; true if there are none.
bool only_known_keys(const Reading& reading, const toml::table& table, const std::vector<std::string>& known) {
  bool clean = true;
  for (auto&& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    reading.refuse(key.source(), "an unknown key " + printable(key.str()), known.front() + " and " + known.back(),
                   nearest_name(key.str(), known));
    clean = false;
  }
  return clean;
}

std::optional<Schedule::Point> read_point(const Reading& reading, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return reading.refuse(node, describe(node), point_form);
  const bool clean = only_known_keys(reading, *table, {"date", "value"});
  const toml::node* date = table->get("date");
  const toml::node* value = table->get("value");
  if (date == nullptr || value == nullptr) {
    return reading.refuse(node, date == nullptr ? "a point without a date" : "a point without a value", point_form);
  }
  const auto day = read_date(reading, *date);
  const auto number = read_number(reading, *value);
  if (!clean || !day || !number) return std::nullopt;
  return Schedule::Point{*day, *number};
}

/// Only a target by date keeps the date of a single point: it is due then. Any other value would hold at all times,
/// also before the date that was written beside it.
bool keeps_one_date(const std::string& key) { return key.starts_with("target.") && key.ends_with("_by_date"); }

std::optional<Schedule> read_points(const Reading& reading, const toml::node& node, bool linear) {
  const toml::array* list = node.as_array();
  if (list == nullptr || list->empty()) {
    return reading.refuse(node, describe(node), std::string("a list of ") + point_form);
  }
  Schedule schedule{{}, linear};
  bool whole = true;
  std::optional<int> last;
  for (const toml::node& entry : *list) {
    const auto point = read_point(reading, entry);
    whole = whole && point;
    if (!point) continue;
    if (last && point->day <= *last) {
      const std::string given = date_text(point->day) + (point->day == *last ? " twice" : " after " + date_text(*last));
      reading.refuse(*entry.as_table()->get("date"), given, "dates in rising order, each once");
      whole = false;
    }
    last = point->day;
    schedule.points.push_back(*point);
  }
  if (!whole) return std::nullopt;
  if (schedule.points.size() > 1) return schedule;
  if (!keeps_one_date(reading.lever.key)) {
    return reading.refuse(node, "one dated point, which would hold at all times",
                          "the value alone, or a second point that says from when or until when it changes");
  }
  schedule.linear = true;  // the same everywhere; its date says when it is due
  return schedule;
}

std::optional<Schedule> read_shaped(const Reading& reading, const toml::table& table) {
  const bool clean = only_known_keys(reading, table, {"shape", "points"});
  const toml::node* shape = table.get("shape");
  const toml::node* points = table.get("points");
  if (points == nullptr) return reading.refuse(table, "a section without points", "shape and points");
  bool linear = true;
  if (shape != nullptr) {
    const std::string word = shape->value_or(std::string());
    linear = word == "linear";
    if (!linear && word != "step") {
      return reading.refuse(*shape, describe(*shape), "\"linear\" or \"step\"", nearest_name(word, {"linear", "step"}));
    }
  }
  auto schedule = read_points(reading, *points, linear);
  return clean ? schedule : std::nullopt;
}

}  // namespace

double Schedule::at(int day) const {
  const auto after = std::upper_bound(points.begin(), points.end(), day,
                                      [](int wanted, const Point& point) { return wanted < point.day; });
  if (after == points.begin()) return points.front().value;
  const Point& before = *(after - 1);
  if (after == points.end() || !linear) return before.value;
  const double share = static_cast<double>(day - before.day) / (after->day - before.day);
  return before.value + share * (after->value - before.value);
}

std::optional<Schedule> read_schedule(const Reading& reading, const toml::node& node) {
  if (node.is_array()) return read_points(reading, node, true);
  if (const toml::table* table = node.as_table()) return read_shaped(reading, *table);
  if (reading.lever.may_be_unknown() && node.value<std::string>() == unknown) return Schedule{{{0, 0}}, true, false};
  if (!node.is_number()) return reading.refuse(node, describe(node), expectation(reading.lever));
  const auto value = read_number(reading, node);
  if (!value) return std::nullopt;
  return Schedule{{{0, *value}}, true};
}

}  // namespace yanglao::scenario
