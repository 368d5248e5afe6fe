#include "models/scenario/resolved.hpp"

#include <optional>

#include "models/scenario/date.hpp"
#include "models/scenario/folder.hpp"
#include "models/scenario/nearest.hpp"

namespace yanglao::scenario {
namespace {

const std::string places_key = "population.table";

void add(std::vector<Fault>& faults, const Origin& at, const std::string& key, const std::string& given,
         const std::string& expected, const std::string& nearest = "") {
  faults.push_back({at.file, at.line, at.column, key, given, expected, nearest});
}

void set_province(Resolved& data, std::vector<Fault>& faults) {
  for (const Lever& lever : data.schema->levers()) data.province[lever.key] = {lever.fallback, {"default", 0, 0}, {}};
  for (const Assignment& set : data.assignments.values) {
    if (set.place.empty()) data.province[set.lever->key] = {set.value, set.origin, {}};
  }
  for (const BasisGiven& given : data.assignments.bases) data.province[given.lever->key].basis = given.basis;
  for (const Lever& lever : data.schema->levers()) {
    const Entry& entry = data.province[lever.key];
    if (lever.type != Type::table || entry.origin.file != "default") continue;
    const std::string& file = std::get<std::string>(entry.value);
    if (file.empty() || find_table(file, {})) continue;
    add(faults, {data.schema->file(), lever.line, 1}, lever.key, "a file that does not exist, \"" + file + '"',
        "a CSV file in scenarios/data", nearest_name(file, table_names({})));
  }
}

/// The path of the table of places: "" if the schema knows of none, nothing if there is no such file (told already).
std::optional<std::string> table_of_places(const Resolved& data) {
  const auto entry = data.province.find(places_key);
  if (entry == data.province.end() || data.schema->find(places_key)->type != Type::table) return "";
  const std::string& file = std::get<std::string>(entry->second.value);
  if (file.empty()) return "";
  if (!find_table(file, {})) return {};
  return (data.data_folder / file).string();
}

/// False when the places cannot be known; then there are none. Those known from the same table, from before a value was set,
/// stay. A table that exists and cannot be read is a FileError.
bool load_places(Resolved& data, std::vector<Fault>& faults) {
  const auto path = table_of_places(data);
  if (path && *path == data.places_file) return true;
  data.places = {};
  data.places_file.clear();
  if (!path || path->empty()) return path.has_value();
  try {
    data.places = Places::load(*path);
    data.places_file = *path;
  } catch (const ScenarioError& error) {
    faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    return false;
  }
  return true;
}

void set_places(Resolved& data, std::vector<Fault>& faults) {
  std::map<std::string, std::optional<PlaceId>> known;
  for (const PlaceMention& mention : data.assignments.places) {
    auto found = data.places.find(mention.name, mention.origin, faults);
    known.insert_or_assign(mention.name, std::move(found));
  }
  for (const Assignment& set : data.assignments.values) {
    if (set.place.empty() || !known[set.place]) continue;
    auto& values = data.by_place[*known[set.place]];
    const auto [entry, is_new] = values.try_emplace(set.lever->key);
    const Origin& before = entry->second.origin;
    if (!is_new && before.file == set.origin.file && before.file != "--set") {
      add(faults, set.origin, set.lever->key + '@' + set.place, "a second value",
          "one; the first is in line " + std::to_string(before.line));
    }
    entry->second = {set.value, set.origin, {}};
  }
}

/// Whether `a` was set after `b`: by a later layer, or further down in the same one.
bool set_later(const Resolved& data, const std::string& a, const std::string& b) {
  bool later = false;
  const Origin *at_a = nullptr, *at_b = nullptr;
  for (const Assignment& set : data.assignments.values) {
    if (set.lever->key == a) at_a = &set.origin, later = true;
    if (set.lever->key == b) at_b = &set.origin, later = false;
  }
  // A file's values come by key; those of the command line in the order given.
  const bool one_file = at_a != nullptr && at_b != nullptr && at_a->file == at_b->file && at_a->file != "--set";
  if (!one_file) return later;
  return std::pair(at_a->line, at_a->column) > std::pair(at_b->line, at_b->column);
}

void check_period(const Resolved& data, std::vector<Fault>& faults) {
  const Lever *start = data.schema->find("start"), *end = data.schema->find("end");
  if (start == nullptr || end == nullptr || start->type != Type::date || end->type != Type::date) return;
  const auto day = [&](const char* key) { return static_cast<int>(std::get<long long>(data.province.at(key).value)); };
  if (day("start") < day("end")) return;
  if (set_later(data, "start", "end")) {
    add(faults, data.province.at("start").origin, "start", date_text(day("start")),
        "a date before the end, " + date_text(day("end")));
  } else {
    Origin at = data.province.at("end").origin;
    if (at.file == "default") at = {data.schema->file(), end->line, 1};
    add(faults, at, "end", date_text(day("end")), "a date after the start, " + date_text(day("start")));
  }
}

}  // namespace

void resolve(Resolved& data, bool complete, std::vector<Fault>& faults) {
  data.province.clear();
  data.by_place.clear();
  set_province(data, faults);
  if (complete && load_places(data, faults)) set_places(data, faults);
  check_period(data, faults);
}

}  // namespace yanglao::scenario
