#include "models/network/names.hpp"

#include <algorithm>

#include "models/scenario/nearest.hpp"

namespace yanglao::network {

int Names::target(const Section& s, const toml::node& at, const std::string& key, const std::string& name,
                  bool stages_only) const {
  std::vector<std::string> names = targets;
  if (stages_only) names.resize(stages);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<int>(found - names.begin());
  s.refuse(at, key, "\"" + name + '"',
           stages_only ? "the name of a stage" : "the name of a stage, an exit or a way elsewhere",
           scenario::nearest_name(name, names));
  return 0;
}

int Names::target(Section& s, const std::string& key, bool stages_only) const {
  const auto name = s.text(key);
  if (!s.has(key)) return -1;
  return name ? target(s, *s.table().get(key), key, *name, stages_only) : 0;
}

}  // namespace yanglao::network
