#include "models/care/fate_table.hpp"

#include <algorithm>
#include <cmath>

namespace yanglao::care {

namespace {

/// Chance to be spared over `years` by a hazard that grows exponentially from `now`, less 2% for the interpolation.
float spared(double now, double slope, double years) {
  return static_cast<float>(0.98 * std::exp(-now * (slope != 0 ? std::expm1(slope * years) / slope : years)));
}

}  // namespace

FateTable::FateTable(const Origins& p, double run_years)
    : family_stays_(static_cast<double>(spared(p.family_moves_per_year, 0, run_years))) {
  for (int sex = 0; sex < 2; ++sex)
    for (int home = 0; home < 2; ++home) {
      auto& row = rows_[static_cast<std::size_t>(sex * 2 + home)];
      for (int i = 0; i < kSteps; ++i) {
        const double age = 60 + 0.5 * i;
        const double dementia = p.dementia.at(age, sex, home), widowhood = p.carer_loss.at(age, sex, home);
        // Share with a spouse: that at 65, less those widowed since (more, before 65).
        const double slope = p.carer_loss.slope;
        const double lost = slope != 0 ? (widowhood - p.carer_loss.at(65, sex, home)) / slope : widowhood * (age - 65);
        const double at_65 = sex == male ? p.spouse_at_65_male : p.spouse_at_65_female;
        const double spouse = std::min(0.97, at_65 * std::exp(-lost));
        Row& here = row[static_cast<std::size_t>(i)];
        here.rates = Lanes{static_cast<float>(dementia), static_cast<float>(widowhood), static_cast<float>(spouse), 0};
        here.no_dementia = spared(dementia, p.dementia.slope, run_years);
        here.no_widowhood = spared(widowhood, slope, run_years);
      }
      for (std::size_t i = 0; i + 1 < row.size(); ++i) {
        row[i].no_dementia = std::min(row[i].no_dementia, row[i + 1].no_dementia);
        row[i].no_widowhood = std::min(row[i].no_widowhood, row[i + 1].no_widowhood);
      }
    }
}

}  // namespace yanglao::care
