// What vouchers and long-term-care insurance pay of the bills of disabled people who live at home.
#pragma once

#include "models/care/money.hpp"

namespace yanglao::care {

class Bills;

/// Long-term-care insurance pays first, a voucher what is left, each up to the household's part of a bill. Holders are
/// counted where they are; they use measures as often as others. Somebody with several bills has one benefit, spent once:
/// what it pays is expected over the bills one may have, each measure reaching people whatever the others do.
class Benefits {
 public:
  Benefits(const Prices& prices, const Volume& volume);
  /// Of the bills of a pension class for community places.
  [[nodiscard]] Relieved of_community(std::size_t pension) const { return community_[pension]; }
  /// Of those for a measure.
  [[nodiscard]] Relieved of_measure(std::size_t measure) const;
  /// What bills leave of the insurance's benefit for people at home: CNY that their families have.
  [[nodiscard]] double to_families() const;

 private:
  static void add(BySet& to, const BySet& more);
  [[nodiscard]] BySet disabled(With where, std::size_t pension) const;
  [[nodiscard]] double at_home(std::size_t from) const;
  [[nodiscard]] double disabled_users(std::size_t measure) const;
  Relieved pay(const BySet& users, const Bills& measures, double certain);

  const Prices& p_;
  const Volume& v_;
  BySet at_home_{};                           ///< disabled people at home, with or without a community place
  std::array<double, kMeasures> measured_{};  ///< expected bill of one of them for each measure
  Relieved per_cny_{};                         ///< of an expected bill for measures, for all holders together
  std::array<Relieved, kPensions> community_{};
  double insurance_paid_ = 0;  ///< of all bills
};

}  // namespace yanglao::care
