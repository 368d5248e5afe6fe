// Files that appear whole or not at all, and the reasons why not in plain words.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace yanglao::sim {

/// What an errno value means to the reader of an error line, e.g. "no space is left on the disk".
std::string plain_reason(int error);

/// Throws ArchiveError unless a file of that name can be created or replaced. Leaves nothing behind.
void check_replaceable(const std::string& path);

/// Writes `bytes` under a temporary name beside `path`, forces them to the disk and renames. On any failure the
/// temporary is removed, an older file of that name is untouched, and ArchiveError is thrown.
void replace_file(const std::string& path, std::span<const std::byte> bytes);

/// Throws ArchiveError unless `path` is an ordinary file that can be opened.
void check_readable(const std::string& path);

/// All bytes of an ordinary file. Throws ArchiveError.
std::vector<std::byte> read_file(const std::string& path);

}  // namespace yanglao::sim
