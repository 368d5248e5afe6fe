// What a Scenario holds: the layers' values laid over each other.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario/assignment.hpp"
#include "models/scenario/place.hpp"
#include "models/scenario/schema.hpp"
#include "models/scenario/structure.hpp"

namespace yanglao::scenario {

struct Entry {
  Value value;
  Origin origin;
  std::optional<Basis> basis;  ///< of a value of the province, where the scenario says
};

struct Resolved {
  std::string name, title, model;
  std::shared_ptr<const Schema> schema;
  std::filesystem::path data_folder;  ///< absolute; what a table's name is relative to
  Assignments assignments;            ///< of all layers, earliest first; point into `schema`
  std::vector<StructureText> texts;   ///< of all layers and settings, earliest first; empty for a model of levers
  std::shared_ptr<const toml::table> structure;  ///< those texts as one; null for a model of levers
  Places places;
  std::string places_file;            ///< the path of the table that they are from; "" if there are none
  std::map<std::string, Entry> province;                     ///< every lever of the schema
  std::map<PlaceId, std::map<std::string, Entry>> by_place;  ///< prefectures before counties
};

/// Fills `places`, `province` and `by_place` from the assignments, and adds a fault for each place that does not exist
/// or is given one value twice in a file, each default table that is missing, and an end before the start. With
/// `complete` false (a layer could not be read) places are not looked up, since the table that lists them may be
/// another.
void resolve(Resolved& data, bool complete, std::vector<Fault>& faults);

}  // namespace yanglao::scenario
