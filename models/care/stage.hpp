// Targets by date, of the province or of one place: stages on the way to a policy's end, and goals of its pilot places.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"
#include "sim/model.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

struct Layout;

/// Targets by date of a prefecture each of whose counties has targets by date of its own: they would be for no county.
std::vector<scenario::Fault> targets_for_no_county(const scenario::Scenario& s);

/// Each point of a schedule `target.NAME_by_date` is one. A county adds its part of the indicator's quotient where the
/// target is its own or its prefecture's, so that a place's target can be judged whatever rows the results have.
class Stages {
 public:
  Stages(const scenario::Scenario& s, const sim::Calendar& calendar);
  [[nodiscard]] int count() const { return static_cast<int>(stages_.size()); }
  /// "family_doctor_coverage@Changchun by 2016-12-31"
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] bool concern(int county) const;
  /// Fills the parts of those that concern a county, from its own block.
  void collect(int county, const Layout& layout, const sim::Calendar& calendar, std::span<double> own) const;

  /// `target_stage_value`, `target_stage_met_months` and `target_stage_gap`, in this order; none where there are no such
  /// targets.
  [[nodiscard]] std::vector<sim::Field> fields() const;
  [[nodiscard]] std::size_t cells() const;  ///< of these fields together
  void derive(const Layout& layout, std::span<const double> block, std::span<double> out) const;
  [[nodiscard]] std::vector<sim::Variable> constants() const;

 private:
  struct Stage {
    std::size_t indicator;
    std::string place;          ///< "": the province
    std::vector<bool> members;  ///< counties
    int due;                    ///< days since 1970-01-01
    double wanted;
    int month = -1;  ///< in which it is due; -1: the run ends before
  };
  std::vector<Stage> stages_;
};

}  // namespace yanglao::care
