// A measure of a policy: whom it reaches by date and place, and what it changes for those it reaches. One mechanism for
// all of them; scenarios/data/levers.csv fills it.
#pragma once

#include <array>
#include <bit>
#include <string>
#include <vector>

#include "models/care/parameters.hpp"
#include "models/care/population.hpp"
#include "models/care/time_bank.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// Multipliers of the private clocks, in the order of Rates. `terminal` is always 1 unless a study says otherwise.
struct alignas(16) Multipliers {
  float terminal = 1, decline = 1, illness = 1, recover = 1;
};
/// The same side by side, for arithmetic.
typedef float Lanes __attribute__((vector_size(16)));
inline Multipliers operator*(const Multipliers& a, const Multipliers& b) {
  return std::bit_cast<Multipliers>(std::bit_cast<Lanes>(a) * std::bit_cast<Lanes>(b));
}

/// Whom a measure is for. Where somebody lives counts, not a stay in hospital.
enum class Target : std::uint8_t {
  everyone,
  impaired_at_home,   ///< mild to severe, not in an institution
  dependent_at_home,  ///< moderate or severe, not in an institution
  rural_at_home,
  urban_impaired_at_home,
  alone_at_home,
  urban_alone_at_home,
  impaired_alone_at_home,
  dependent_with_family,  ///< moderate or severe at home, with a spouse or children
  institution,
  dependent,  ///< moderate or severe, anywhere
};
bool belongs(Target target, bool institution, int function, int living, int home);

struct MeasureKind {
  const char* name;
  Target target;
};
/// The bit of Person::mask that each has is its place in this list; its line of the ledger follows from it (money.hpp).
inline constexpr int kMeasures = 14;
inline constexpr std::array<MeasureKind, kMeasures> kMeasureKinds = {{
    {"family_doctor", Target::everyone},
    {"home_adaptation", Target::impaired_at_home},
    {"village_meals", Target::rural_at_home},
    {"home_services", Target::dependent_at_home},
    {"care_circle", Target::urban_impaired_at_home},
    {"respite", Target::dependent_with_family},
    {"property_services", Target::urban_impaired_at_home},
    {"time_bank", Target::alone_at_home},
    {"urban_mutual_aid", Target::urban_alone_at_home},
    {"in_house_medicine", Target::institution},
    {"technology", Target::dependent},
    {"home_medical", Target::impaired_at_home},
    {"chinese_medicine", Target::everyone},
    {"volunteer_escorts", Target::impaired_alone_at_home},
}};
inline constexpr unsigned kFamilyDoctor = 0, kRespite = 5, kTimeBank = 7;
/// Who is signed is not always served: of the family doctor this bit of the mask says so.
inline constexpr unsigned kServedBit = 14;

/// Coverage is a share of the target group, by county and month (reach.hpp says whom it reaches).
struct Measure {
  std::vector<std::vector<float>> coverage;  ///< [county][month]
  double active_share = 1;                   ///< of those reached, who are in fact served
  Multipliers effect;                        ///< on those served
  float unmet = 1;                           ///< what is left of their unmet need
  double falls = 1;                          ///< rate ratio of falls
  std::vector<std::vector<float>> planned;   ///< [county][month]: coverage that supply would not limit
  /// Of contracts alone, [county][month]: the same two shares of people of all ages, those under 60 not simulated.
  std::vector<std::vector<float>> coverage_all_ages, planned_all_ages;
};

class Facilities;

/// All measures, in the order of kMeasureKinds. Family-doctor coverage is limited by doctors times panel, meals in
/// villages by the villages that have a facility, the time bank by the hours that volunteers have earned.
std::vector<Measure> measures(const scenario::Scenario& s, const Parameters& p, const sim::Calendar& calendar,
                              const Expected& people, const Population& population, const Facilities& facilities,
                              const TimeBank& bank, double scale);

}  // namespace yanglao::care
