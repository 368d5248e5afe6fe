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

double Course::highest(double from, double to) const {
  double most = linear ? std::max(at(from), at(to)) : at(from);
  for (std::size_t i = 0; i < day.size(); ++i)
    if (from < static_cast<double>(day[i]) && static_cast<double>(day[i]) < to) most = std::max(most, value[i]);
  return most;
}

const Elsewhere* Network::way(int target) const {
  const int first = static_cast<int>(stages.size() + exits.size());
  return target < first ? nullptr : &elsewhere[static_cast<std::size_t>(target - first)];
}

Network Network::alone() const {
  Network out = *this;
  const auto lead = [this](int& target) {
    if (const Elsewhere* to = way(target)) target = to->stage;
  };
  for (Stage& stage : out.stages) {
    lead(stage.overflow);
    for (Service& each : stage.by_class) {
      lead(each.gives_up_to);
      std::vector<Route> merged;
      for (Route r : each.next) {
        lead(r.target);
        const auto same = [&r](const Route& other) { return other.target == r.target; };
        const auto found = std::find_if(merged.begin(), merged.end(), same);
        if (found == merged.end())
          merged.push_back(r);
        else
          found->probability += r.probability;
      }
      each.next = std::move(merged);
    }
  }
  out.elsewhere.clear();
  return out;
}

int Network::circle() const {
  for (std::size_t s = 0; s < stages.size(); ++s) {
    int at = static_cast<int>(s);
    for (std::size_t hops = 0; at >= 0; ++hops) {
      const Elsewhere* to = way(at);
      if (to != nullptr && to->region == Elsewhere::Region::seat) at = to->stage;
      if (is_exit(at)) break;
      if (hops > stages.size()) return static_cast<int>(s);
      at = stages[static_cast<std::size_t>(at)].overflow;
    }
  }
  return -1;
}

}  // namespace yanglao::network
