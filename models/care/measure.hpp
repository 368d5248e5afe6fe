// A measure of a policy: whom it reaches by date and place, and which hazards it multiplies for those it reaches.
#pragma once

#include <string>
#include <vector>

#include "models/care/parameters.hpp"
#include "models/care/population.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// Multipliers of the private clocks. `terminal` is always 1 unless a study says otherwise.
struct alignas(16) Multipliers {
  float terminal = 1, decline = 1, illness = 1, recover = 1;
  Multipliers& operator*=(const Multipliers& o) {
    terminal *= o.terminal, decline *= o.decline, recover *= o.recover, illness *= o.illness;
    return *this;
  }
};

/// Coverage is a share of the people of 60 and more, by county and month. A person is reached in the months in which
/// their fixed draw lies below it: raising coverage adds people and never swaps them.
struct Measure {
  std::string name;
  std::vector<std::vector<float>> coverage;  ///< [county][month]
  double active_share = 1;                   ///< of those reached, who are in fact served
  Multipliers effect;                        ///< on those served
  /// [county][month]: the least and greatest coverage in the months from this one on; set by `prepare`.
  std::vector<std::vector<float>> least_after, greatest_after;

  [[nodiscard]] bool reaches(int county, int month, double draw) const {
    return draw < coverage[static_cast<std::size_t>(county)][static_cast<std::size_t>(month)];
  }
  /// First month after `month` in which `reaches` changes for this draw; the number of months if none.
  [[nodiscard]] int next_change(int county, int month, double draw) const;
  /// To be called when coverage is set.
  void prepare();
};
inline constexpr int kMaxMeasures = 4;  ///< two bits of Person::mask each: reached, and served

/// The measures that a scenario switches on. Family-doctor coverage is limited by doctors times panel.
std::vector<Measure> measures(const scenario::Scenario& s, const Parameters& p, const sim::Calendar& calendar,
                              const Expected& people, const std::vector<double>& all_ages, double scale);

}  // namespace yanglao::care
