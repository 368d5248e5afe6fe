// The books of one month of one county, made by hand: what was used, and what is charged for it.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "models/care/setup.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

namespace yanglao::care {

inline constexpr double kMonth = sim::kDaysPerYear / 12;

struct Books {
  explicit Books(const Settings& settings)
      : setup(scenario::Scenario::load("jiangxi-2020").with(settings), sim::epoch_day(2021, 1, 1), 0.01) {
    v.days.assign(kPlaces * kFunctions * kPensions, 0);
    v.length_days = kMonth;
  }
  void people(Place place, Function f, Pension c, double months) {
    v.days[(static_cast<std::size_t>(place) * kFunctions + f) * kPensions + c] = months * kMonth;
  }
  /// Of the people of a place, function and pension class: those who have exactly these reliefs.
  void have(With where, Function f, Pension c, std::initializer_list<Relief> reliefs, double months) {
    unsigned set = 0;
    for (const Relief each : reliefs) set |= 1U << each;
    v.held[static_cast<std::size_t>(held_cell(where, f, c, set >> kPlaceReliefs))] = months * kMonth;
  }
  /// CNY of a line by payer; every fen received was paid.
  [[nodiscard]] double paid(Line line, Payer payer) const {
    const Ledger l = charge(setup.prices.at(0, 0), v);
    for (std::size_t k = 0; k < kLines; ++k) {
      std::int64_t sum = 0;
      for (const auto& each : l.paid) sum += each[k];
      CHECK(sum == l.received[k]);
    }
    for (const auto& each : l.paid)
      for (const std::int64_t fen : each) CHECK(fen >= 0);
    return static_cast<double>(l.paid[payer][line]) / 100;
  }
  [[nodiscard]] double received(Line line) const {
    return static_cast<double>(charge(setup.prices.at(0, 0), v).received[line]) / 100;
  }
  /// CNY that a benefit pays of the bills of a line, or of all.
  [[nodiscard]] double of_benefit(Benefit benefit, int line = -1) const {
    const Ledger l = charge(setup.prices.at(0, 0), v);
    std::int64_t sum = 0;
    for (int k = 0; k < kLines; ++k)
      if (line < 0 || k == line) sum += l.by_benefits[benefit][static_cast<std::size_t>(k)];
    return static_cast<double>(sum) / 100;
  }
  Setup setup;
  Volume v;
};

}  // namespace yanglao::care
