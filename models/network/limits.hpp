// Whether the people that a scenario asks for can be counted and held in memory.
#pragma once

#include <cstdint>

#include "models/network/plan.hpp"
#include "models/network/section.hpp"
#include "models/scenario/scenario.hpp"
#include "models/scenario/toml.hpp"
#include "sim/memory.hpp"

namespace yanglao::network {

/// In one region: people at the start, people who come over the run (both have numbers of 32 bits), and arrivals of one
/// source (two draws each, with a count of 32 bits).
inline constexpr double kMostPeople = 2e9;

struct Extent {
  int start = 0, days = 0;  ///< since 1970-01-01; of the whole run
  std::int64_t population = 0;
  int regions = 1;
  double scale = 1;
};

/// A fault for each source of arrivals that, with those before it, makes more of them than can be counted. `structure`:
/// where `network` was read from.
void refuse_too_many_arrivals(const toml::table& structure, const Network& network, const Extent& extent,
                              Faults& faults);

/// Throws ScenarioError when the people of one group of regions do not fit in the memory, in bytes.
void refuse_what_does_not_fit(const scenario::Scenario& scenario, const Plan& plan,
                              double memory = sim::memory_bytes());

/// Throws ScenarioError when `people` in a region, more than it had room for, do not fit in half of the memory: they
/// come faster than they go.
void refuse_growth(const Plan& plan, int region, std::size_t people, double memory = sim::memory_bytes());

/// Bytes that one more person takes while a region runs, lists included: about.
double bytes_a_person(const Plan& plan);

}  // namespace yanglao::network
