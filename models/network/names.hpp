// The names that the sections of a network refer to each other by.
#pragma once

#include <string>
#include <vector>

#include "models/network/section.hpp"

namespace yanglao::network {

struct Names {
  std::vector<std::string> classes;
  std::vector<std::string> targets;  ///< stages, then exits, then ways elsewhere
  std::size_t stages = 0;            ///< so many of the targets are stages

  /// Index of the stage, exit or way elsewhere that the node at `key` names; a fault and 0 when there is none.
  int target(const Section& s, const toml::node& at, const std::string& key, const std::string& name,
             bool stages_only = false) const;
  /// The same for the text of a key, which may be none; -1 without that key.
  int target(Section& s, const std::string& key, bool stages_only = false) const;
};

}  // namespace yanglao::network
