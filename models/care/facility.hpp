// Places to be cared for, by county and date: which facilities stand, and what each pool can hold.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "models/care/person.hpp"
#include "models/care/population.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// A new number of places in a pool from the start of a day (since the start of the run).
struct CapacityChange {
  int day = 0;
  int pool = 0;
  int places = 0;
};

/// Kinds of facility that the policies count. Those that stand at the start are in the beds of the start; each opened
/// later adds `beds_each` to its pool.
enum FacilityKind : std::uint8_t {
  dementia_unit,
  disabled_centre,
  township_home,
  village_mutual_aid,
  street_centre,
  nursing_demonstration,
  geriatric_hospital,
  primary_rehabilitation,
  in_house_hospice,
  county_geriatric,
  integrated_institution,
};
inline constexpr int kFacilityKinds = 11;
inline constexpr std::array<const char*, kFacilityKinds> kFacilities = {
    "dementia_unit",    "disabled_centre",       "township_home",         "village_mutual_aid",
    "street_centre",    "nursing_demonstration", "geriatric_hospital",    "primary_rehabilitation",
    "in_house_hospice", "county_geriatric",      "integrated_institution"};

/// The pool to which a facility of each kind adds beds; -1: it adds none.
inline constexpr std::array<int, kFacilityKinds> kPoolOf = {pool_of(Place::dementia),
                                                            pool_of(Place::nursing),
                                                            pool_of(Place::general),
                                                            -1,
                                                            pool_of(Place::community),
                                                            pool_of(Place::nursing),
                                                            pool_of(Place::geriatric),
                                                            pool_of(Place::geriatric),
                                                            pool_of(Place::hospice),
                                                            pool_of(Place::geriatric),
                                                            -1};

using Opened = std::array<int, kFacilityKinds>;  ///< facilities of each kind opened since the start

/// What keeps institution beds that stand from being used. The last: all of them together.
enum BedLimit : std::uint8_t {
  carers_limit,
  nurses_limit,
  respite_limit,  ///< set aside for short stays
  guests_limit,   ///< let to guests from elsewhere
  all_bed_limits,
  no_bed_limit
};
inline constexpr int kBedLimits = 5;
inline constexpr std::array<const char*, kBedLimits> kBedLimitNames = {"carers", "nurses", "respite", "guests", "all"};

/// What is built or converted, and paid for: places that are planned by rates per 1000 and in no facility that is
/// counted, and after these what the facilities of each kind bring.
enum Work : std::uint8_t {
  build_institution,
  build_community,
  build_geriatric,
  build_hospice,
  build_acute,
  convert_nursing,    ///< general beds of institutions into nursing beds
  convert_geriatric,  ///< hospital beds into geriatric ones
};
inline constexpr int kPlannedWorks = 7, kWorks = kPlannedWorks + kFacilityKinds;
/// Places in facilities of a kind; of a kind without beds the facilities themselves.
constexpr std::size_t opening(std::size_t kind) { return kPlannedWorks + kind; }
using Works = std::array<double, kWorks>;  ///< places, or facilities without

class FacilityPlan;

class Facilities {
 public:
  /// `idle`: by county, the share of acute beds that stand empty at the start (idle_beds.hpp).
  Facilities(const scenario::Scenario& s, const Population& population, const Expected& expected,
             const std::vector<double>& idle, const sim::Calendar& calendar, double scale);
  /// Changes of one county in order of day; the first of each pool is on day 0.
  [[nodiscard]] const std::vector<CapacityChange>& changes(int county) const {
    return changes_[static_cast<std::size_t>(county)];
  }
  /// Facilities of a kind that stand in a county at a month's end (never scaled).
  [[nodiscard]] int standing(int county, int month, int kind) const { return standing_[cell(county, month, kind)]; }
  /// Those that stand all through a month: they were there when it began.
  [[nodiscard]] int at_begin(int county, int month, int kind) const {
    return month > 0 ? standing(county, month - 1, kind) : at_start(county, kind);
  }
  /// Of them, those that stood before the run.
  [[nodiscard]] int at_start(int county, int kind) const {
    return at_start_[static_cast<std::size_t>(county * kFacilityKinds + kind)];
  }
  /// Places of a county that should have one (villages, townships, ...; never scaled); 0 where that is no target.
  [[nodiscard]] int possible(int county, int kind) const {
    return possible_[static_cast<std::size_t>(county * kFacilityKinds + kind)];
  }
  /// How many more a county's own step would open at most than it has places for them.
  [[nodiscard]] int cut_off(int county, int kind) const {
    return cut_off_[static_cast<std::size_t>(county * kFacilityKinds + kind)];
  }
  /// Of the places that should have one, those that have at least one at a month's end.
  [[nodiscard]] int covered(int county, int month, int kind) const {
    return std::min(standing(county, month, kind), possible(county, kind));
  }
  /// Places built and converted in a county in a month, which stand on its last day; fractional. Beds that are staffed
  /// again, or let to guests in winter and free in spring, are not new.
  [[nodiscard]] const Works& works(int county, int month) const {
    return works_[static_cast<std::size_t>(county * months_ + month)];
  }
  /// Places of a pool that would be open besides if one limit were lifted, in a county and month; fractional.
  [[nodiscard]] double unusable(int county, int month, int pool, int limit) const {
    return unusable_[static_cast<std::size_t>(((county * months_ + month) * kPools + pool) * kBedLimits + limit)];
  }
  /// By how much what stands has been enlarged for a growing population (1: not).
  [[nodiscard]] double kept_up(int county, int month) const {
    return kept_up_[static_cast<std::size_t>(county * months_ + month)];
  }
  /// Geriatric beds of a county over those at the start, without what is kept up for a growing population; 1 where there
  /// were none.
  [[nodiscard]] double geriatric_growth(int county, int month) const {
    const double first = geriatric_[static_cast<std::size_t>(county * months_)];
    return first > 0 ? geriatric_[static_cast<std::size_t>(county * months_ + month)] / first : 1;
  }
  [[nodiscard]] double standing_share(int county, int month, int kind) const {
    const int n = possible(county, kind);
    return n > 0 ? static_cast<double>(covered(county, month, kind)) / n : 0;
  }

 private:
  void stand(const scenario::Scenario& s, const Population& population, const sim::Calendar& calendar);
  void keep_up(const scenario::Scenario& s, const Expected& expected, const sim::Calendar& calendar);
  void own_steps(const scenario::Scenario& s, int kind, const sim::Calendar& calendar, FacilityPlan whole);
  [[nodiscard]] std::size_t cell(int county, int month, int kind) const {
    return static_cast<std::size_t>((county * months_ + month) * kFacilityKinds + kind);
  }
  [[nodiscard]] Opened opened(int county, int month) const;
  void open(const scenario::Scenario& s, const Population& population, const Expected& expected,
            const std::vector<double>& idle, const sim::Calendar& calendar, double scale);

  int months_;
  std::vector<std::vector<CapacityChange>> changes_;
  std::vector<int> standing_, possible_, at_start_, cut_off_;
  std::vector<Works> works_;
  std::vector<double> unusable_, kept_up_, geriatric_;
};

}  // namespace yanglao::care
