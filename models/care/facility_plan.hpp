// Where the facilities of one kind are opened: the plan of the province, and those of places with a count of their own.
#pragma once

#include <string>
#include <vector>

#include "models/care/spread.hpp"
#include "models/care/units.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

class FacilityPlan {
 public:
  /// `settings`: those of the scenario. `whole`: every planned step is taken, whatever policy.step says.
  FacilityPlan(const scenario::Scenario& s, const std::vector<scenario::Setting>& settings, const Units& units,
               const std::string& kind, bool whole);

  /// Places of each county that should have one (villages, townships, the county itself); 0 where that is no target.
  [[nodiscard]] const std::vector<int>& possible() const { return possible_; }
  /// How many a county may have: as many as places, where each place is to have its own.
  [[nodiscard]] int most(std::size_t county) const;
  /// How many stand in each county on a day (since 1970-01-01). Days in order.
  [[nodiscard]] std::vector<int> standing(int day);
  /// Counts that contradict each other or the number of places.
  void find_faults(std::vector<scenario::Fault>& faults) const;

 private:
  /// Counties that share one plan: those of the province, or of a place, without a plan of their own.
  struct Group {
    std::string place;                ///< "": the province
    scenario::Schedule plan, stated;  ///< as it comes about, and as the scenario has it
    std::vector<std::size_t> inner;   ///< groups within its place, whose plans are part of this one
    std::vector<std::size_t> all;     ///< counties of the place
    scenario::Origin origin;
    Opening opening;
    bool exact;  ///< no county is left without a plan of its own: the inner plans are all of this one
    double own = 0;  ///< planned outside of the inner groups, on the day last asked for
  };
  void allot();
  [[nodiscard]] bool in_counties() const;
  [[nodiscard]] bool in_parts() const;
  [[nodiscard]] double weight(std::size_t county) const;
  void group(const scenario::Scenario& s, const std::vector<scenario::Setting>& settings, bool whole);
  [[nodiscard]] Group group_of(const scenario::Scenario& s, const std::string& place, std::vector<std::size_t> all,
                               const scenario::Schedule& stated, scenario::Origin origin, bool whole) const;
  void open_to(Group& group, const std::vector<std::size_t>& members) const;
  [[nodiscard]] scenario::Fault fault(const Group& group, double given, const std::string& expected) const;
  void too_many(const Group& group, std::vector<scenario::Fault>& faults) const;
  void wrong_sum(const Group& group, std::vector<scenario::Fault>& faults) const;
  void too_many_institutions(const Group& group, std::vector<scenario::Fault>& faults) const;

  const Units& units_;
  std::string key_;
  long long places_;
  std::string one_in_;
  bool each_place_;
  scenario::Origin places_origin_;
  double institutions_;  ///< of any sort, where the share that is of this kind counts; else 0
  std::vector<int> of_units_, possible_;  ///< by county: of the places that one_in names, all; those that should have one
  std::vector<Group> groups_;  ///< the province's first
};

}  // namespace yanglao::care
