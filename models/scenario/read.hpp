// One TOML value as a lever's value: type, range, choices, schedule, table file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario/errors.hpp"
#include "models/scenario/schema.hpp"
#include "models/scenario/source.hpp"

namespace yanglao::scenario {

/// What a value is read for, and where its faults go.
struct Reading {
  const Lever& lever;
  std::string key;  ///< as faults show it, e.g. "family_doctor.coverage@Ganzhou"
  const Source& source;
  std::vector<Fault>& faults;

  /// Adds a fault there and returns nothing, so that a reader can end with it.
  std::nullopt_t refuse(const toml::source_region& region, const std::string& given, const std::string& expected,
                        const std::string& nearest = "") const;
  std::nullopt_t refuse(const toml::node& node, const std::string& given, const std::string& expected,
                        const std::string& nearest = "") const {
    return refuse(node.source(), given, expected, nearest);
  }
};

/// The value, or nothing after at least one fault was added. Integers are taken where a number is expected; nothing
/// else is converted. A table's value becomes its name in scenarios/data when it lies there, else its full path.
std::optional<Value> read_value(const Reading& reading, const toml::node& node);

/// A finite number in the lever's range.
std::optional<double> read_number(const Reading& reading, const toml::node& node);
/// Days since 1970-01-01.
std::optional<int> read_date(const Reading& reading, const toml::node& node);
/// A number, a list of { date, value } (linear between), or { shape = "linear" or "step", points = list }.
std::optional<Schedule> read_schedule(const Reading& reading, const toml::node& node);

/// `read_value` from one line of TOML; text and table levers take it bare too, without quotes. `source.line` and
/// `source.shift` say where the line stands (shift 0: it begins in column 1).
std::optional<Value> read_text(const Lever& lever, const std::string& key, const std::string& text,
                               const Source& source, std::vector<Fault>& faults);

}  // namespace yanglao::scenario
