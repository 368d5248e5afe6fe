// What levers exist: key, type, unit, range, default, source. Read from scenarios/data/levers.csv.
#pragma once

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
  };
  std::vector<Point> points;  ///< strictly increasing dates; at least one
  bool linear = true;
  [[nodiscard]] double at(int day) const;
};

enum class Type { boolean, integer, number, text, date, schedule, table };

using Value = std::variant<bool, long long, double, std::string, Schedule>;

struct Lever {
  std::string key;          ///< dotted, e.g. "beds.nursing.per_1000"
  Type type = Type::number;
  std::string unit;         ///< "share", "CNY/month", "beds", ...; "" for none
  std::optional<double> low, high;  ///< inclusive range of numbers, integers and schedule values
  Value fallback;           ///< the default
  bool by_place = false;    ///< may be set for one county or prefecture
  std::string row;          ///< measure row ids that it serves, e.g. "J3" or "J3 L2"; "" for none
  std::string source;       ///< where the default comes from
  std::string confidence;   ///< high, med, low
  std::string evidence;     ///< read, derived, recalled, assumption, policy, calibrated
  std::string description;
  std::vector<std::string> choices;  ///< allowed values of a text lever; empty for free text
};

class Schema {
 public:
  static Schema load(const std::string& csv_path);
  [[nodiscard]] const Lever* find(const std::string& key) const;
  [[nodiscard]] const std::vector<Lever>& levers() const { return levers_; }
  /// The known key nearest in edit distance, or "".
  [[nodiscard]] std::string nearest(const std::string& key) const;

 private:
  std::vector<Lever> levers_;
};

}  // namespace yanglao::scenario
