// One older resident, in 32 bytes: two to a cache line.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "sim/time.hpp"

namespace yanglao::care {

using sim::Tick;

/// Where a person is. Places 1 to 7 are pools of places with a capacity; pool index = place - 1.
enum class Place : std::uint8_t {
  home,
  community,     ///< at home with a day-care or home-care place
  general,       ///< general bed of an institution
  nursing,       ///< nursing bed of an institution
  dementia,      ///< bed of a dementia unit
  acute,         ///< acute hospital bed
  geriatric,     ///< geriatric or rehabilitation bed
  hospice,       ///< hospice bed
  hospice_home,  ///< hospice care at home
};
inline constexpr int kPlaces = 9;
inline constexpr int kPools = 7;
inline constexpr std::array<const char*, kPools> kPoolNames = {"community", "general",   "nursing", "dementia",
                                                               "acute",     "geriatric", "hospice"};

constexpr bool is_pool(Place p) { return p >= Place::community && p <= Place::hospice; }
constexpr int pool_of(Place p) { return static_cast<int>(p) - 1; }
constexpr Place place_of_pool(int pool) { return static_cast<Place>(pool + 1); }
constexpr bool is_institution(Place p) { return p >= Place::general && p <= Place::dementia; }
constexpr bool is_hospital(Place p) { return p == Place::acute || p == Place::geriatric; }

/// The five settings of care in which results are told.
enum class Setting : std::uint8_t { home, community, institution, hospital, hospice };
inline constexpr int kSettings = 5;
inline constexpr std::array<const char*, kSettings> kSettingNames = {"home", "community", "institution", "hospital",
                                                                     "hospice"};
constexpr Setting setting_of(Place p) {
  constexpr Setting of[kPlaces] = {Setting::home,        Setting::community,   Setting::institution,
                                   Setting::institution, Setting::institution, Setting::hospital,
                                   Setting::hospital,    Setting::hospice,     Setting::hospice};
  return of[static_cast<int>(p)];
}

/// Function in activities of daily living (Barthel index 100; 65-95; 45-60; 0-40).
enum Function : std::uint8_t { able, mild, moderate, severe };
inline constexpr int kFunctions = 4;
inline constexpr std::array<const char*, kFunctions> kFunctionNames = {"able", "mild", "moderate", "severe"};

enum Living : std::uint8_t { with_spouse, with_family, alone };
enum Sex : std::uint8_t { female, male };
enum Home : std::uint8_t { rural, urban };
/// What a person lives on: state support for the destitute, the residents' pension, or the employees' pension.
enum Pension : std::uint8_t { destitute, resident, employee };
inline constexpr int kPensions = 3;
inline constexpr std::array<const char*, kPensions> kPensionNames = {"destitute", "resident", "employee"};

/// What the person's listed event is.
enum class Kind : std::uint8_t {
  none,
  illness,
  function,
  fixed_date,
  terminal,
  death,
  discharge,
  give_up,
  leaves,   ///< an institution or a community place, for home
  departs,  ///< from the province, for good
};

/// Numbers of Person::traits and Person::body_kind.
inline constexpr unsigned kTraits = 128, kBodies = 32;
constexpr unsigned body(int sex, int home, int function, int dementia) {
  return static_cast<unsigned>(sex | home << 1 | function << 2 | dementia << 4);
}

/// The record. A clock's `left` is what remains of its unit-exponential; it runs down with the integrated hazard
/// (Gibson and Bruck 2000), so a changed hazard moves the event and draws nothing anew.
struct Person {
  Tick next = sim::kNever;  ///< when the listed event falls due; another time in the list is stale
  Tick since = 0;           ///< up to when the clocks have run
  float left_terminal = 0;
  float left_function = 0;
  float left_illness = 0;
  std::uint16_t birth = 0;       ///< days since 1900-01-01
  std::uint16_t fixed = 0xFFFF;  ///< day of the next fixed date (dementia, carer, coverage, departure); 0xFFFF none
  // What tables are looked up by: see `traits`.
  std::uint8_t sex : 1 = 0, home : 1 = 0, function : 2 = 0, dementia : 1 = 0, living : 2 = 0, terminal : 1 = 0;
  std::uint8_t place : 4 = 0, kind : 4 = 0;
  std::uint8_t base : 3 = 0;     ///< where they live when not in hospital or hospice
  std::uint8_t waiting : 3 = 0;  ///< 0, or 1 + the pool waited for
  std::uint8_t target : 2 = 0;   ///< function after the listed change
  std::uint8_t pension : 2 = 0, means : 6 = 0;  ///< means: quantile of resources within the pension class, of 64
  std::uint16_t wanted : 3 = 0;                 ///< 1 + the pool waited for before going to hospital, or 0
  std::uint16_t changes : 6 = 0;                ///< changes of function so far; their draws repeat after 64
  std::uint16_t episodes : 6 = 0;               ///< illnesses so far; their draws repeat after 64
  std::uint16_t away_hospital : 1 = 0;          ///< the hospital bed is in the prefecture's seat
  std::uint16_t mask : 15 = 0;                  ///< measures that reach the person (measure.hpp)
  std::uint16_t away_home : 1 = 0;              ///< the institution is in the next county

  /// Sex to living arrangement as one number, and sex to dementia alone: an address in tables, in one load.
  [[nodiscard]] unsigned traits() const {
    std::uint8_t byte;  // not the whole record: a load of what was just stored in parts waits for all of them
    std::memcpy(&byte, reinterpret_cast<const char*>(this) + offsetof(Person, fixed) + sizeof fixed, 1);
    return byte & (kTraits - 1);
  }
  [[nodiscard]] unsigned body_kind() const { return traits() & (kBodies - 1); }

  [[nodiscard]] Place at() const { return static_cast<Place>(place); }
  [[nodiscard]] Place lives() const { return static_cast<Place>(base); }
  [[nodiscard]] bool waits() const { return waiting != 0; }
};
static_assert(sizeof(Person) == 32);

/// Why a draw is made: with the person and a count it names the draw for ever.
enum class Purpose : std::uint32_t {
  birth,
  fate,       ///< dementia, living arrangement, loss of carer, departure
  measure,    ///< reached by measures
  start,      ///< state at the start
  placing,    ///< in care at the start
  dying,      ///< length and place of the terminal phase
  function,   ///< count: changes
  illness,    ///< budget of the next illness, and the stay of this one; count: episodes
  stay,       ///< of the geriatric bed; count: episodes
  discharge,  ///< count: 2 * episodes + stage
  fixed,      ///< count: which date
  patience,   ///< count: the request (County::request_of)
  leaving,    ///< count: stretch of time and pool (County::home_again)
  elsewhere,  ///< count: the request
  benefit,    ///< long-term-care insurance, a voucher
};

}  // namespace yanglao::care
