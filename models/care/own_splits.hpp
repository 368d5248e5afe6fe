// Lines whose public money is shared over the budgets in a way of its own.
#pragma once

#include <array>
#include <optional>

#include "models/care/money.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// From the table subsidy.split.by_line: nothing for a line that it does not name. Throws ScenarioError with every fault.
OwnSplits own_splits(const scenario::Scenario& s);

}  // namespace yanglao::care
