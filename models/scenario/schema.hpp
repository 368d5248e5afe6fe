// What levers exist: key, type, unit, range, default, source. Read from scenarios/data/levers.csv.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace yanglao::scenario {

/// A value that changes by date. Between points it is linear or a step, as `linear` says; before the first point
/// it has the first value, after the last the last.
struct Schedule {
  struct Point {
    int day = 0;  ///< days since 1970-01-01
    double value = 0;
    bool operator==(const Point&) const = default;
  };
  std::vector<Point> points;  ///< strictly increasing dates; at least one
  bool linear = true;
  bool known = true;  ///< false: a rate of which no figure was found, which counts as 0; written "unknown"
  [[nodiscard]] double at(int day) const;
  bool operator==(const Schedule&) const = default;
};

/// What a scenario and levers.csv write for a rate of which no figure was found. Who knows that it is nothing writes 0.
inline constexpr auto unknown = "unknown";

/// Names of the types, as the schema file writes them, in this order. A rate is a price or a share of one: a Schedule,
/// mostly of one value, that no step of a policy scales. It says what something costs, not how much of it is planned.
enum class Type { boolean, integer, number, text, date, schedule, table, rate };

/// A date is its days since 1970-01-01 as long long; a table is its name within scenarios/data, or a full path.
using Value = std::variant<bool, long long, double, std::string, Schedule>;

/// The word for a type, e.g. "schedule".
std::string type_name(Type type);

/// A value for people: text without quotes, a schedule as "2020-11-01: 0.35, 2025-12-31: 0.75"; "-" for no text.
std::string value_text(Type type, const Value& value);

struct Lever {
  std::string key;  ///< dotted, e.g. "beds.nursing.per_1000"
  Type type = Type::number;
  std::string unit;                 ///< "share", "CNY/month", "beds", ...; "" for none
  std::optional<double> low, high;  ///< inclusive range of numbers, integers, schedules and rates
  Value fallback;                   ///< the default
  bool by_place = false;            ///< may be set for one county or prefecture
  std::string row;                  ///< measure row ids that it serves, e.g. "J3" or "J3 L2"; "" for none
  std::string source;               ///< where the default comes from
  std::string confidence;           ///< high, med, low
  std::string evidence;             ///< read, derived, recalled, assumption, policy, calibrated
  std::string description;
  std::vector<std::string> choices;  ///< allowed values of a text lever; empty for free text
  int line = 0;                      ///< 1-based line of the schema file

  /// Whether "unknown" may stand for a number: that counts as 0, which a sum of money can be and be told as such, while a
  /// share or ratio of 0 would be a choice.
  [[nodiscard]] bool may_be_unknown() const {
    return type == Type::rate && unit.starts_with("CNY") && !(low && *low > 0);
  }
};

class Schema {
 public:
  /// Throws FileError when the file cannot be read, ScenarioError with every fault of every row: an unknown type, a
  /// default that is not of the type or out of range, a key twice or not of the form a.b_c, an empty source, a range
  /// or choices where the type has none.
  static Schema load(const std::string& csv_path);
  /// Nothing if there is no such lever; valid as long as the schema.
  [[nodiscard]] const Lever* find(const std::string& key) const;
  /// Whether levers lie in the section of that name: "family_doctor" when there is "family_doctor.coverage".
  [[nodiscard]] bool is_section(const std::string& name) const;
  [[nodiscard]] const std::vector<Lever>& levers() const { return levers_; }
  /// The known key nearest in edit distance, or "".
  [[nodiscard]] std::string nearest(const std::string& key) const;
  [[nodiscard]] const std::string& file() const { return file_; }  ///< as messages show it

 private:
  std::vector<Lever> levers_;  // in the order of the file
  std::map<std::string, std::size_t> index_;
  std::string file_;
};

}  // namespace yanglao::scenario
