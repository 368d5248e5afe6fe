#include "models/scenario/file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <system_error>

#include "models/scenario/errors.hpp"
#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {
namespace {

namespace fs = std::filesystem;

// No table comes near it; a device that never ends would.
constexpr std::size_t largest_bytes = std::size_t{64} << 20U;

std::string read_bytes(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) throw FileError(shown(path) + ": error: given a folder, expected a file");
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw FileError(shown(path) + ": error: given a file that cannot be opened: " + std::strerror(errno));
  std::string bytes;
  std::array<char, 65536> block{};
  while (bytes.size() <= largest_bytes && (stream.read(block.data(), block.size()) || stream.gcount() > 0)) {
    bytes.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) throw FileError(shown(path) + ": error: reading stopped half-way: " + std::strerror(errno));
  return bytes;
}

}  // namespace

void refuse_what_is_not_text(std::string_view bytes, const std::string& file) {
  int line = 1;
  int column = 1;
  while (!bytes.empty()) {
    const auto next = first_character(bytes);
    if (!next || next->code == 0) {
      std::array<char, 8> hex{};
      std::snprintf(hex.data(), hex.size(), "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(bytes[0])));
      throw ScenarioError({{file, line, column, "", std::string("a file that is not text (byte ") + hex.data() + ")",
                            "text in UTF-8 (from a spreadsheet: save as \"CSV UTF-8\")", ""}});
    }
    ++column;
    if (next->code == U'\n') {
      ++line;
      column = 1;
    }
    bytes.remove_prefix(next->bytes);
  }
}

std::string read_text_file(const fs::path& path) {
  std::string bytes = read_bytes(path);
  if (bytes.size() > largest_bytes) {
    throw ScenarioError({{shown(path), 1, 1, "", "a file of more than 64 MiB", "a text of at most 64 MiB", ""}});
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  refuse_what_is_not_text(bytes, shown(path));
  return bytes;
}

std::string shown(const fs::path& path) {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  const fs::path full = fs::absolute(path, failed).lexically_normal();
  const fs::path relative = full.lexically_relative(here);
  const bool inside = !failed && !relative.empty() && *relative.begin() != "..";
  return inside ? relative.string() : full.string();
}

}  // namespace yanglao::scenario
