// A scenario file as TOML: parsed, with the files that it extends. Knows no lever, so that a model whose scenarios
// are structures (states, pools) can build on it as well.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/errors.hpp"
#include "models/scenario/source.hpp"

namespace yanglao::scenario {

/// One file's own text, and what it says.
struct Layer {
  Source source;
  toml::table root;
  std::string text;
};

struct Document {
  std::string name;           ///< the `name` key of the file itself, else its stem
  std::string title;          ///< the `title` key of the file itself
  std::string model;          ///< the `model` key of the file or the nearest one it extends
  std::vector<Layer> layers;  ///< furthest ancestor first; files that could not be parsed are missing
  bool whole = true;          ///< every file was parsed
};

/// The words that every scenario file may use beside its content.
inline constexpr std::array<std::string_view, 4> document_keys{"name", "title", "extends", "model"};

/// Faults of all files are added to `faults` (not TOML, empty, a word of the wrong type, `extends` that names no file
/// or leads back). Throws FileError when the file itself cannot be read.
Document read_document(const std::filesystem::path& path, std::vector<Fault>& faults);
/// The same from a text that messages call "<text>"; `extends` is looked for in scenarios/. Throws
/// ScenarioError when it is not UTF-8.
Document read_document_text(const std::string& text, std::vector<Fault>& faults);

/// The layers as one table: later ones win, sections are joined key by key, all else is
/// replaced; a table in braces is a value like any other. Nodes keep their
/// origin, `source().path` being the file as messages show it; that is why the layers are moved from: toml++ drops the
/// origin of what it copies.
toml::table merged(Document&& document);

}  // namespace yanglao::scenario
