// The subcommands: what each is asked for, and the function that does it. main.cpp fills the options.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace yanglao::cli {

/// What the program answers to the shell.
enum Exit : int {
  exit_done = 0,
  exit_failed = 1,         ///< `same`: the files differ; any other: a fault of the program or the machine
  exit_wrong = 2,          ///< the command line or the scenario is wrong: nothing run, nothing written
  exit_file = 3,           ///< a file could not be read or written
  exit_interrupted = 130,  ///< stopped by the user; what was finished is in a valid file, unless they could not wait for it
};

/// "key=value" settings in the order given, as scenario::Scenario::with takes them.
using Settings = std::vector<std::pair<std::string, std::string>>;

struct RunOptions {
  std::string scenario;  ///< a path, or the name of one in scenarios/
  std::string output;    ///< "": out/<scenario name>.h5
  int replications = 1;  ///< >= 1
  std::uint32_t seed = 1;
  int threads = 0;           ///< 0: all that the machine offers
  double scale = 1.0;        ///< > 0
  std::optional<int> until;  ///< days since 1970-01-01
  Settings settings;
  std::string detail = "county";  ///< county, prefecture or province
  bool quiet = false;             ///< no progress, no table
};

struct CheckOptions {
  std::string scenario;
  Settings settings;
  bool explain = false;  ///< with the file and line that set each value
};

struct LeversOptions {
  std::optional<std::string> scenario;  ///< shows this scenario's values beside the defaults
  Settings settings;
  bool measures = false;  ///< by measure of the policies, with what each moves
};

struct InfoOptions {
  std::string file;
  bool scenario = false;  ///< print the stored resolved scenario, nothing else
  bool table = false;     ///< print the tables that `run` printed
};

struct SameOptions {
  std::string first;
  std::string second;
};

/// Each returns the exit status. ScenarioError, FileError and ArchiveError may pass through: main prints their
/// lines on standard error and answers 2, 3 and 3.
int run(const RunOptions& options);
int check(const CheckOptions& options);
int levers(const LeversOptions& options);
int info(const InfoOptions& options);
/// 0 when two results files are the same bytes but for the run record, 1 when not.
int same(const SameOptions& options);
/// Becomes `python -m yanglao COMMAND WORDS`; returns only where there is no Python.
int hand_to_package(const std::string& command, const std::vector<std::string>& words);

}  // namespace yanglao::cli
