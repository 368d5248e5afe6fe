#include "models/scenario/assignment.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "models/scenario/describe.hpp"
#include "models/scenario/read.hpp"
#include "models/scenario/utf8.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::scenario {
namespace {

/// Adds faults of a lever as such, before its value is looked at; the lever if there are none.
const Lever* known_lever(const std::string& key, const std::string& place, const Origin& at, const Schema& schema,
                         std::vector<Fault>& faults) {
  const Lever* lever = schema.find(key);
  const std::string shown_key = printable(place.empty() ? key : key + '@' + place);
  if (lever == nullptr) {
    faults.push_back({at.file, at.line, at.column, shown_key, "an unknown key", "a lever (yanglao levers lists them)",
                      schema.nearest(key)});
  } else if (!place.empty() && !lever->by_place) {
    faults.push_back({at.file, at.line, at.column, shown_key, "a value for one place",
                      "one for the province: this lever cannot differ by place", ""});
    return nullptr;
  }
  return lever;
}

class LayerReader {
 public:
  LayerReader(const Layer& layer, const Schema& schema, std::vector<Fault>& faults, Unknown unknown)
      : source_(layer.source), schema_(schema), faults_(faults), unknown_(unknown) {}

  Assignments read(const toml::table& root) {
    for (auto&& [key, node] : root) {
      const bool own_word = std::find(document_keys.begin(), document_keys.end(), key.str()) != document_keys.end();
      if (unknown_ == Unknown::structure && schema_.find(std::string(key.str())) == nullptr) continue;
      if (key.str() == "place") {
        read_places(node);
      } else if (key.str() == "source") {
        read_sources("", node);
      } else if (!own_word) {
        read_entry(toml_key(key.str()), key, node, "");
      }
    }
    found_.leave_unsaid();
    return std::move(found_);
  }

 private:
  void refuse(const toml::source_region& region, const std::string& key, const std::string& given,
              const std::string& expected) {
    const Origin at = source_.at(region);
    faults_.push_back({at.file, at.line, at.column, key, given, expected, ""});
  }

  void read_places(const toml::node& node) {
    const toml::array* sections = node.as_array();
    const bool all_sections =
        sections != nullptr && !sections->empty() &&
        std::all_of(sections->begin(), sections->end(), [](const toml::node& entry) { return entry.is_table(); });
    if (!all_sections) {
      refuse(node.source(), "place", describe(node), "[[place]] sections, each with a name");
      return;
    }
    for (const toml::node& section : *sections) read_place(*section.as_table());
  }

  void read_place(const toml::table& section) {
    const toml::node* name = section.get("name");
    // Its levers are checked all the same, under a name that no place has and that is dropped again.
    std::string place = "?";
    if (name == nullptr) {
      refuse(section.source(), "place", "a section without a name", "name = \"...\", a prefecture or a county");
    } else if (!name->is_string() || name->as_string()->get().empty()) {
      refuse(name->source(), "place.name", describe(*name), "the name of a prefecture or a county, in quotes");
    } else {
      place = name->as_string()->get();
      found_.places.push_back({place, source_.at(name->source())});
    }
    const std::size_t before = found_.values.size();
    for (auto&& [key, node] : section) {
      if (key.str() != "name") read_entry(toml_key(key.str()), key, node, place);
    }
    if (place == "?") found_.values.resize(before);
  }

  void read_entry(const std::string& path, const toml::key& key, const toml::node& node, const std::string& place) {
    const toml::table* section = node.as_table();
    if (section != nullptr && !section->empty() && schema_.find(path) == nullptr) {
      for (auto&& [inner, value] : *section) read_entry(path + '.' + toml_key(inner.str()), inner, value, place);
      return;
    }
    if (section != nullptr && schema_.is_section(path)) return;
    const Lever* lever = known_lever(path, place, source_.at(key.source()), schema_, faults_);
    if (lever == nullptr) return;
    const Reading reading{*lever, printable(place.empty() ? path : path + '@' + place), source_, faults_};
    if (auto value = read_value(reading, node)) {
      found_.values.push_back({lever, std::move(*value), source_.at(node.source()), place});
    }
  }

  /// The section [source], whose keys are those of levers.
  void read_sources(const std::string& path, const toml::node& node) {
    const std::string shown_key = path.empty() ? "source" : "source." + path;
    const toml::table* section = node.as_table();
    if (section == nullptr && path.empty()) return refuse(node.source(), shown_key, describe(node), "a section");
    if (section != nullptr && (path.empty() || schema_.find(path) == nullptr)) {
      for (auto&& [inner, value] : *section)
        read_sources(path.empty() ? toml_key(inner.str()) : path + '.' + toml_key(inner.str()), value);
      return;
    }
    const Lever* lever = known_lever(path, "", source_.at(node.source()), schema_, faults_);
    if (lever == nullptr) return;
    auto basis = node.is_string() ? read_basis(node.as_string()->get()) : std::nullopt;
    if (!basis) return refuse(node.source(), printable(shown_key), describe(node), basis_expected);
    found_.bases.push_back({lever, std::move(basis)});
  }

  const Source& source_;
  const Schema& schema_;
  std::vector<Fault>& faults_;
  Unknown unknown_;
  Assignments found_;
};

}  // namespace

void Assignments::leave_unsaid() {
  const std::size_t said = bases.size();
  for (const Assignment& set : values) {
    const auto end = bases.begin() + static_cast<std::ptrdiff_t>(said);
    const bool has = std::any_of(bases.begin(), end, [&](const BasisGiven& one) { return one.lever == set.lever; });
    if (set.place.empty() && !has) bases.push_back({set.lever, std::nullopt});
  }
}

void Assignments::append(Assignments later) {
  std::move(later.bases.begin(), later.bases.end(), std::back_inserter(bases));
  std::move(later.values.begin(), later.values.end(), std::back_inserter(values));
  std::move(later.places.begin(), later.places.end(), std::back_inserter(places));
}

Assignments read_layer(const Layer& layer, const Schema& schema, std::vector<Fault>& faults, Unknown unknown) {
  return LayerReader(layer, schema, faults, unknown).read(layer.root);
}

Assignments read_settings(const std::vector<std::pair<std::string, std::string>>& settings, const Schema& schema,
                          std::vector<Fault>& faults, Unknown unknown) {
  Assignments found;
  Source source{"--set", std::filesystem::current_path(), 0, 0};
  for (const auto& [name, text] : settings) {
    ++source.line;
    source.shift = static_cast<int>(characters(name).size()) + 1;
    const std::size_t at_sign = std::min(name.find('@'), name.size());
    const std::string key = name.substr(0, at_sign);
    const std::string place = at_sign < name.size() ? name.substr(at_sign + 1) : "";
    if (unknown == Unknown::structure && schema.find(key) == nullptr) continue;
    const Origin start{source.file, source.line, 1};
    if (key.empty() || (at_sign < name.size() && place.empty())) {
      faults.push_back(
          {"--set", source.line, 1, "", '"' + printable(name + '=' + text) + '"', "KEY=VALUE or KEY@PLACE=VALUE", ""});
      continue;
    }
    const Lever* lever = known_lever(key, place, start, schema, faults);
    if (!place.empty())
      found.places.push_back({place, {"--set", source.line, static_cast<int>(characters(key).size()) + 2}});
    if (lever == nullptr) continue;
    if (auto value = read_text(*lever, printable(name), text, source, faults)) {
      found.values.push_back({lever, std::move(*value), {"--set", source.line, source.shift + 1}, place});
    }
  }
  found.leave_unsaid();
  return found;
}

}  // namespace yanglao::scenario
