#include "models/care/budget.hpp"

#include <limits>
#include <string>

#include "models/care/money.hpp"

namespace yanglao::care {

std::string appropriation_key(int payer) {
  if (payer == household || payer == operator_ || payer == guests) return "";
  return std::string("budget.") + kPayerNames[static_cast<std::size_t>(payer)] + "_million_cny_per_year";
}

sim::Variable appropriations(const scenario::Scenario& s, const sim::Calendar& calendar, double scale) {
  sim::Variable out{"appropriation", {"payer", "year"}, "CNY", "what a payer may spend in the fiscal year", {}};
  for (int payer = 0; payer < kPayers; ++payer)
    for (int y = 0; y < calendar.years(); ++y) {
      const int year = calendar.first_year() + y, first = sim::epoch_day(year, 1, 1),
                next = sim::epoch_day(year + 1, 1, 1);
      const bool whole = calendar.start() <= first && calendar.start() + calendar.days() >= next;
      const std::string key = appropriation_key(payer);
      const double million = key.empty() || !whole ? 0 : s.schedule(key).at(next - 1);
      out.data.push_back(million > 0 ? million * 1e6 * scale : std::numeric_limits<double>::quiet_NaN());
    }
  return out;
}

}  // namespace yanglao::care
