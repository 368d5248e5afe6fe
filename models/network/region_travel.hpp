// People who go on in another region of the group, and those who come from there. Included by region.hpp.
#pragma once

#include "models/network/region.hpp"

namespace yanglao::network {

template <typename Rules, bool Plain, bool Travel>
bool NetworkRegion<Rules, Plain, Travel>::leave(std::uint32_t id, Person& p, const Elsewhere& way, sim::Tick at) {
  const int to = plan_.region_of(way, region_);
  if (to == region_) return false;
  const auto stage = static_cast<std::size_t>(way.stage);
  const sim::Tick there = later(at, way.notice_days * sim::kTicksPerDay);
  tallies_.travel(Travelled::left, p.klass, stage);
  tallies_.on_the_way(p.klass, stage, at, there);
  const bool lost = Rules::lost > 0 && sim::chance(draws_(who(id), p.draws++)[3], Rules::lost);
  if (!lost)
    outbox_.push_back({there, static_cast<std::uint16_t>(to), static_cast<std::uint16_t>(region_), id, p.klass,
                       static_cast<std::uint16_t>(stage)});
  p.status = Status::gone;
  p.due = sim::kNever;
  unused_.push_back(id);
  return true;
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::send(std::vector<sim::Mail>& out) {
  out.insert(out.end(), outbox_.begin(), outbox_.end());
  outbox_.clear();
}

/// Whoever is on the way has a number here at once, so that the event of their coming is like any other.
template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::receive(std::span<const sim::Mail> mail) {
  for (const sim::Mail& m : mail) {
    if (sim::day_of(m.at) >= plan_.days) continue;
    const std::uint32_t id = new_person(m.what);
    Person& p = people_[id];
    p.status = Status::coming;
    p.next = static_cast<std::uint8_t>(m.pool);
    p.due = m.at + Rules::days_late * sim::kTicksPerDay;
    list(p.due, id);
  }
}

template <typename Rules, bool Plain, bool Travel>
void NetworkRegion<Rules, Plain, Travel>::come_in(std::uint32_t id, Person& p, sim::Tick at) {
  // One who came before by this number may have left an event behind.
  if (p.due != at) return;
  const std::size_t stage = p.next;
  p.status = Status::gone;
  tallies_.event();
  tallies_.travel(Travelled::came, p.klass, stage);
  enter(id, p, stage, at);
}

}  // namespace yanglao::network
