// Results files: a Dataset as HDF5 with netCDF-4 conventions, so that xarray and netCDF tools read it unaided.
#pragma once

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/dataset.hpp"

namespace yanglao::sim {

/// A results file cannot be written or read. `what()` is one line: the file, and the reason in plain words.
class ArchiveError : public std::runtime_error {
 public:
  ArchiveError(const std::string& file, const std::string& reason)
      : std::runtime_error(file.empty() ? reason : file + ": " + reason), file_(file), reason_(reason) {}
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  std::string file_;
  std::string reason_;
};

/// Bytes that each entry of `run_record` takes in the file, padded with zeros; longer text is cut.
constexpr std::size_t record_bytes = 64;

/// Refuses, before any work is done, a path that `write_archive` could not write. Leaves nothing behind.
void check_writable(const std::string& path);

/// Writes the whole file or none: under a temporary name in the same folder, renamed when whole. An older file of
/// that name is replaced. The same Dataset gives the same bytes; a different `run_record` (same keys) changes
/// bytes only inside the fixed-length root attributes "run_<key>".
/// Not for use by two threads at once (HDF5 is not). Needs memory for twice the compressed file and, on each
/// processor, 8 MiB. `look`: called by the calling thread a few times a second; what it throws ends the writing, and
/// nothing is left of it.
void write_archive(const Dataset& dataset, const std::string& path, const std::function<void()>& look = {});

/// Reads what `write_archive` wrote. Dimensions and variables come back in the order in which they were written.
Dataset read_archive(const std::string& path);

/// The positions in the file of the bytes that two identical runs may differ in: those of the "run_<key>"
/// attributes, ascending.
std::vector<std::size_t> record_positions(const std::string& path);

}  // namespace yanglao::sim
