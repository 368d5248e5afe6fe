// What a scenario plans, to its own end and at full scale, without a run: for checks and advice.
#pragma once

#include "models/care/facility.hpp"
#include "models/care/population.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

struct Planned {
  /// Throws ScenarioError where counts of facilities contradict each other or the places there are.
  explicit Planned(const scenario::Scenario& s);

  sim::Calendar calendar;
  Population population;
  Facilities facilities;

 private:
  struct Inputs;  // needed while it is made
  Planned(const scenario::Scenario& s, const Inputs& inputs);
};

}  // namespace yanglao::care
