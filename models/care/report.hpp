// What a county tells: the fields of a run, their axes and where each begins in a block.
#pragma once

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "models/care/facility.hpp"
#include "models/care/money.hpp"
#include "models/care/person.hpp"
#include "models/care/setup.hpp"
#include "sim/model.hpp"

namespace yanglao::care {

/// Waits are told by how long they were: not at all, below a quarter of a day, then two classes to each doubling (0.25,
/// 0.375, 0.5, 0.75, 1, 1.5 days and so on), the last of 768 days and more.
inline constexpr int kWaitBins = 26;
constexpr int wait_bin(sim::Tick wait) {
  constexpr int kQuarter = sim::kDayBits - 2;
  if (wait == 0) return 0;
  const int octave = std::bit_width(wait) - 1;
  if (octave < kQuarter) return 1;
  return std::min(kWaitBins - 1, 2 + 2 * (octave - kQuarter) + static_cast<int>(wait >> (octave - 1) & 1));
}
/// The shortest wait of a bin.
constexpr sim::Tick wait_from(int bin) {
  if (bin < 2) return static_cast<sim::Tick>(bin);
  return sim::Tick{2u + (bin & 1)} << (sim::kDayBits - 3 + (bin - 2) / 2);
}

/// Of contracts with people of all ages: those there are, those planned, and the people.
enum Contracts : std::uint8_t { signed_up, wanted, everybody };
inline constexpr int kContracts = 3;

/// Rules that hold for a share of places: a capped price, the insurance's designation (both of institutions), home-care beds.
enum RulePlaces : std::uint8_t { rule_capped, rule_designated, rule_home_care };
inline constexpr int kRulePlaces = 3;
inline constexpr std::array<const char*, kRulePlaces> kRulePlaceNames = {"price_capped", "designated", "home_care"};

/// The fields that counties report, most of them by month first; offsets into a block.
struct Layout {
  /// `stages`: how many targets by date and place there are.
  Layout(const sim::Calendar& calendar, int stages);
  std::vector<sim::Field> fields;
  int months;
  std::size_t size = 0;
  std::size_t population, people, capacity, occupied, queue, admissions, wait_days, left_waiting, blocked_days, deaths,
      turned_60, left_province, cost, revenue, benefits_paid, contracts, facilities, places_for, places_with, reached, falls,
      blocked_by_root, channel_places, left_wait_days, interrupted_wait_days, standing_wait_days, wait_histogram,
      wait_max_days, unusable, unreached, blocked_cost, respite_days, volunteer_hours, chinese_medicine_places,
      contracts_all_ages, rule_places, admissions_elsewhere, stage_parts, stage_lifted;

 private:
  std::size_t add(const char* name, std::vector<std::string> axes, const char* units, const char* long_name, int cells);
  std::size_t put(const char* name, std::vector<std::string> axes, const char* units, const char* long_name,
                  std::size_t cells);
};

/// Axes of the fields (month, setting, pool, ...).
std::vector<sim::Dimension> axes(const sim::Calendar& calendar, const Stages& stages);

}  // namespace yanglao::care
