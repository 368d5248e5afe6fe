// The subcommands as the user types them: their options, their help, and what they are called.
#pragma once

#include "cli/arguments.hpp"

namespace yanglao::cli {

struct Command {
  const char* name;
  const char* summary;
  /// Text of `yanglao NAME --help`.
  std::string (*help)();
  /// Reads the words after the name and does the work; returns the exit status. Throws UsageError.
  int (*go)(const Words& words);
  bool hidden = false;
};

const std::vector<Command>& commands();

/// Each throws UsageError.
RunOptions parse_run(const Words& words);
CheckOptions parse_check(const Words& words);
LeversOptions parse_levers(const Words& words);
InfoOptions parse_info(const Words& words);
SameOptions parse_same(const Words& words);

}  // namespace yanglao::cli
