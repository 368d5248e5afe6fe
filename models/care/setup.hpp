// Everything that the counties of one scenario share and none of them changes.
#pragma once

#include "models/care/choice.hpp"
#include "models/care/facility.hpp"
#include "models/care/falls.hpp"
#include "models/care/fate_table.hpp"
#include "models/care/hazards.hpp"
#include "models/care/life_table.hpp"
#include "models/care/measure.hpp"
#include "models/care/migration.hpp"
#include "models/care/money.hpp"
#include "models/care/multipliers.hpp"
#include "models/care/parameters.hpp"
#include "models/care/population.hpp"
#include "models/care/price_list.hpp"
#include "models/care/reach.hpp"
#include "models/care/rules.hpp"
#include "models/care/stage.hpp"

namespace yanglao::care {

inline constexpr int kAgeBands = 6;  ///< 60-64 ... 80-84, 85 and over
inline constexpr std::array<const char*, kAgeBands> kAgeBandNames = {"60-64", "65-69", "70-74",
                                                                     "75-79", "80-84", "85+"};

/// Where people of a county are sent when it has no room: the seat of the prefecture for hospital beds, the next county
/// of the prefecture for institutions. -1: nowhere.
struct Neighbours {
  int seat = -1, next = -1;
};

/// People of one stratum who are in a run, in whole numbers.
struct Cell {
  Stratum stratum;
  int count = 0;  ///< >= 1
  bool operator==(const Cell&) const = default;
};

struct Setup {
  Setup(const scenario::Scenario& s, int end, double scale);

  double scale;
  Parameters parameters;
  sim::Calendar calendar;
  LifeTable life;
  Migration migration;
  Population population;
  Expected expected;
  Hazards hazards;
  Facilities facilities;
  TimeBank time_bank;
  std::vector<Measure> measures;
  std::vector<ReachPlan> reach;  ///< of the measures, by county
  MultiplierTable multipliers;
  std::vector<Neighbours> neighbours;
  FateTable fates;
  PriceList prices;
  Choice choice;
  PublicRules rules;
  Stages stages;  ///< targets by date and place
  Falls falls;
  double respite_days_each;  ///< bed-days a month of a person whom respite reaches
  int origin;  ///< days from 1900-01-01 to the start of the run
  std::vector<double> to_60[2];
  /// By county, the oldest first: a run that ends later only adds people at the end, and the numbers of the others stay
  /// theirs.
  std::vector<std::vector<Cell>> cells;

  /// Whether residents (residents.hpp) are the same people in the other: true only where all that they are made of is equal.
  [[nodiscard]] bool begins_like(const Setup& other) const;

  /// Integrated rate of death and of leaving the province, from the start to the 60th birthday of those of a completed
  /// age in months (kYoungestAtStart * 12 to 720).
  [[nodiscard]] double hazard_to_60(int sex, int months) const {
    return to_60[sex][static_cast<std::size_t>(std::min(months, 720) - kYoungestAtStart * 12)];
  }

  /// Age in years on a day since the start.
  [[nodiscard]] double age(const Person& p, double day) const { return (day + origin - p.birth) * (1 / sim::kDaysPerYear); }
  /// Day since the start (may be negative) on which a person reaches an age in years.
  [[nodiscard]] int birthday(const Person& p, int years) const {
    return p.birth + static_cast<int>(years * sim::kDaysPerYear + 0.5) - origin;
  }
};

}  // namespace yanglao::care
