// The places of one county by pool and date: what was planned, built, converted, set aside and staffed.
#pragma once

#include <array>

#include "models/care/facility.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

class Beds {
 public:
  /// `people`: of 60 and more at the census, to which rates per 1000 refer.
  Beds(const scenario::Scenario& s, int county, double people);
  /// Places per pool that stand on a day (since 1970-01-01), before scaling; fractional. `opened`: facilities of each
  /// kind opened since the start.
  [[nodiscard]] std::array<double, kPools> standing(int day, const std::array<int, kFacilityKinds>& opened) const;
  /// Of those, the places that can be used that day: converted, staffed, neither set aside nor let to guests.
  [[nodiscard]] std::array<double, kPools> usable(std::array<double, kPools> places, int day) const;

 private:
  [[nodiscard]] double private_growth(int day) const;
  void convert(std::array<double, kPools>& places, int day) const;
  void staff(std::array<double, kPools>& places, int day) const;

  using Schedule = scenario::Schedule;
  double people_;
  int start_;
  Schedule institution_, nursing_, community_, dementia_, acute_, geriatric_, hospice_;
  Schedule idle_, township_, channel_, seasonal_, respite_, private_response_, carers_, nurses_, technology_;
  double nursing_factor_, idle_part_, township_part_, channel_gain_, margin_, technology_gain_;
  double residents_per_carer_general_, residents_per_carer_nursing_, beds_per_nurse_;
  std::array<double, kFacilityKinds> beds_each_{};
};

}  // namespace yanglao::care
