// The rows of the two policies as switches: how much of each step that a scenario plans is in fact taken.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// A quantity of the results that a row moves.
struct Moved {
  std::string quantity;  ///< a field with the labels of its axes, "*" for all of one: "people[*,severe]"
  int direction = 0;     ///< +1 or -1
};

/// A setting with which a row shows. Schedules go within a month of the start from `from` (empty: what the scenario
/// has) to `to`; other levers have the value `to` with the measure and without it.
struct Shown {
  std::string key, from, to;
};

/// A measure of a policy, as scenarios/data/measures.csv tells it.
struct PolicyRow {
  std::string id, policy, measure;
  std::vector<Moved> moves;
  std::vector<Shown> shown_with;
  std::string note, source, confidence, evidence;
  /// Keys of the levers that serve it, in the order of levers.csv; that of its step is among them.
  [[nodiscard]] std::vector<std::string> levers(const scenario::Schema& schema) const;
};

/// All rows of both policies, in order. Throws ScenarioError with every fault of the table.
std::vector<PolicyRow> policy_rows();

/// The lever that sizes a row: "policy.step.j3" for "J3".
std::string step_key(const std::string& row);

/// The part of a lever's planned step that is taken: policy.step.all times the steps of the rows that it serves.
double step_of(const scenario::Scenario& s, const std::string& key, int place = -1);

/// `plan` of a lever with so much of its step taken, from its value on the day of the start, within the lever's range.
scenario::Schedule taken(scenario::Schedule plan, const scenario::Lever& lever, int start, double step);

/// A schedule as it comes about: from its value at the start of the run it moves by policy.step.all times the steps of
/// the rows that its lever serves, within the lever's range. 0: nothing new is done; 0.5: half of each step; 1: as the
/// scenario says.
scenario::Schedule planned(const scenario::Scenario& s, const std::string& key, int place = -1);

}  // namespace yanglao::care
