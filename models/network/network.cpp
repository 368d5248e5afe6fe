#include "models/network/network.hpp"

#include <algorithm>

namespace yanglao::network {

double Course::at(double when) const {
  std::size_t i = 0;
  while (i + 1 < day.size() && static_cast<double>(day[i + 1]) <= when) ++i;
  if (!linear || i + 1 == day.size() || when <= static_cast<double>(day[i])) return value[i];
  const double part = (when - day[i]) / static_cast<double>(day[i + 1] - day[i]);
  return value[i] + part * (value[i + 1] - value[i]);
}

double Course::highest() const { return *std::max_element(value.begin(), value.end()); }

const std::string& Network::target_name(int target) const {
  const auto i = static_cast<std::size_t>(target);
  return is_exit(target) ? exits[i - stages.size()] : stages[i].name;
}

}  // namespace yanglao::network
