// A resolved scenario: every lever's value, and the file and line that set it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "models/scenario/schema.hpp"

namespace yanglao::scenario {

/// Where a value was set. `file` is "default" for a schema default and "--set" for the command line.
struct Origin {
  std::string file;
  int line = 0;    ///< 1-based; 0 where there is none
  int column = 0;  ///< 1-based; 0 where there is none
};

/// The places that a scenario may name: counties (rows of the population table) and their prefectures.
struct Place {
  std::string code;        ///< NBS code, e.g. "360102"
  std::string name;        ///< e.g. "东湖区"
  std::string prefecture;  ///< e.g. "Nanchang"
};

class Scenario {
 public:
  /// `name_or_path`: a path to a .toml file, or the name of one in scenarios/. Throws ScenarioError with every
  /// fault of the file (and of the files it extends), or FileError when it cannot be read.
  static Scenario load(const std::string& name_or_path);
  /// As `load`, from text; `extends` is resolved against scenarios/. Errors name the file "<text>".
  static Scenario from_toml(const std::string& text);

  /// A new scenario with "key=value" settings (value in TOML syntax; bare text is taken as a string).
  /// A key may name a place: "family_doctor.coverage@Ganzhou=0.5". Throws ScenarioError.
  [[nodiscard]] Scenario with(const std::vector<std::pair<std::string, std::string>>& settings) const;

  [[nodiscard]] const std::string& name() const;  ///< file stem, or the `name` key
  /// Value of a lever; `place` is an index into places(), or -1 for the province as a whole.
  /// A county's own value wins over its prefecture's, that over the province's, that over the default.
  [[nodiscard]] double number(const std::string& key, int place = -1) const;
  [[nodiscard]] long long integer(const std::string& key, int place = -1) const;
  [[nodiscard]] bool flag(const std::string& key, int place = -1) const;
  [[nodiscard]] const std::string& text(const std::string& key, int place = -1) const;
  [[nodiscard]] int date(const std::string& key, int place = -1) const;  ///< days since 1970-01-01
  [[nodiscard]] const Schedule& schedule(const std::string& key, int place = -1) const;

  [[nodiscard]] Origin origin(const std::string& key, int place = -1) const;
  [[nodiscard]] const std::vector<Place>& places() const;
  [[nodiscard]] const Schema& schema() const;
  /// Canonical TOML of every lever (defaults included), sorted by key; parses back to the same scenario.
  [[nodiscard]] std::string resolved() const;
  /// A data table named by a lever (type `table`), as an absolute path.
  [[nodiscard]] std::string table_path(const std::string& key) const;
};

/// Names of the scenarios that ship (file stems in scenarios/), sorted.
std::vector<std::string> shipped();
/// Folder of scenarios/: $YANGLAO_SCENARIOS, else beside the program or package, else the source tree.
std::string folder();
void set_folder(const std::string& path);

}  // namespace yanglao::scenario
