// yanglao same: whether two results files are the same bytes, apart from the record of the run.
#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "cli/commands.hpp"
#include "sim/archive.hpp"
#include "sim/whole_file.hpp"

namespace yanglao::cli {
namespace {

using Bytes = std::vector<std::byte>;

void blank(Bytes& bytes, const std::vector<std::size_t>& positions) {
  for (const std::size_t at : positions)
    if (at < bytes.size()) bytes[at] = std::byte{0};
}

}  // namespace

// Where the first file keeps its record, the second must keep its own, or the bytes around it would differ.
int same(const SameOptions& options) {
  // Nothing is written, and results files appear whole: a lock, as Python has one on a file that it reads from, is no reason
  // to wait. To be said before HDF5 opens its first file.
  ::setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
  Bytes first = sim::read_file(options.first);
  Bytes second = sim::read_file(options.second);
  const std::vector<std::size_t> record = sim::record_positions(options.first);
  blank(first, record);
  blank(second, record);
  const auto [a, b] = std::mismatch(first.begin(), first.end(), second.begin(), second.end());
  if (a == first.end() && b == second.end()) {
    std::cout << "same: " << first.size() << " bytes, of which " << record.size()
              << " record how the run went and were not compared\n";
    return exit_done;
  }
  std::cout << "different: " << options.first << " has " << first.size() << " bytes, " << options.second << " has "
            << second.size() << "; the first difference is at byte " << a - first.begin() << "\n";
  return exit_failed;
}

}  // namespace yanglao::cli
