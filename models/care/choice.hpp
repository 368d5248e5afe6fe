// What people ask for when their need changes: nothing, a community place, a place in an institution.
#pragma once

#include <array>

#include "models/care/parameters.hpp"

namespace yanglao::care {

enum class Wish : std::uint8_t { nothing, community, institution, transfer, go_home };
/// What made a person think again.
enum class Trigger : std::uint8_t { change_of_need, discharge };

class Choice {
 public:
  explicit Choice(const Parameters& parameters);
  /// The wish of a person as they now are; `word` is their draw for this occasion, `inclusive` the share of places with
  /// a capped price.
  [[nodiscard]] Wish wish(const Person& p, int age, double inclusive, Trigger trigger, std::uint32_t word) const;
  /// Which kind of bed suits a person who wants a place in an institution; a dementia unit only if it has one free.
  [[nodiscard]] static Place suitable(const Person& p, bool dementia_unit_free);
  /// Chance that such a person wants, and can pay for, a place in an institution at a change of need.
  [[nodiscard]] double institution(const Person& p, int age, double inclusive) const;

 private:
  /// Means decide: those below the fee but above the capped one are served as far as there are capped places.
  [[nodiscard]] double affords(const Person& p, double inclusive) const {
    if (p.means >= cheapest_means_[p.pension][p.function]) return 1;
    return p.means >= capped_means_[p.pension][p.function] ? inclusive : 0;
  }
  const Parameters& parameters_;
  /// Lowest quantile (of 64) of resources in the pension class that pays the fee; 64 when none does.
  std::array<std::array<std::uint8_t, kFunctions>, kPensions> cheapest_means_{}, capped_means_{};
  /// Odds of wishing for an institution: [function][dementia][living][home][80 or older][destitute].
  std::array<double, kFunctions * 2 * 3 * 2 * 2 * 2> chance_{};
};

}  // namespace yanglao::care
