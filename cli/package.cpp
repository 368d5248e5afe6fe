// Commands that the Python package does: sweeps, with their statistics and their executors, are written once.
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"

namespace yanglao::cli {
namespace {

namespace fs = std::filesystem;

/// $YANGLAO_PYTHON; else the .venv that scripts/setup made beside the folder of this program; else `python3`.
std::string interpreter() {
  if (const char* named = std::getenv("YANGLAO_PYTHON")) return named;
  std::error_code none;
  const fs::path beside = fs::read_symlink("/proc/self/exe", none).parent_path().parent_path() / ".venv/bin/python";
  return fs::exists(beside, none) ? beside.string() : "python3";
}

}  // namespace

int hand_to_package(const std::string& command, const std::vector<std::string>& words) {
  std::vector<std::string> line = {interpreter(), "-m", "yanglao", command};
  line.insert(line.end(), words.begin(), words.end());
  std::vector<char*> pointers;
  for (std::string& each : line) pointers.push_back(each.data());
  pointers.push_back(nullptr);
  execvp(pointers[0], pointers.data());
  std::cerr << "yanglao: " << command << " is done by the Python package, and " << line[0]
            << " could not be started: " << std::strerror(errno)
            << "; $YANGLAO_PYTHON may name a Python that has the package\n";
  return exit_file;
}

}  // namespace yanglao::cli
