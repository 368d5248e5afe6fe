// yanglao same: whether two results files are the same bytes, apart from the record of the run.
#include <algorithm>
#include <iostream>

#include "cli/commands.hpp"
#include "sim/archive.hpp"
#include "sim/whole_file.hpp"

namespace yanglao::cli {
namespace {

constexpr std::byte blank{0};

struct Contents {
  std::vector<std::byte> bytes;
  std::vector<std::size_t> record;
};

Contents contents_of(const std::string& path) {
  Contents contents{sim::read_file(path), sim::record_positions(path)};
  for (const std::size_t at : contents.record) contents.bytes.at(at) = blank;
  return contents;
}

}  // namespace

int same(const SameOptions& options) {
  const Contents first = contents_of(options.first);
  const Contents second = contents_of(options.second);
  const auto [a, b] = std::mismatch(first.bytes.begin(), first.bytes.end(), second.bytes.begin(), second.bytes.end());
  if (first.record == second.record && a == first.bytes.end() && b == second.bytes.end()) {
    std::cout << "same: " << first.bytes.size() << " bytes, of which " << first.record.size()
              << " record how the run went and were not compared\n";
    return exit_done;
  }
  std::cout << "different: " << options.first << " has " << first.bytes.size() << " bytes, " << options.second
            << " has " << second.bytes.size() << "; the first difference is at byte " << a - first.bytes.begin()
            << "\n";
  return exit_failed;
}

}  // namespace yanglao::cli
