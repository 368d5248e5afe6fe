#include "models/care/multipliers.hpp"

namespace yanglao::care {
namespace {

Multipliers at(const Parameters& p, Place place, int function, int living) {
  if (is_hospital(place)) return {1, 0, 0, 0};  // a stay is short, and its illness is this one
  Multipliers m;
  double unmet = 0;
  if (function >= moderate && place == Place::general) unmet = 1;
  if (function >= moderate && place == Place::home) unmet = p.unmet_by_living[static_cast<std::size_t>(living)];
  m.decline = static_cast<float>(1 + unmet * (p.unmet_decline - 1));
  m.illness = static_cast<float>(1 + unmet * (p.unmet_illness - 1));
  if (place == Place::community) {
    m.decline *= static_cast<float>(p.community_decline);
    m.illness *= static_cast<float>(p.community_illness);
  }
  if (is_institution(place)) m.illness *= static_cast<float>(p.institution_illness);
  return m;
}

}  // namespace

MultiplierTable::MultiplierTable(const Parameters& p, const std::vector<Measure>& measures) {
  for (int place = 0; place < kPlaces; ++place)
    for (int f = 0; f < kFunctions; ++f)
      for (int l = 0; l < 3; ++l)
        place_[static_cast<std::size_t>((place * kFunctions + f) * 3 + l)] = at(p, static_cast<Place>(place), f, l);
  for (unsigned mask = 0; mask < served_.size(); ++mask)
    for (unsigned k = 0; k < measures.size(); ++k)
      if (mask >> (2 * k + 1) & 1) served_[mask] *= measures[k].effect;
}

}  // namespace yanglao::care
