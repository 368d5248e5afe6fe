// Results files larger than memory: the frame first, then the values piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/archive.hpp"

namespace yanglao::sim {

/// Writes under `path` itself, from the first call on: give a name of its own, and rename when `finish` is done. The
/// same calls in the same order give the same bytes. Throws ArchiveError.
class ArchivePieces {
 public:
  /// frame: as for `write_archive`; `data` of a variable may be empty, and is then written by `put`, all cells missing
  /// until then.
  /// piece: cells along each variable's leading dimensions that are written together, at most; the others are whole.
  ArchivePieces(const Dataset& frame, const std::string& path, const std::vector<std::size_t>& piece);
  ~ArchivePieces();
  ArchivePieces(const ArchivePieces&) = delete;
  ArchivePieces& operator=(const ArchivePieces&) = delete;

  /// A block of a variable: where it begins and how long it is on each dimension, and its values, row-major.
  void put(const std::string& variable, const std::vector<std::size_t>& begin, const std::vector<std::size_t>& size,
           std::span<const double> values);
  /// Everything is on disk when this returns.
  void finish();

 private:
  struct Open;
  std::string path_;
  std::unique_ptr<Open> open_;
};

}  // namespace yanglao::sim
