// Hazard ratios of a person as they now are: where they are, whether their need is met, which measures serve them.
#pragma once

#include <array>

#include "models/care/measure.hpp"

namespace yanglao::care {

class MultiplierTable {
 public:
  MultiplierTable(const Parameters& p, const std::vector<Measure>& measures);
  [[nodiscard]] Multipliers of(const Person& p) const {
    const Situation& here = situation_[static_cast<std::size_t>((p.place * kFunctions + p.function) * 3 + p.living)];
    const unsigned mask = reached(p) | (p.mask & 1u << kServedBit);
    const Served &low = low_[mask & 255], &high = high_[mask >> 8];
    const float unmet = here.unmet * low.unmet * high.unmet;
    // Whoever already waits for a hospital bed does not fall ill a second time.
    static constexpr std::array<Multipliers, 2> kIll{{{}, {1, 1, 0, 1}}};
    const Multipliers& ill = kIll[p.waiting == 1 + pool_of(Place::acute)];
    return here.base * low.effect * (high.effect * ill) * std::bit_cast<Multipliers>(1 + unmet * unmet_adds_);
  }
  /// Measures, a bit each, that reach a person and are for people as they now are.
  [[nodiscard]] unsigned reached(const Person& p) const {
    const bool institution = is_institution(p.lives());
    return p.mask &
           applies_[static_cast<std::size_t>(((institution * kFunctions + p.function) * 3 + p.living) * 2 + p.home)];
  }

 private:
  struct Situation {
    Multipliers base;
    float unmet = 0;  ///< share of need that is unmet
  };
  struct alignas(32) Served {
    Multipliers effect;
    float unmet = 1;
  };
  std::array<Situation, kPlaces * kFunctions * 3> situation_{};
  std::array<std::uint16_t, 2 * kFunctions * 3 * 2> applies_{};
  std::array<Served, 256> low_{};
  std::array<Served, 128> high_{};
  Lanes unmet_adds_;  ///< what full unmet need adds to a ratio of 1
};

}  // namespace yanglao::care
