// The places of one county by pool and date: what was planned, built, converted, set aside and staffed.
#pragma once

#include <array>
#include <vector>

#include "models/care/facility.hpp"
#include "models/care/private_supply.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// Nursing beds that people expected would use from a day (since 1970-01-01) on, over those in use at the start.
struct Use {
  int day = 0;
  double growth = 1;
};

class Beds {
 public:
  /// `people`: of 60 and more at the census, to which rates per 1000 refer. `use`: by the days on which private capital
  /// adds beds; without them it adds none. `idle`: share of the acute beds that stand empty at the start.
  Beds(const scenario::Scenario& s, int county, double people, double idle, const std::vector<Use>& use = {});
  /// Places per pool that stand on a day (since 1970-01-01), before scaling; fractional.
  [[nodiscard]] std::array<double, kPools> standing(int day, const Opened& opened) const;
  /// Places in the facilities opened; of a kind without beds the facilities themselves.
  [[nodiscard]] std::array<double, kFacilityKinds> in_facilities(const Opened& opened) const;
  /// Of those that stand, the places that can be used that day: converted, staffed, neither set aside nor let to guests. `lifted`:
  /// a limit that is taken away.
  [[nodiscard]] std::array<double, kPools> usable(std::array<double, kPools> places, int day, const Opened& opened,
                                                  BedLimit lifted = no_bed_limit) const;
  /// Acute beds among them that are geriatric ones by then: idle ones, and those of township hospitals.
  [[nodiscard]] double turned(const std::array<double, kPools>& places, int day) const {
    return places[pool_of(Place::acute)] * turned_share(day);
  }

 private:
  [[nodiscard]] double added(int day) const;
  [[nodiscard]] double turned_share(int day) const;
  void convert(std::array<double, kPools>& places, int day) const;
  void staff(std::array<double, kPools>& places, int day, const Opened& opened, BedLimit lifted) const;

  using Schedule = scenario::Schedule;
  double people_;
  int start_;
  Schedule institution_, nursing_, community_, dementia_, acute_, geriatric_, hospice_;
  Schedule idle_, township_, channel_, seasonal_, respite_, carers_, nurses_, technology_;
  double nursing_factor_, idle_part_, township_part_, channel_gain_, technology_gain_;
  double residents_per_carer_general_, residents_per_carer_nursing_, beds_per_nurse_, demonstration_staff_;
  std::array<double, kFacilityKinds> beds_each_{};
  PrivateSupply private_;
  std::vector<int> private_days_;
  std::vector<double> private_beds_;  ///< that stand by then
};

}  // namespace yanglao::care
