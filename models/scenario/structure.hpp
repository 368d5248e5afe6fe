// What a scenario declares beside its levers: sections of a file's own making (stages, classes, arrivals).
#pragma once

#include <string>
#include <vector>

#include "models/scenario/errors.hpp"
#include "models/scenario/schema.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::scenario {

/// The text of one layer: a file's, or one "key=value" setting of the command line.
struct StructureText {
  std::string text;
  std::string file;  ///< as messages show it; "--set" for a setting
  int setting = 0;   ///< 1-based position among the settings; 0 for a file
};

/// All texts as one table without the levers and the document's own words. Later texts win: sections are joined key by
/// key, all else, a table in braces too, is replaced. Nodes keep their origin: `source().path` is the file, the line of
/// a setting its position.
toml::table joined(const std::vector<StructureText>& texts, const Schema& schema, std::vector<Fault>& faults);

/// What stands at a path such as stage.hospital.capacity, written as in a setting.
struct Found {
  const toml::node* node = nullptr;  ///< null: nothing
  std::string nearest;               ///< then: the nearest path at which something stands; "" if there is none
};
Found find(const toml::table& structure, const std::string& path);

/// Canonical TOML, sorted by key; parses back to the same table.
std::string structure_text(const toml::table& structure);

}  // namespace yanglao::scenario
