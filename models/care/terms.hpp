// What can make a place in an institution cost its resident less than the fee, and how often people meet with it.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace yanglao::care {

/// Of the place: its price is capped, the insurance pays its medical care. Of the person: long-term-care insurance, a
/// voucher. The last three are for the moderately and severely disabled.
enum Relief : std::uint8_t { capped, designated, care_insured, with_voucher };
inline constexpr unsigned kReliefs = 4, kReliefSets = 1U << kReliefs;
inline constexpr std::uint16_t kAnyReliefs = 0xFFFF;  ///< every set of them, the empty one included
constexpr bool has(unsigned reliefs, Relief one) { return (reliefs >> one & 1U) != 0; }

/// How often somebody meets with each set of reliefs in a county and month: each holds for a share of places or people,
/// independently of the others.
class Terms {
 public:
  explicit Terms(const std::array<double, kReliefs>& shares = {}) {
    for (unsigned set = 0; set < kReliefSets; ++set) {
      double weight = 1;
      for (unsigned k = 0; k < kReliefs; ++k) weight *= has(set, static_cast<Relief>(k)) ? shares[k] : 1 - shares[k];
      weight_[set] = weight;
    }
  }
  [[nodiscard]] double weight(unsigned set) const { return weight_[set]; }
  /// Of several sets together (bit s: the set s).
  [[nodiscard]] double share(std::uint16_t sets) const {
    double sum = 0;
    for (unsigned left = sets; left != 0; left &= left - 1)
      sum += weight_[static_cast<unsigned>(std::countr_zero(left))];
    return sum;
  }

 private:
  std::array<double, kReliefSets> weight_;
};

}  // namespace yanglao::care
