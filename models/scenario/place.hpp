// The counties and prefectures that a scenario may name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario/errors.hpp"
#include "models/scenario/origin.hpp"

namespace yanglao::scenario {

/// A county: a row of the population table.
struct Place {
  std::string code;        ///< NBS code, e.g. "360102"
  std::string name;        ///< e.g. "东湖区"
  std::string prefecture;  ///< e.g. "Nanchang"
};

/// What a name stands for: a prefecture, or one county by its code.
struct PlaceId {
  bool county = false;
  std::string id;  ///< county code or prefecture name
  friend bool operator<(const PlaceId& a, const PlaceId& b) {
    return a.county != b.county ? a.county < b.county : a.id < b.id;
  }
};

class Places {
 public:
  /// From a CSV with the columns county_code, county_name and prefecture; a county may have several rows. Throws
  /// FileError, or ScenarioError on an empty cell or a code with two names.
  static Places load(const std::string& csv_path);

  [[nodiscard]] const std::vector<Place>& list() const { return list_; }  ///< in the order of the file
  /// A prefecture, a county's code, or a county's name if only one county has it. Otherwise nothing, and a fault
  /// at `origin` that names the nearest place, or the codes to choose from.
  std::optional<PlaceId> find(const std::string& name, const Origin& origin, std::vector<Fault>& faults) const;

 private:
  std::vector<Place> list_;
  std::map<std::string, std::vector<std::size_t>> by_name_, by_prefecture_;
  std::map<std::string, std::size_t> by_code_;
};

}  // namespace yanglao::scenario
