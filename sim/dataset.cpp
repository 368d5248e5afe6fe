#include "sim/dataset.hpp"

#include <algorithm>

namespace yanglao::sim {
namespace {

template <typename Named>
const Named* named(const std::vector<Named>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const Dimension* Dataset::dimension(const std::string& name) const { return named(dimensions, name); }

const Variable* Dataset::variable(const std::string& name) const { return named(variables, name); }

}  // namespace yanglao::sim
