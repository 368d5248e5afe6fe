// Hazard ratios of a person as they now are: where they are, whether their need is met, which measures serve them.
#pragma once

#include <array>

#include "models/care/measure.hpp"

namespace yanglao::care {

class MultiplierTable {
 public:
  MultiplierTable(const Parameters& p, const std::vector<Measure>& measures);
  [[nodiscard]] Multipliers of(const Person& p) const {
    const Situation& here = situation_[situation(p.place, p.function, p.living)];
    const unsigned mask = reached(p) | (p.mask & 1u << kServedBit);
    const Served &low = low_[mask & 255], &high = high_[mask >> 8];
    const float unmet = here.unmet * low.unmet * high.unmet;
    // Whoever already waits for a hospital bed does not fall ill a second time.
    static constexpr std::array<Multipliers, 2> kIll{{{}, {1, 1, 0, 1}}};
    const Multipliers& ill = kIll[p.waiting == 1 + pool_of(Place::acute)];
    return here.base * low.effect * (high.effect * ill) * std::bit_cast<Multipliers>(1 + unmet * unmet_adds_);
  }
  /// Measures, a bit each, that reach a person and are for people as they now are.
  [[nodiscard]] unsigned reached(const Person& p) const { return p.mask & applies(p); }
  /// Measures, a bit each, that are for people as this one now is.
  [[nodiscard]] unsigned applies(const Person& p) const {
    return applies_[is_institution(p.lives())][p.traits()];
  }

 private:
  static constexpr std::size_t situation(unsigned place, unsigned function, unsigned living) {
    return place << 4 | function << 2 | living;
  }
  struct alignas(32) Situation {
    Multipliers base;
    float unmet = 0;  ///< share of need that is unmet
  };
  struct alignas(32) Served {
    Multipliers effect;
    float unmet = 1;
  };
  std::array<Situation, kPlaces << 4> situation_{};
  std::array<std::array<std::uint16_t, kTraits>, 2> applies_{};  ///< in an institution or not
  std::array<Served, 256> low_{};
  std::array<Served, 128> high_{};
  Lanes unmet_adds_;  ///< what full unmet need adds to a ratio of 1
};

}  // namespace yanglao::care
