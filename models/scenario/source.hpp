// A text that TOML values are read from, and how its positions are told.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>

#include "models/scenario/origin.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::scenario {

struct Source {
  std::string file;              ///< as errors show it
  std::filesystem::path folder;  ///< tables are looked for here first; empty: only in scenarios/data
  int line = 0;                  ///< of a one-line text within a larger one; 0: lines are the text's own
  int shift = 0;                 ///< added to the text's own columns

  [[nodiscard]] Origin at(const toml::source_region& region) const {
    const int own = std::max(1, static_cast<int>(region.begin.line));
    return {file, line > 0 ? line : own, std::max(1, static_cast<int>(region.begin.column) + shift)};
  }
};

}  // namespace yanglao::scenario
