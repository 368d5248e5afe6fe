// Where a value was set.
#pragma once

#include <string>

namespace yanglao::scenario {

/// `file` is "default" for a schema default and "--set" for the command line, where `line` is the position of the
/// setting among the settings (1 for the first) and `column` that within its "key=value" text.
struct Origin {
  std::string file;
  int line = 0;    ///< 1-based; 0 where there is none
  int column = 0;  ///< 1-based; 0 where there is none
};

}  // namespace yanglao::scenario
