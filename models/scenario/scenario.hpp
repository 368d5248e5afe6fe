// A resolved scenario: every lever's value, and the file and line that set it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "models/scenario/basis.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/origin.hpp"
#include "models/scenario/place.hpp"
#include "models/scenario/schema.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::scenario {

struct Resolved;

/// One value as it was set, for listings.
struct Setting {
  std::string key;
  std::string place;  ///< "" for the province, else a prefecture or a county's code
  std::string value;  ///< canonical TOML
  Origin origin;
  Value typed;  ///< the same value, not as text
};

/// An immutable value, cheap to copy and safe to share between threads. Getters throw std::logic_error for a key that
/// the schema does not have, or has with another type: a slip of the program, not of the scenario.
class Scenario {
 public:
  /// `name_or_path`: a path to a .toml file, or the name of one in scenarios/. Throws ScenarioError with every
  /// fault of the file (and of the files it extends), or FileError when it cannot be read.
  static Scenario load(const std::string& name_or_path);
  /// As `load`, from text; `extends` is resolved against scenarios/. Errors name the file "<text>".
  static Scenario from_toml(const std::string& text);

  /// A new scenario with "key=value" settings (value in TOML syntax; bare text is taken as a string).
  /// Faults name the file "--set", the setting's position as the line and the column within "key=value"; a table is
  /// looked for in the current folder, then in scenarios/data.
  /// A key may name a place: "family_doctor.coverage@Ganzhou=0.5". Throws ScenarioError.
  [[nodiscard]] Scenario with(const std::vector<std::pair<std::string, std::string>>& settings) const;

  [[nodiscard]] const std::string& model() const;  ///< "care" or "network"
  [[nodiscard]] const std::string& name() const;   ///< file stem, or the `name` key
  [[nodiscard]] const std::string& title() const;  ///< the `title` key, or ""
  /// Value of a lever; `place` is an index into places(), or -1 for the province as a whole.
  /// A county's own value wins over its prefecture's, that over the province's, that over the default.
  /// `number` serves number and integer levers, `text` text and table levers.
  [[nodiscard]] double number(const std::string& key, int place = -1) const;
  [[nodiscard]] long long integer(const std::string& key, int place = -1) const;
  [[nodiscard]] bool flag(const std::string& key, int place = -1) const;
  [[nodiscard]] const std::string& text(const std::string& key, int place = -1) const;
  [[nodiscard]] int date(const std::string& key, int place = -1) const;  ///< days since 1970-01-01
  [[nodiscard]] const Schedule& schedule(const std::string& key, int place = -1) const;

  /// A rate on a day (since 1970-01-01); a number on any day.
  [[nodiscard]] double rate(const std::string& key, int day, int place = -1) const;

  /// The same whatever the type, for listings.
  [[nodiscard]] const Value& value(const std::string& key, int place = -1) const;

  [[nodiscard]] Origin origin(const std::string& key, int place = -1) const;
  [[nodiscard]] const std::vector<Place>& places() const;
  [[nodiscard]] const Schema& schema() const;
  /// Every lever of the province by key, then every value of a prefecture or county, by place and key.
  [[nodiscard]] std::vector<Setting> settings() const;
  /// What the province's value of a lever rests on: as the scenario says, else as levers.csv says of the default; of
  /// another value of which nothing is said, that no source was given.
  [[nodiscard]] Basis basis(const std::string& key) const;
  /// Canonical TOML of every lever (defaults included), sorted by key; parses back to the same scenario.
  [[nodiscard]] std::string resolved() const;
  /// Where the value of each lever comes from, as CSV: key, unit, and of the default: default, source, confidence,
  /// evidence; `set`: yes where the scenario gives the province another value; of that, else empty: own_source,
  /// own_confidence, own_evidence.
  [[nodiscard]] std::string sources() const;
  /// A data table named by a lever (type `table`), as an absolute path; "" if it names none.
  [[nodiscard]] std::string table_path(const std::string& key) const;
  /// What a scenario declares beside its levers (stages, classes), every node with its origin; null for a model of
  /// levers. models/scenario/structure.hpp says more.
  [[nodiscard]] std::shared_ptr<const toml::table> structure() const;

 private:
  explicit Scenario(std::shared_ptr<const Resolved> data) : data_(std::move(data)) {}
  std::shared_ptr<const Resolved> data_;
};

/// The file that says which levers a kind of model has.
std::string schema_path(const std::string& model = "care");
/// Names of the scenarios that ship (file stems in scenarios/), sorted.
std::vector<std::string> shipped();
/// Folder of scenarios/: $YANGLAO_SCENARIOS, else beside the program or package, else the source tree.
std::string folder();
/// Call it before anything is loaded, from one thread.
void set_folder(const std::string& path);

}  // namespace yanglao::scenario
