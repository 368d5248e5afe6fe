// What can make a place in an institution cost its resident less than the fee, and who meets with it.
#pragma once

#include <array>
#include <cstdint>

namespace yanglao::care {

/// Of the place: its price is capped, the insurance pays its medical care. Of the person: long-term-care insurance, a
/// voucher. The last three are for the moderately and severely disabled.
enum Relief : std::uint8_t { capped, designated, care_insured, with_voucher };
inline constexpr unsigned kReliefs = 4, kReliefSets = 1U << kReliefs;
constexpr bool has(unsigned reliefs, Relief one) { return (reliefs >> one & 1U) != 0; }

/// A set of reliefs is a place's, its lower bits, and a person's own.
inline constexpr unsigned kPlaceReliefs = 2, kPlaceSets = 1U << kPlaceReliefs, kOwnSets = kReliefSets / kPlaceSets;
constexpr unsigned together(unsigned place, unsigned own) { return place | own << kPlaceReliefs; }
constexpr bool owns(unsigned own, Relief one) { return has(together(0, own), one); }

/// At which prices, and how often a place has each set of reliefs in a county and month: each holds for a share of
/// places, independently of the other.
class Terms {
 public:
  /// `prices`: which list of prices holds there (price_list.hpp).
  explicit Terms(const std::array<double, kPlaceReliefs>& shares = {}, std::size_t prices = 0) : prices_(prices) {
    for (unsigned set = 0; set < kPlaceSets; ++set) {
      double weight = 1;
      for (unsigned k = 0; k < kPlaceReliefs; ++k)
        weight *= has(set, static_cast<Relief>(k)) ? shares[k] : 1 - shares[k];
      weight_[set] = weight;
    }
  }
  [[nodiscard]] std::size_t prices() const { return prices_; }
  [[nodiscard]] double weight(unsigned place_set) const { return weight_[place_set]; }
  /// Of places that make one of `sets` (bit s: the set s) together with the reliefs of somebody's own.
  [[nodiscard]] double share(std::uint16_t sets, unsigned own) const {
    constexpr unsigned kAny = (1U << kPlaceSets) - 1;
    const unsigned with = sets >> (own * kPlaceSets) & kAny;
    if (with == kAny) return 1;
    double sum = 0;
    for (unsigned set = 0; set < kPlaceSets; ++set)
      if (with >> set & 1U) sum += weight_[set];
    return sum;
  }

 private:
  std::size_t prices_;
  std::array<double, kPlaceSets> weight_;
};

}  // namespace yanglao::care
