// Where a result comes from: what to say so that anybody can make it again, and how this run went.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "sim/dataset.hpp"

namespace yanglao::sim {

/// E.g. "0.1.0".
std::string version();
/// `git describe --always --dirty` when the program was built; "unknown" outside git.
std::string revision();

/// What makes a result again, bit for bit.
struct Recipe {
  std::string title;
  std::string command;  ///< as typed, less what cannot change a result (threads, output, quiet)
  std::uint32_t seed = 1;
  int replications = 1;  ///< asked for; an interrupted run holds fewer
  double scale = 1;
};

/// How one run went: what may differ between two runs that give the same result.
struct Course {
  std::chrono::system_clock::time_point started;
  double wall_seconds = 0;
  int threads = 1;
  std::uint64_t events = 0;
};

/// Writes the recipe into `attributes` and the course, with the peak of memory so far, into `run_record`.
void stamp(Dataset& dataset, const Recipe& recipe, const Course& course);

/// Shortest text that reads back as the same number.
std::string shortest(double number);

}  // namespace yanglao::sim
