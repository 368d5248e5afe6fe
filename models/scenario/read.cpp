#include "models/scenario/read.hpp"

#include <algorithm>
#include <cmath>

#include "models/scenario/date.hpp"
#include "models/scenario/describe.hpp"
#include "models/scenario/folder.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/utf8.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::scenario {
namespace {

bool in_range(const Lever& lever, double value) {
  return !(lever.low && value < *lever.low) && !(lever.high && value > *lever.high);
}

std::optional<Value> read_integer(const Reading& reading, const toml::node& node) {
  const auto* whole = node.as_integer();
  if (whole != nullptr && in_range(reading.lever, static_cast<double>(whole->get()))) {
    return static_cast<long long>(whole->get());
  }
  return reading.refuse(node, describe(node), expectation(reading.lever));
}

std::optional<Value> read_string(const Reading& reading, const toml::node& node) {
  const auto& choices = reading.lever.choices;
  const auto* text = node.as_string();
  if (text == nullptr) return reading.refuse(node, describe(node), expectation(reading.lever));
  const bool allowed = choices.empty() || std::find(choices.begin(), choices.end(), text->get()) != choices.end();
  if (allowed) return text->get();
  return reading.refuse(node, describe(node), expectation(reading.lever), nearest_name(text->get(), choices));
}

std::optional<Value> read_table(const Reading& reading, const toml::node& node) {
  const auto* text = node.as_string();
  if (text == nullptr) return reading.refuse(node, describe(node), expectation(reading.lever));
  // A lever whose default is no table may be set back to none.
  if (text->get().empty() && std::get<std::string>(reading.lever.fallback).empty()) return std::string();
  if (auto name = find_table(text->get(), reading.source.folder)) return *name;
  return reading.refuse(node, "a file that does not exist, \"" + printable(text->get()) + '"',
                        "a CSV file in scenarios/data or beside the scenario",
                        nearest_name(text->get(), table_names(reading.source.folder)));
}

}  // namespace

std::nullopt_t Reading::refuse(const toml::source_region& region, const std::string& given, const std::string& expected,
                               const std::string& nearest) const {
  const Origin at = source.at(region);
  faults.push_back({at.file, at.line, at.column, key, given, expected, nearest});
  return std::nullopt;
}

std::optional<double> read_number(const Reading& reading, const toml::node& node) {
  const auto value = node.is_number() ? node.value<double>() : std::nullopt;
  if (value && std::isfinite(*value) && in_range(reading.lever, *value)) return *value + 0.0;  // no negative zero
  return reading.refuse(node, describe(node), "a number" + range_text(reading.lever));
}

std::optional<int> read_date(const Reading& reading, const toml::node& node) {
  if (const auto* date = node.as_date()) {
    return day_number(date->get().year, date->get().month, date->get().day);
  }
  return reading.refuse(node, describe(node), "a date such as 2020-11-01, without quotes");
}

std::optional<Value> read_value(const Reading& reading, const toml::node& node) {
  switch (reading.lever.type) {
    case Type::boolean:
      if (const auto* flag = node.as_boolean()) return flag->get();
      return reading.refuse(node, describe(node), expectation(reading.lever));
    case Type::integer:
      return read_integer(reading, node);
    case Type::number:
      return read_number(reading, node);
    case Type::text:
      return read_string(reading, node);
    case Type::date:
      if (const auto day = read_date(reading, node)) return static_cast<long long>(*day);
      return std::nullopt;
    case Type::schedule:
    case Type::rate:
      return read_schedule(reading, node);
    case Type::table:
      break;
  }
  return read_table(reading, node);
}

std::optional<Value> read_text(const Lever& lever, const std::string& key, const std::string& text,
                               const Source& source, std::vector<Fault>& faults) {
  static const std::string before = "value = ";
  Source within = source;
  within.shift = source.shift - static_cast<int>(before.size());
  const Reading reading{lever, key, within, faults};
  const bool takes_text =
      lever.type == Type::text || lever.type == Type::table || (lever.may_be_unknown() && text == unknown);
  const bool bare = takes_text && !text.starts_with('"') && !text.starts_with('\'');
  try {
    const toml::table line = toml::parse(before + (bare ? toml_string(text) : text));
    // A line break in the text could smuggle in a second key.
    if (line.size() == 1) return read_value(reading, *line.get("value"));
  } catch (const toml::parse_error&) {
    // Told below like any other value that does not fit.
  }
  faults.push_back(
      {source.file, source.line, source.shift + 1, key, '"' + printable(text) + '"', expectation(lever), ""});
  return std::nullopt;
}

}  // namespace yanglao::scenario
