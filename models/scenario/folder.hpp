// Where scenarios and their tables lie.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace yanglao::scenario {

/// The scenario file that is meant: a path, or the name of one that ships. Throws FileError naming the nearest one.
std::filesystem::path find_scenario(const std::string& name_or_path);

/// The CSV file `name`, looked for in `beside` (unless empty), then in scenarios/data: its name within scenarios/data
/// when it lies there, else its full path; nothing if there is no such file.
std::optional<std::string> find_table(const std::string& name, const std::filesystem::path& beside);
/// Names of the CSV files in `beside` (unless empty) and in scenarios/data, sorted.
std::vector<std::string> table_names(const std::filesystem::path& beside);

}  // namespace yanglao::scenario
