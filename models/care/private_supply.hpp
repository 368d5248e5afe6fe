// What private capital adds to the beds of institutions in a county: it answers the margin of a nursing bed, as long as
// nursing beds are full enough.
#pragma once

#include <array>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// What is planned of a county on a day (since 1970-01-01), before private capital adds to it.
struct PlannedBeds {
  int day = 0;
  double institution = 0, nursing = 0;
  /// Nursing beds in use over those at the start, if people expected used them as at the start.
  double use = 1;
};

class PrivateSupply {
 public:
  PrivateSupply(const scenario::Scenario& s, int county);
  /// What the margin asks for: beds added from the start of the run to a day, as a share of those of institutions
  /// planned then. The response times the margin, summed over the years; with no margin nobody builds, and nobody tears
  /// down.
  [[nodiscard]] double wanted(int day) const;
  /// The part that are nursing beds.
  [[nodiscard]] double nursing_share(int day) const { return nursing_share_.at(day); }
  /// What comes of it: beds added by each of the days, in order. No bed comes with which nursing beds would be less
  /// occupied than private.occupied_above; what stands stays.
  [[nodiscard]] std::vector<double> built(const std::vector<PlannedBeds>& plan) const;

 private:
  enum Term { response, fee, subsidy, passed, cost };
  using Terms = std::array<double, 5>;
  [[nodiscard]] Terms at(int day, int since) const;
  [[nodiscard]] static double rate(const Terms& terms);

  std::array<scenario::Schedule, 5> schedules_;
  scenario::Schedule nursing_share_;
  double occupied_above_, occupied_at_start_;
  std::vector<int> days_;  ///< from the start on, those on which one of them has a point; none where nobody builds
};

}  // namespace yanglao::care
