#include "models/scenario/structure.hpp"

#include <sstream>

#include "models/scenario/document.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/utf8.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::scenario {
namespace {

toml::table parsed(const StructureText& layer, std::vector<Fault>& faults) {
  if (layer.setting == 0) return toml::parse(layer.text, layer.file);  // parsed once before, or it would not be here
  // Empty lines before it make a fault name the setting's position.
  const std::string before(static_cast<std::size_t>(layer.setting - 1), '\n');
  const std::size_t equals = layer.text.find('=');
  const std::string key = layer.text.substr(0, equals), value = layer.text.substr(equals + 1);
  for (const std::string& text : {layer.text, key + '=' + toml_string(value)}) {
    try {
      toml::table root = toml::parse(before + text, layer.file);
      if (root.size() == 1) return root;
    } catch (const toml::parse_error&) {
      // Bare words are taken as text; what is not even that is told below.
    }
  }
  faults.push_back({layer.file, layer.setting, 1, printable(key), '"' + printable(value) + '"',
                    "a key such as stage.hospital.capacity and a value in TOML syntax", ""});
  return {};
}

}  // namespace

toml::table joined(const std::vector<StructureText>& texts, const Schema& schema, std::vector<Fault>& faults) {
  Document document;
  for (const StructureText& layer : texts) document.layers.push_back({{}, parsed(layer, faults), {}});
  toml::table all = merged(std::move(document));
  for (const std::string_view word : document_keys) all.erase(word);
  for (const Lever& lever : schema.levers()) all.erase(lever.key);
  return all;
}

Found find(const toml::table& structure, const std::string& path) {
  toml::table parsed;
  try {
    if (path.size() < 1000) parsed = toml::parse(path + " = 0");
  } catch (const toml::parse_error&) {
    // No key at all, so that nothing stands there.
  }
  const toml::table *level = &structure, *key = &parsed;
  for (std::string before;;) {
    if (key->size() != 1) return {};
    const std::string name(key->begin()->first.str());
    const toml::node* node = level->get(name);
    if (node == nullptr) {
      std::vector<std::string> names;
      for (auto&& [each, at] : *level) names.emplace_back(each.str());
      return {nullptr, names.empty() ? "" : before + toml_key(nearest_name(name, names))};
    }
    key = key->begin()->second.as_table();
    if (key == nullptr) return {node, ""};
    before += toml_key(name) + '.';
    level = node->as_table();
    if (level == nullptr) return {nullptr, before.substr(0, before.size() - 1)};
  }
}

std::string structure_text(const toml::table& structure) {
  std::ostringstream text;
  text << structure;
  return text.str() + '\n';
}

}  // namespace yanglao::scenario
