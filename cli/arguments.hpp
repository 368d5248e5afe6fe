// The command line read into option structs, each value checked before anything else happens.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "cli/commands.hpp"

namespace yanglao::cli {

/// The command line is wrong: one line that says what was given and what was expected.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What one subcommand understands.
struct Command {
  const char* name;
  const char* summary;
  /// Text of `yanglao NAME --help`.
  std::string (*help)();
  /// Reads the words after the name and does the work; returns the exit status. Throws UsageError.
  int (*go)(const std::vector<std::string>& words);
  bool hidden = false;
};

const std::vector<Command>& commands();

RunOptions parse_run(const std::vector<std::string>& words);
CheckOptions parse_check(const std::vector<std::string>& words);
LeversOptions parse_levers(const std::vector<std::string>& words);
InfoOptions parse_info(const std::vector<std::string>& words);
SameOptions parse_same(const std::vector<std::string>& words);

/// The candidate that `word` most likely meant, or "" when none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

/// Days since 1970-01-01 of "YYYY-MM-DD"; throws UsageError that names `option`.
int parse_date(const std::string& option, const std::string& text);

}  // namespace yanglao::cli
