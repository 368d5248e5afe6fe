// Hazard ratios of a person as they now are: where they are, whether their need is met, which measures serve them.
#pragma once

#include <array>

#include "models/care/measure.hpp"

namespace yanglao::care {

class MultiplierTable {
 public:
  MultiplierTable(const Parameters& p, const std::vector<Measure>& measures);
  [[nodiscard]] Multipliers of(const Person& p) const {
    Multipliers m = place_[static_cast<std::size_t>((p.place * kFunctions + p.function) * 3 + p.living)];
    m *= served_[p.mask];
    // Whoever already waits for a hospital bed does not fall ill a second time.
    if (p.waiting == 1 + pool_of(Place::acute)) m.illness = 0;
    return m;
  }

 private:
  std::array<Multipliers, kPlaces * kFunctions * 3> place_{};
  std::array<Multipliers, 256> served_{};
};

}  // namespace yanglao::care
