#include "models/care/choice.hpp"

#include <algorithm>
#include <cmath>

#include "sim/stream.hpp"

namespace yanglao::care {
namespace {

int cell(int function, int dementia, int living, int home, bool old, bool destitute) {
  return ((((function * 2 + dementia) * 3 + living) * 2 + home) * 2 + old) * 2 + destitute;
}

/// Standard normal distribution function.
double normal(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

}  // namespace

Choice::Choice(const Parameters& p, const std::vector<Prices>& prices) : parameters_(p) {
  for (const Prices& each : prices) payable_.push_back(payable(p, each));
  for (int f = 0; f < kFunctions; ++f)
    for (int d = 0; d < 2; ++d)
      for (int l = 0; l < 3; ++l)
        for (int h = 0; h < 2; ++h)
          for (int old = 0; old < 2; ++old)
            for (int poor = 0; poor < 2; ++poor) {
              const double base = std::min(0.999, p.wish_institution[static_cast<std::size_t>(f)]);
              // State support is for those who have nobody bound to care for them, whatever home they are given here.
              double odds = base / (1 - base) * (poor ? 1.0 : p.wish_living_odds[static_cast<std::size_t>(l)]);
              if (d) odds *= p.wish_dementia_odds;
              if (h == rural) odds *= p.wish_rural_odds;
              if (old) odds *= p.wish_80_odds;
              if (poor) odds *= p.wish_destitute_odds;
              const double chance = odds / (1 + odds);
              chance_[static_cast<std::size_t>(cell(f, d, l, h, old, poor))] = chance;
              most_[static_cast<std::size_t>(f)] = std::max(most_[static_cast<std::size_t>(f)], chance);
            }
}

Choice::Payable Choice::payable(const Parameters& p, const Prices& prices) {
  Payable out{};
  for (std::size_t c = 0; c < kPensions; ++c)
    for (std::size_t f = 0; f < kFunctions; ++f)
      for (unsigned reliefs = 0; reliefs < kReliefSets; ++reliefs) {
        const double price = prices.to_pay(c, f, reliefs);
        const double z = std::log(price / p.resources[c]) / p.resources_sigma[c];
        // The lowest quantile of the class's resources that pays the price; 64 when none does.
        const auto lowest = price > 0 ? static_cast<std::size_t>(std::lround(normal(z) * 64)) : 0;
        for (std::size_t means = lowest; means < 64; ++means)
          out[c][f][means] = static_cast<std::uint16_t>(out[c][f][means] | 1U << reliefs);
      }
  return out;
}

double Choice::institution(const Person& p, int age, const Terms& terms, unsigned own) const {
  const double affordable = affords(p, terms, own);
  if (affordable == 0) return 0;
  return affordable * chance_[static_cast<std::size_t>(
      cell(p.function, p.dementia, p.living, p.home, age >= 80, p.pension == destitute))];
}

Place Choice::suitable(const Person& p, bool dementia_unit_free) {
  if (p.dementia && p.function >= mild) return dementia_unit_free ? Place::dementia : Place::nursing;
  return p.function >= moderate ? Place::nursing : Place::general;
}

Wish Choice::wish(const Person& p, int age, const Terms& terms, unsigned own, Trigger trigger,
                  std::uint32_t word) const {
  const double u = sim::unit(word);
  if (p.lives() == Place::general)
    return p.function >= moderate && trigger == Trigger::change_of_need ? Wish::transfer : Wish::nothing;
  if (is_institution(p.lives())) return Wish::nothing;
  const bool discharged = trigger != Trigger::change_of_need;
  double factor = discharged ? parameters_.wish_discharge_factor : 1.0;
  if (trigger == Trigger::geriatric_discharge) factor *= parameters_.geriatric_institution;
  // Above every chance of people of this function nothing need be looked up.
  const double community = discharged ? 0 : parameters_.wish_community[p.function];
  const double bed = u < most_[p.function] * factor + community ? institution(p, age, terms, own) * factor : 0;
  if (u < bed) return Wish::institution;
  if (p.lives() == Place::community)
    return p.function == able && trigger == Trigger::change_of_need ? Wish::go_home : Wish::nothing;
  if (discharged) return Wish::nothing;
  return u < bed + community ? Wish::community : Wish::nothing;
}

}  // namespace yanglao::care
