// Arrivals from outside. Included by region.hpp.
#pragma once

#include "models/network/region.hpp"

namespace yanglao::network {

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::set_sources() {
  for (std::size_t i = 0; i < plan_.network.arrivals.size(); ++i) {
    const Arrival& a = plan_.network.arrivals[i];
    Source source;
    const double most = a.between ? 0 : a.rate_per_day.highest(plan_.start, plan_.start + plan_.days);
    source.highest = most * plan_.scale / plan_.regions;
    source.gap_ticks = source.highest > 0 ? sim::kTicksPerDay / source.highest : 0;
    sources_.push_back(source);
    if (a.between || source.highest > 0) list_next_arrival(i);
  }
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::list_next_arrival(std::size_t source) {
  const Arrival& a = plan_.network.arrivals[source];
  Source& s = sources_[source];
  const auto id = static_cast<std::uint32_t>(kFirstSource + source);
  const double end = sim::tick_of_day(plan_.days);
  if (!a.between) {
    const double gap = s.gap_ticks * sim::fast_exponential(draws_(id, s.draws++)[0]);
    s.next += gap * Rules::arrival_factor;
    if (s.next < end) list_.push(std::max<sim::Tick>(1, static_cast<sim::Tick>(s.next)), id);
    return;
  }
  // Every region follows all arrivals of the network, by draws that regions share, and takes those that fall to it.
  const double ticks = sim::kTicksPerDay / plan_.scale * Rules::arrival_factor;
  for (;;) {
    sim::Generator g(all_regions_, id, s.draws);
    s.next += a.between->sample(g) * ticks;
    if (s.next >= end) return;
    s.batch = s.draws + 1;
    s.draws += 2;
    const std::uint64_t word = plan_.regions > 1 ? shared_draws_(id, s.batch)[3] : 0;
    const auto region = static_cast<int>(word * static_cast<std::uint64_t>(plan_.regions) >> 32);
    if (region == region_) return list_.push(std::max<sim::Tick>(1, static_cast<sim::Tick>(s.next)), id);
  }
}

/// A candidate comes in with probability rate now / highest rate: exact for a rate that changes (thinning).
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::arrive(std::size_t source, sim::Tick at) {
  const Arrival& a = plan_.network.arrivals[source];
  Source& s = sources_[source];
  const auto id = static_cast<std::uint32_t>(kFirstSource + source);
  const Words w = draws_(id, a.between ? s.batch : s.draws++);
  list_next_arrival(source);
  if (Rules::thinning && !a.between && a.rate_per_day.day.size() > 1) {
    const double rate = a.rate_per_day.at(plan_.start + sim::days(at)) * plan_.scale / plan_.regions;
    if (!sim::chance(w[1], rate / s.highest)) return;
  }
  std::size_t size = 1;
  while (Rules::batches && size < a.batch.size() && sim::unit(w[2]) >= a.batch[size - 1]) ++size;
  for (; size > 0; --size) {
    const std::uint32_t who = new_person(static_cast<std::size_t>(a.klass));
    tallies_.event();
    tallies_.arrival(static_cast<std::size_t>(a.klass));
    enter(who, people_[who], static_cast<std::size_t>(a.stage), at);
  }
}

}  // namespace yanglao::network
