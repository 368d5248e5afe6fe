// The care model of one scenario: the only door that cli and python use.
#pragma once

#include <memory>
#include <optional>

#include "models/scenario/scenario.hpp"
#include "sim/model.hpp"

namespace yanglao::care {

struct Options {
  double scale = 1.0;        ///< people and capacities times this, > 0
  std::optional<int> until;  ///< end date, days since 1970-01-01; default: the scenario's `end`
};

/// Throws scenario::ScenarioError when values contradict each other, FileError when a table cannot be read.
std::shared_ptr<const sim::Model> build(const scenario::Scenario& scenario, const Options& options);

/// Throws as `build` would, without building what costs time.
void check(const scenario::Scenario& scenario);

}  // namespace yanglao::care
