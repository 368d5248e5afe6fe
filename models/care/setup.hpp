// Everything that the counties of one scenario share and none of them changes.
#pragma once

#include "models/care/choice.hpp"
#include "models/care/facility.hpp"
#include "models/care/hazards.hpp"
#include "models/care/life_table.hpp"
#include "models/care/measure.hpp"
#include "models/care/money.hpp"
#include "models/care/parameters.hpp"
#include "models/care/population.hpp"

namespace yanglao::care {

inline constexpr int kAgeBands = 6;  ///< 60-64 ... 80-84, 85 and over
inline constexpr std::array<const char*, kAgeBands> kAgeBandNames = {"60-64", "65-69", "70-74",
                                                                     "75-79", "80-84", "85+"};

struct Setup {
  Setup(const scenario::Scenario& s, int end, double scale);

  double scale;
  Parameters parameters;
  sim::Calendar calendar;
  LifeTable life;
  Population population;
  Hazards hazards;
  Facilities facilities;
  std::vector<Measure> measures;
  Choice choice;
  Prices prices;
  int origin;  ///< days from 1900-01-01 to the start of the run

  /// Age in years on a day since the start.
  [[nodiscard]] double age(const Person& p, double day) const {
    return (day + origin - p.birth) / sim::kDaysPerYear;
  }
  /// Day since the start (may be negative) on which a person reaches an age in years.
  [[nodiscard]] int birthday(const Person& p, int years) const {
    return p.birth + static_cast<int>(years * sim::kDaysPerYear + 0.5) - origin;
  }
};

}  // namespace yanglao::care
