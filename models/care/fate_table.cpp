#include "models/care/fate_table.hpp"

#include <algorithm>
#include <cmath>

namespace yanglao::care {

namespace {

/// Chance to be spared over `years` by a hazard that grows exponentially from `now`, less 2% for the interpolation.
double spared(double now, double slope, double years) {
  return 0.98 * std::exp(-now * (slope != 0 ? std::expm1(slope * years) / slope : years));
}

}  // namespace

FateTable::FateTable(const Parameters& p, double run_years) {
  for (int sex = 0; sex < 2; ++sex)
    for (int home = 0; home < 2; ++home)
      for (int i = 0; i < kSteps; ++i) {
        const double age = 60 + 0.5 * i;
        const double widowhood = p.carer_loss.at(age, sex, home);
        // Share with a spouse: that at 65, less those widowed since (more, before 65).
        const double slope = p.carer_loss.slope;
        const double lost = slope != 0 ? (widowhood - p.carer_loss.at(65, sex, home)) / slope : widowhood * (age - 65);
        const double at_65 = sex == male ? p.spouse_at_65_male : p.spouse_at_65_female;
        rows_[static_cast<std::size_t>(sex * 2 + home)][static_cast<std::size_t>(i)] = {
            p.dementia.at(age, sex, home), widowhood, std::min(0.97, at_65 * std::exp(-lost)),
            spared(p.dementia.at(age, sex, home), p.dementia.slope, run_years), spared(widowhood, slope, run_years)};
      }
}

FateTable::At FateTable::at(double age, int sex, int home) const {
  const auto& row = rows_[static_cast<std::size_t>(sex * 2 + home)];
  const double x = std::clamp((age - 60) * 2, 0.0, kSteps - 1.001);
  const auto i = static_cast<std::size_t>(x);
  const double w = x - static_cast<double>(i);
  const At &a = row[i], &b = row[i + 1];
  return {a.dementia + w * (b.dementia - a.dementia), a.widowhood + w * (b.widowhood - a.widowhood),
          a.spouse + w * (b.spouse - a.spouse), std::min(a.no_dementia, b.no_dementia),
          std::min(a.no_widowhood, b.no_widowhood)};
}

}  // namespace yanglao::care
