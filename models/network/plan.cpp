#include "models/network/plan.hpp"

#include <algorithm>
#include <cmath>

namespace yanglao::network {
namespace {

/// Walker's method, with Vose's order: every target in two cells at most, so a draw reads one cell.
void append_alias(const std::vector<Route>& routes, std::vector<Alias>& out) {
  const std::size_t n = routes.size(), base = out.size();
  std::vector<double> share;
  std::vector<std::size_t> small, large;
  double sum = 0;
  for (const Route& r : routes) sum += r.probability;
  for (const Route& r : routes) {
    (r.probability / sum * static_cast<double>(n) < 1 ? small : large).push_back(share.size());
    share.push_back(r.probability / sum * static_cast<double>(n));
  }
  for (const Route& r : routes)
    out.push_back({0xFFFFFFFF, static_cast<std::uint8_t>(r.target), static_cast<std::uint8_t>(r.target)});
  while (!small.empty() && !large.empty()) {
    const std::size_t less = small.back(), more = large.back();
    small.pop_back();
    large.pop_back();
    out[base + less].threshold = static_cast<std::uint32_t>(std::min(share[less] * 0x1p32, 0x1p32 - 1));
    out[base + less].other = out[base + more].first;
    share[more] -= 1 - share[less];
    (share[more] < 1 ? small : large).push_back(more);
  }
}

Node make_node(const Stage& stage, std::size_t index, std::size_t klass, std::vector<Alias>& aliases) {
  const Service& s = stage.by_class[klass];
  Node n;
  n.pool = stage.unlimited ? kNoPool : static_cast<std::uint8_t>(index);
  n.priority = static_cast<std::uint8_t>(s.priority);
  n.service = &*s.duration;
  if (s.duration->kind == Distribution::Kind::exponential) n.mean_ticks = s.duration->a * sim::kTicksPerDay;
  n.route = static_cast<std::uint32_t>(aliases.size());
  n.cells = static_cast<std::uint16_t>(s.next.size());
  append_alias(s.next, aliases);
  if (s.patience) {
    n.patience = &*s.patience;
    if (s.patience->kind == Distribution::Kind::exponential) n.patience_ticks = s.patience->a * sim::kTicksPerDay;
    n.gives_up_to = s.gives_up_to;
  }
  return n;
}

}  // namespace

Plan::Plan(Network net, int start_, int end, int warm_up_, int regions_, std::int64_t people_, double scale_,
           int group_)
    : network(group_ > 1 ? std::move(net) : net.alone()),
      start(start_),
      days(end - start_),
      warm_up(warm_up_),
      regions(regions_),
      group(group_),
      population(people_),
      scale(scale_),
      calendar(start_ + warm_up_, end),
      stages(network.stages.size()),
      targets(network.stages.size() + network.exits.size() + network.elsewhere.size()),
      classes(network.classes.size()),
      travel(!network.elsewhere.empty()),
      open(travel || !network.arrivals.empty()) {
  for (std::size_t c = 0; c < classes; ++c)
    for (std::size_t t = 0; t < targets; ++t) {
      nodes.push_back(t < stages ? make_node(network.stages[t], t, c, aliases) : Node{});
      nodes.back().exit = t >= stages;
      if (const std::size_t first = stages + network.exits.size(); t >= first)
        nodes.back().way = static_cast<std::uint8_t>(t - first);
      plain = plain && nodes.back().patience == nullptr;
    }
  for (const Stage& s : network.stages) {
    blocking = blocking || s.blocking != Blocking::none;
    preemptive = preemptive || s.discipline == Discipline::preemptive;
    plain = plain && s.discipline == Discipline::fifo && !s.room && s.balking.empty() && s.cut == Cut::drain;
    // What is left of a stay replaces a whole one already listed, so that events can be stale.
    for (const Service& each : s.by_class)
      plain = plain &&
              (each.at_start == 0 || !s.residual_at_start || each.duration->kind == Distribution::Kind::exponential);
  }
  plain = plain && !blocking && network.arrivals.empty();
  divide_people();
}

/// Each class is divided over the regions by itself, so that small classes are not lost in small regions.
void Plan::divide_people() {
  people_.assign(static_cast<std::size_t>(regions), 0);
  double share = 0;
  std::int64_t before = 0;
  for (std::size_t c = 0; c < classes; ++c) {
    share += network.classes[c].share;
    const std::int64_t until = std::llround(share * static_cast<double>(population));
    std::int64_t left = until - before;
    before = until;
    for (const Stage& stage : network.stages)
      for (const double there : {stage.by_class[c].at_start, stage.by_class[c].waiting_at_start}) {
        left -= std::llround(there * scale);
        for (int r = 0; r < regions; ++r) people_[static_cast<std::size_t>(r)] += part(there * scale, r);
      }
    nowhere_.push_back(std::max<std::int64_t>(0, left));
    for (int r = 0; r < regions; ++r) people_[static_cast<std::size_t>(r)] += nowhere(c, r);
  }
}

std::int64_t Plan::part(double total, int region) const { return network::part(std::llround(total), region, regions); }

std::int64_t part(std::int64_t whole, int region, int regions) {
  // (region + 1) * whole / regions would overflow for no number that fits in memory.
  return (region + 1) * whole / regions - region * whole / regions;
}

int places_per_1000(double per_1000, std::int64_t people) {
  // Rounded up, but not by the last bit of a product that should be whole.
  return static_cast<int>(
      std::min<double>(kMostPlaces, std::ceil(per_1000 * static_cast<double>(people) / 1000 - 1e-9)));
}

int Plan::capacity(std::size_t stage, int region, int day) const {
  const Stage& s = network.stages[stage];
  const double when = start + day;
  if (!s.per_1000) {
    const std::int64_t here = part(std::min(1e12, s.capacity.at(when) * scale), region);
    return static_cast<int>(std::min<std::int64_t>(kMostPlaces, here));
  }
  return places_per_1000(s.capacity_per_1000.at(when), people(region));
}

}  // namespace yanglao::network
