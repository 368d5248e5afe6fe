#include "models/care/multipliers.hpp"

namespace yanglao::care {
namespace {

Multipliers base(const Parameters& p, Place place) {
  if (is_hospital(place)) return {1, 0, 0, 0};  // a stay is short, and its illness is this one
  Multipliers m;
  if (place == Place::community) {
    m.decline = static_cast<float>(p.community_decline);
    m.illness = static_cast<float>(p.community_illness);
  }
  if (is_institution(place)) m.illness = static_cast<float>(p.institution_illness);
  return m;
}

double unmet(const Parameters& p, Place place, int function, int living) {
  if (function < moderate) return 0;
  if (place == Place::general) return 1;
  return place == Place::home ? p.unmet_by_living[static_cast<std::size_t>(living)] : 0;
}

}  // namespace

MultiplierTable::MultiplierTable(const Parameters& p, const std::vector<Measure>& measures)
    : unmet_adds_{0, static_cast<float>(p.unmet_decline - 1), static_cast<float>(p.unmet_illness - 1), 0} {
  for (int place = 0; place < kPlaces; ++place)
    for (int f = 0; f < kFunctions; ++f)
      for (int l = 0; l < 3; ++l)
        situation_[situation(static_cast<unsigned>(place), static_cast<unsigned>(f), static_cast<unsigned>(l))] = {
            base(p, static_cast<Place>(place)), static_cast<float>(unmet(p, static_cast<Place>(place), f, l))};
  for (unsigned i = 0; i < kTraits; ++i) {
    Person person;
    person.home = i >> 1 & 1, person.function = i >> 2 & 3, person.living = i >> 5 & 3;
    for (unsigned k = 0; k < kMeasures; ++k)
      for (int institution = 0; institution < 2; ++institution)
        if (belongs(kMeasureKinds[k].target, institution == 1, person.function, person.living, person.home))
          applies_[static_cast<std::size_t>(institution)][i] |= static_cast<std::uint16_t>(1u << k);
  }
  // The family doctor's effect is on those served, not on all who are signed.
  const auto fill = [&](auto& table, unsigned shift) {
    for (unsigned bits = 0; bits < table.size(); ++bits)
      for (unsigned k = 0; k < kMeasures; ++k) {
        const unsigned bit = k == kFamilyDoctor ? kServedBit : k;
        if (bit < shift || !((bits << shift) >> bit & 1)) continue;
        table[bits].effect = table[bits].effect * measures[k].effect;
        table[bits].unmet *= measures[k].unmet;
      }
  };
  fill(low_, 0);
  fill(high_, 8);
}

}  // namespace yanglao::care
