// The network model of one scenario as the runner takes it.
#pragma once

#include <memory>
#include <optional>

#include "models/network/plan.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/model.hpp"

namespace yanglao::network {

struct Options {
  double scale = 1.0;        ///< people, capacities and arrivals times this, > 0
  std::optional<int> until;  ///< end date, days since 1970-01-01; default: the scenario's `end`
};

/// The tables that a run of the scenario reads. Throws scenario::ScenarioError when values contradict each other.
std::shared_ptr<const Plan> plan(const scenario::Scenario& scenario, const Options& options);

/// Throws as `plan` does.
std::shared_ptr<const sim::Model> build(const scenario::Scenario& scenario, const Options& options);

}  // namespace yanglao::network
