// What vouchers and long-term-care insurance pay of the bills of disabled people who live at home.
#pragma once

#include "models/care/money.hpp"

namespace yanglao::care {

/// CNY in a month.
struct Relieved {
  double insurance = 0, voucher = 0;
  [[nodiscard]] double all() const { return insurance + voucher; }
};

/// Long-term-care insurance pays first, a voucher what is left, each up to the household's part of a bill. Holders are
/// counted where they are; they use measures as often as others. Somebody with several bills has one benefit, so all
/// bills together take at most what holders have.
class Benefits {
 public:
  Benefits(const Prices& prices, const Volume& volume);
  /// Of the bills of a pension class for community places.
  [[nodiscard]] Relieved of_community(std::size_t pension) const;
  /// Of those for a measure.
  [[nodiscard]] Relieved of_measure(std::size_t measure) const;
  /// Of all bills.
  [[nodiscard]] const Relieved& all() const { return all_; }
  /// What the insurance pays for people at home: their bills, and families what those leave.
  [[nodiscard]] double insured() const { return holders(care_insured) * p_.care_insurance_home; }

 private:
  static void add(BySet& to, const BySet& more);
  [[nodiscard]] BySet disabled(With where, std::size_t pension) const;
  [[nodiscard]] double holders(Relief of) const;  ///< person-months at home
  [[nodiscard]] double at_home(std::size_t from) const;
  [[nodiscard]] double disabled_users(std::size_t measure) const;
  [[nodiscard]] Relieved of(const BySet& users, double bill) const;

  const Prices& p_;
  const Volume& v_;
  bool any_ = false;     ///< anybody has a benefit
  BySet at_home_{};      ///< disabled people at home, with or without a community place
  Relieved part_{1, 1};  ///< of what bills would take if each were somebody else's
  Relieved all_;
};

}  // namespace yanglao::care
