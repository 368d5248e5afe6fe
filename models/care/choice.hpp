// What people ask for when their need changes: nothing, a community place, a place in an institution.
#pragma once

#include <array>
#include <vector>

#include "models/care/money.hpp"
#include "models/care/parameters.hpp"
#include "models/care/terms.hpp"
#include "sim/huge.hpp"

namespace yanglao::care {

enum class Wish : std::uint8_t { nothing, community, institution, transfer, go_home };
/// What made a person think again.
enum class Trigger : std::uint8_t { change_of_need, discharge, geriatric_discharge };

class Choice {
 public:
  /// `prices`: every list of them that holds somewhere.
  Choice(const Parameters& parameters, const std::vector<Prices>& prices);
  /// The wish of a person as they now are; `word` is their draw for this occasion, `terms` how often places have which
  /// reliefs of the price, `own` the set of those that are the person's own.
  [[nodiscard]] Wish wish(const Person& p, int age, const Terms& terms, unsigned own, Trigger trigger,
                          std::uint32_t word) const;
  /// Which kind of bed suits a person who wants a place in an institution; a dementia unit only if it has one free.
  [[nodiscard]] static Place suitable(const Person& p, bool dementia_unit_free);
  /// Chance that such a person wants, and can pay for, a place in an institution at a change of need.
  [[nodiscard]] double institution(const Person& p, int age, const Terms& terms, unsigned own) const;

 private:
  /// Means decide: who can pay some places alone is served as often as these are met with.
  [[nodiscard]] double affords(const Person& p, const Terms& terms, unsigned own) const {
    const std::uint16_t with = payable_[terms.prices()][p.pension][p.function][p.means];
    return with == 0 ? 0 : terms.share(with, own);
  }
  const Parameters& parameters_;
  /// Sets of reliefs (bit s: with the set s) with which a quantile of resources in a pension class pays.
  using Payable = std::array<std::array<std::array<std::uint16_t, 64>, kFunctions>, kPensions>;
  static Payable payable(const Parameters& parameters, const Prices& prices);
  sim::HugeVector<Payable> payable_;  ///< by list of prices
  /// Odds of wishing for an institution: [function][dementia][living][home][80 or older][destitute].
  std::array<double, kFunctions * 2 * 3 * 2 * 2 * 2> chance_{};
  std::array<double, kFunctions> most_{};  ///< the greatest of them, by function
};

}  // namespace yanglao::care
