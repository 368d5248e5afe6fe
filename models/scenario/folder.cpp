#include "models/scenario/folder.hpp"

#include <algorithm>
#include <cstdlib>

#include "models/scenario/errors.hpp"
#include "models/scenario/file.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::scenario {
namespace {

namespace fs = std::filesystem;

std::string& chosen_folder() {
  static std::string folder;
  return folder;
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) && !fs::is_directory(path, ignored);
}

/// File names in a folder that end in `extension`; none if the folder cannot be read.
std::vector<std::string> names_in(const fs::path& folder, const std::string& extension) {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
    if (entry->path().extension() == extension && is_file(entry->path())) {
      names.push_back(entry->path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path data_folder() { return fs::path(folder()) / "data"; }

}  // namespace

std::string folder() {
  if (const char* set = std::getenv("YANGLAO_SCENARIOS"); set != nullptr && *set != '\0') return set;
  if (!chosen_folder().empty()) return chosen_folder();
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  for (const fs::path& beside :
       {program.parent_path() / "../share/yanglao/scenarios", program.parent_path() / "scenarios"}) {
    if (!failed && is_file(beside / "data" / "levers.csv")) return beside.lexically_normal().string();
  }
  return YANGLAO_SCENARIOS;
}

void set_folder(const std::string& path) { chosen_folder() = path; }

std::string schema_path(const std::string& model) {
  return (data_folder() / (model == "care" ? "levers.csv" : model + "-levers.csv")).string();
}

std::vector<std::string> shipped() {
  std::vector<std::string> stems = names_in(folder(), ".toml");
  for (std::string& name : stems) name = fs::path(name).stem().string();
  return stems;
}

fs::path find_scenario(const std::string& name_or_path) {
  if (is_file(name_or_path)) return name_or_path;
  const bool is_name = !name_or_path.empty() && name_or_path.find('/') == std::string::npos;
  if (is_name) {
    for (const char* ending : {".toml", ""}) {
      if (const fs::path path = fs::path(folder()) / (name_or_path + ending); is_file(path)) return path;
    }
  }
  std::error_code ignored;
  const bool directory = fs::is_directory(name_or_path, ignored);
  const std::string near = nearest_name(fs::path(name_or_path).stem().string(), shipped());
  throw FileError((name_or_path.empty() ? "\"\"" : shown(name_or_path)) + ": error: given " +
                  (directory ? "a folder" : "a file that does not exist") +
                  ", expected a scenario file (.toml) or the name of one that ships" +
                  (near.empty() ? "" : ", nearest valid name " + near));
}

std::optional<std::string> find_table(const std::string& name, const fs::path& beside) {
  std::error_code ignored;
  for (const fs::path& place : {beside, data_folder()}) {
    const fs::path path = place / name;
    if (place.empty() || name.empty() || !is_file(path)) continue;
    const fs::path full = fs::absolute(path, ignored).lexically_normal();
    const fs::path within = full.lexically_relative(fs::absolute(data_folder(), ignored).lexically_normal());
    const bool ships = !within.empty() && *within.begin() != "..";
    return ships ? within.string() : full.string();
  }
  return std::nullopt;
}

std::vector<std::string> table_names(const fs::path& beside) {
  std::vector<std::string> names = names_in(data_folder(), ".csv");
  if (!beside.empty()) {
    const std::vector<std::string> own = names_in(beside, ".csv");
    names.insert(names.end(), own.begin(), own.end());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace yanglao::scenario
