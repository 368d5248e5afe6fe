// Reading a text file, or saying why it is none.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace yanglao::scenario {

/// The text without a byte order mark. Throws FileError (no such file, a folder, no permission) and ScenarioError
/// (not UTF-8 text, or larger than 64 MiB).
std::string read_text_file(const std::filesystem::path& path);

/// Throws ScenarioError at the first byte that is zero or not UTF-8.
void refuse_what_is_not_text(std::string_view bytes, const std::string& file);

/// How a file is named in messages: relative to the current folder when inside it, else in full.
std::string shown(const std::filesystem::path& path);

}  // namespace yanglao::scenario
