// The one place that knows which model a scenario is for.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/care/care.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/model.hpp"

namespace yanglao::models {

using Options = care::Options;

/// The model of `scenario.model()`. Throws scenario::ScenarioError when values contradict each other, FileError when a
/// table cannot be read.
std::shared_ptr<const sim::Model> build(const scenario::Scenario& scenario, const Options& options);

/// Throws ScenarioError as `build` would, without building what costs time.
void check(const scenario::Scenario& scenario);

/// What a scenario switches on and can show nothing by, in words for people. Empty for a network.
std::vector<std::string> advice(const scenario::Scenario& scenario);

}  // namespace yanglao::models
