// The numeric targets of the policies: what is wanted by when, when it is first met, and what binds where it is not.
#pragma once

#include <span>
#include <vector>

#include "models/care/indicator.hpp"
#include "models/care/limit.hpp"
#include "models/care/report.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

/// A share that is a quotient of whole numbers may miss its decimal target by the last bit.
bool reaches(double value, double target);

/// Targets of one scenario, and their part of the derived fields.
class Targets {
 public:
  Targets(const scenario::Scenario& s, const Layout& layout, const sim::Calendar& calendar, double scale);

  /// `target_met_months` and `target_gap`, in this order.
  [[nodiscard]] std::vector<sim::Field> fields() const;
  /// Fills both from one summed block and its indicators by month.
  void derive(std::span<const double> block, const std::vector<Quotient>& months, std::span<double> out) const;
  /// What no run changes: the target, the year by whose end it is due, its sense, and whether chance has
  /// a part in meeting it.
  [[nodiscard]] std::vector<sim::Variable> constants() const;

 private:
  struct Target {
    double value = 0;  ///< NaN: none
    int due = 0;       ///< year
    int sense = 1;     ///< 1: at least, -1: at most
    int month = -1;    ///< last month of the year in which it is due; -1: not simulated whole
  };

  const Layout& layout_;
  int months_;
  std::vector<Target> targets_;  ///< in the order of indicators()
};

}  // namespace yanglao::care
