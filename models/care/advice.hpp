// What levers need each other: a measure that is switched on shows in a quantity only where its effect is not neutral.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// `lever` moves `what` only where `with` is not `neutral`.
struct Need {
  std::string lever, what, with;
  double neutral = 1;
};

/// All of them, by lever.
const std::vector<Need>& needs();

/// `lever` changes nothing while `with` is `off`: a price of what nobody has, a share of a bill of 0. Where a lever has
/// several, it changes nothing while all are off.
struct Condition {
  std::string lever, with;
  double off = 0;
};

/// All of them, by lever; levers of coverage have needs instead.
const std::vector<Condition>& conditions();

/// Whether a lever's own conditions are all off, so that whatever it is set to changes nothing.
bool is_idle(const scenario::Scenario& s, const std::string& lever);

/// Whether a lever has one value alone, at every date and place.
bool stays(const scenario::Scenario& s, const std::string& lever, double value);

/// The highest value that a lever has anywhere and at any time, as planned.
double highest(const scenario::Scenario& s, const std::string& lever);

/// In words for people who write scenarios: what a scenario switches on and can show nothing by, because everything
/// that it would work through is neutral; levers set while nothing works through them; steps that would go beyond the
/// places there are, and places named without a number; and staff that no bed lacks. Empty where all is well.
std::vector<std::string> advice(const scenario::Scenario& s);

}  // namespace yanglao::care
