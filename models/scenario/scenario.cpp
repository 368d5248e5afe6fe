#include "models/scenario/scenario.hpp"

#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "models/network/read.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/folder.hpp"
#include "models/scenario/resolved.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::scenario {
namespace {

namespace fs = std::filesystem;

bool is_structural(const std::string& model) { return model != "care"; }

void read_structure(Resolved& data, std::vector<Fault>& faults) {
  if (!is_structural(data.model)) return;
  data.structure = std::make_shared<const toml::table>(joined(data.texts, *data.schema, faults));
  std::vector<std::string> names(document_keys.begin(), document_keys.end());
  for (const Lever& lever : data.schema->levers()) names.push_back(lever.key);
  std::string file;
  for (const StructureText& layer : data.texts)
    if (layer.setting == 0) file = layer.file;
  network::read(*data.structure, faults, names, file);
}

std::shared_ptr<const Resolved> resolve_document(const Document& document, std::vector<Fault> faults) {
  auto data = std::make_shared<Resolved>();
  data->name = document.name;
  data->title = document.title;
  data->model = document.model;
  data->data_folder = fs::absolute(fs::path(folder()) / "data").lexically_normal();
  data->schema = std::make_shared<const Schema>(Schema::load(schema_path(document.model)));
  const Unknown unknown = is_structural(document.model) ? Unknown::structure : Unknown::refused;
  for (const Layer& layer : document.layers) {
    data->assignments.append(read_layer(layer, *data->schema, faults, unknown));
    if (unknown == Unknown::structure) data->texts.push_back({layer.text, layer.source.file, 0});
  }
  if (document.whole) read_structure(*data, faults);
  resolve(*data, document.whole, faults);
  raise_if_any(std::move(faults));
  return data;
}

void append_settings(Resolved& data, const std::vector<std::pair<std::string, std::string>>& settings) {
  int line = 0;
  for (const auto& [key, value] : settings) {
    ++line;
    if (data.schema->find(key) == nullptr) data.texts.push_back({key + '=' + value, "--set", line});
  }
}

/// A county's own entry, else its prefecture's, else the province's.
const Entry& entry(const Resolved& data, const std::string& key, int place) {
  const auto province = data.province.find(key);
  if (province == data.province.end()) throw std::logic_error("no such lever: " + key);
  if (place < 0) return province->second;
  const Place& county = data.places.list().at(static_cast<std::size_t>(place));
  for (const PlaceId& level : {PlaceId{true, county.code}, PlaceId{false, county.prefecture}}) {
    const auto values = data.by_place.find(level);
    if (values == data.by_place.end()) continue;
    if (const auto own = values->second.find(key); own != values->second.end()) return own->second;
  }
  return province->second;
}

template <typename T>
const T& typed(const Resolved& data, const std::string& key, int place) {
  const T* held = std::get_if<T>(&entry(data, key, place).value);
  if (held == nullptr) throw std::logic_error(key + " is a " + type_name(data.schema->find(key)->type));
  return *held;
}

}  // namespace

Scenario Scenario::load(const std::string& name_or_path) {
  std::vector<Fault> faults;
  const Document document = read_document(find_scenario(name_or_path), faults);
  return Scenario(resolve_document(document, std::move(faults)));
}

Scenario Scenario::from_toml(const std::string& text) {
  std::vector<Fault> faults;
  const Document document = read_document_text(text, faults);
  return Scenario(resolve_document(document, std::move(faults)));
}

Scenario Scenario::with(const std::vector<std::pair<std::string, std::string>>& settings) const {
  std::vector<Fault> faults;
  auto data = std::make_shared<Resolved>(*data_);
  const Unknown unknown = is_structural(data->model) ? Unknown::structure : Unknown::refused;
  data->assignments.append(read_settings(settings, *data->schema, faults, unknown));
  if (unknown == Unknown::structure) append_settings(*data, settings);
  for (std::size_t i = 0; unknown == Unknown::structure && i < settings.size(); ++i)
    if (settings[i].first == "model")
      faults.push_back({"--set", static_cast<int>(i) + 1, 1, "model", settings[i].second,
                        "no such setting: the file says which model it is for, \"" + data->model + '"', ""});
  read_structure(*data, faults);
  resolve(*data, true, faults);
  raise_if_any(std::move(faults));
  return Scenario(std::move(data));
}

const std::string& Scenario::model() const { return data_->model; }
std::shared_ptr<const toml::table> Scenario::structure() const { return data_->structure; }
const std::string& Scenario::name() const { return data_->name; }
const std::string& Scenario::title() const { return data_->title; }
const std::vector<Place>& Scenario::places() const { return data_->places.list(); }
const Schema& Scenario::schema() const { return *data_->schema; }

double Scenario::number(const std::string& key, int place) const {
  const auto* whole = std::get_if<long long>(&entry(*data_, key, place).value);
  if (whole != nullptr && data_->schema->find(key)->type == Type::integer) return static_cast<double>(*whole);
  return typed<double>(*data_, key, place);
}

long long Scenario::integer(const std::string& key, int place) const { return typed<long long>(*data_, key, place); }

bool Scenario::flag(const std::string& key, int place) const { return typed<bool>(*data_, key, place); }

const std::string& Scenario::text(const std::string& key, int place) const {
  return typed<std::string>(*data_, key, place);
}

int Scenario::date(const std::string& key, int place) const {
  return static_cast<int>(typed<long long>(*data_, key, place));
}

const Schedule& Scenario::schedule(const std::string& key, int place) const {
  return typed<Schedule>(*data_, key, place);
}

double Scenario::rate(const std::string& key, int day, int place) const {
  const auto* by_date = std::get_if<Schedule>(&entry(*data_, key, place).value);
  return by_date != nullptr ? by_date->at(day) : number(key, place);
}

const Value& Scenario::value(const std::string& key, int place) const { return entry(*data_, key, place).value; }

Origin Scenario::origin(const std::string& key, int place) const { return entry(*data_, key, place).origin; }

std::vector<Setting> Scenario::settings() const {
  std::vector<Setting> all;
  const auto list = [&](const std::map<std::string, Entry>& values, const std::string& place) {
    for (const auto& [key, set] : values) {
      all.push_back({key, place, toml_value(data_->schema->find(key)->type, set.value), set.origin, set.value});
    }
  };
  list(data_->province, "");
  for (const auto& [place, values] : data_->by_place) list(values, place.id);
  return all;
}

std::string Scenario::resolved() const {
  std::string text = "name = " + toml_string(data_->name) + '\n';
  if (!data_->title.empty()) text += "title = " + toml_string(data_->title) + '\n';
  text += "model = " + toml_string(data_->model) + '\n';
  std::string place;
  for (const Setting& setting : settings()) {
    if (setting.place != place) {
      place = setting.place;
      text += "\n[[place]]\nname = " + toml_string(place) + '\n';
    }
    text += setting.key + " = " + setting.value + '\n';
  }
  if (data_->structure) text += structure_text(*data_->structure);
  std::string sources;
  for (const auto& [key, set] : data_->province)
    if (set.basis) sources += key + " = " + toml_string(basis_line(*set.basis)) + '\n';
  if (!sources.empty()) text += "\n[source]\n" + sources;
  return text;
}

std::string Scenario::table_path(const std::string& key) const {
  if (data_->schema->find(key) == nullptr || data_->schema->find(key)->type != Type::table) {
    throw std::logic_error(key + " is no table");
  }
  const std::string& file = text(key);
  return file.empty() ? "" : (data_->data_folder / file).string();
}

}  // namespace yanglao::scenario
