// What private capital adds to the beds of institutions in a county: it answers the margin of a nursing bed.
#pragma once

#include <array>
#include <vector>

#include "models/scenario/scenario.hpp"

namespace yanglao::care {

class PrivateSupply {
 public:
  PrivateSupply(const scenario::Scenario& s, int county);
  /// Beds added from the start of the run to a day (since 1970-01-01), as a share of those planned then: the response
  /// times the margin, summed over the years. With no margin nobody builds, and nobody tears down.
  [[nodiscard]] double added(int day) const;
  /// Of these, the part that are nursing beds.
  [[nodiscard]] double nursing_share(int day) const { return nursing_share_.at(day); }

 private:
  enum Term { response, fee, subsidy, passed, cost };
  using Terms = std::array<double, 5>;
  [[nodiscard]] Terms at(int day, int since) const;
  [[nodiscard]] static double rate(const Terms& terms);

  std::array<scenario::Schedule, 5> schedules_;
  scenario::Schedule nursing_share_;
  std::vector<int> days_;  ///< from the start on, those on which one of them has a point; none where nobody builds
};

}  // namespace yanglao::care
