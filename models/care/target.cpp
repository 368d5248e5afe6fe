#include "models/care/target.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace yanglao::care {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

bool reaches(double value, double target) { return value >= target - 1e-9 * std::abs(target); }

Targets::Targets(const scenario::Scenario& s, const Layout& layout, const sim::Calendar& calendar, double scale)
    : layout_(layout), months_(calendar.months()) {
  const std::vector<int> last = last_months(calendar);
  for (const Indicator& i : indicators()) {
    Target t;
    t.sense = i.tells == Tells::money ? -1 : 1;
    t.due = static_cast<int>(s.integer("target.year"));
    double wanted = 0;
    if (i.tells == Tells::money) {
      wanted = s.schedule(i.target_key).at(sim::epoch_day(t.due, 12, 31)) * scale;
    } else if (i.target_key) {
      wanted = s.number(i.target_key);
      const auto own = static_cast<int>(s.integer(std::string(i.target_key) + "_year"));
      if (own > 0) t.due = own;
    }
    t.value = wanted > 0 ? wanted : kNone;
    const int year = t.due - calendar.first_year();
    const bool whole = calendar.start() + calendar.days() > sim::epoch_day(t.due, 12, 31);
    if (year >= 0 && year < calendar.years() && whole) t.month = last[static_cast<std::size_t>(year)];
    targets_.push_back(t);
  }
}

std::vector<sim::Field> Targets::fields() const {
  const std::size_t n = targets_.size();
  return {
      {"target_met_months",
       {"indicator_name"},
       "months",
       "months from the start of the run to the end of the first in which a wanted value was reached",
       n},
      {"target_gap",
       {"indicator_name", "limit"},
       "",
       "when the target is due, by how much the indicator would rise if this limit alone were lifted; plan: what is "
       "missing with every limit lifted",
       n * kLimits}};
}

void Targets::derive(std::span<const double> block, const std::vector<Quotient>& months, std::span<double> out) const {
  const std::size_t n = targets_.size();
  std::fill(out.begin(), out.end(), kNone);
  for (std::size_t i = 0; i < n; ++i) {
    const Target& t = targets_[i];
    if (std::isnan(t.value) || t.sense < 0) continue;
    for (int m = 0; m < months_ && std::isnan(out[i]); ++m)
      if (reaches(months[static_cast<std::size_t>(m) * n + i].value(), t.value)) out[i] = m + 1;
    if (t.month < 0) continue;
    const auto month = static_cast<std::size_t>(t.month);
    const Quotient& now = months[month * n + i];
    for (int limit = 0; limit < kLimits; ++limit)
      out[n + i * kLimits + static_cast<std::size_t>(limit)] =
          gap(now.value(), lifted(layout_, block, month, i, now, limit).value(), t.value, limit);
  }
}

std::vector<sim::Variable> Targets::constants() const {
  sim::Variable value{"target", {"indicator_name"}, "", "target of the policy", {}};
  sim::Variable year{"target_year", {"indicator_name"}, "", "year by whose end it is due", {}};
  sim::Variable sense{"target_sense", {"indicator_name"}, "", "1: at least the target, -1: at most", {}};
  sim::Variable certain{
      "target_certain", {"indicator_name"}, "", "1: the plan alone decides whether it is met, 0: chance has a part", {}};
  for (const Indicator& i : indicators()) certain.data.push_back(i.tells == Tells::plan ? 1 : 0);
  for (const Target& t : targets_) {
    value.data.push_back(t.value);
    year.data.push_back(std::isnan(t.value) ? kNone : t.due);
    sense.data.push_back(std::isnan(t.value) ? kNone : t.sense);
  }
  return {value, year, sense, certain};
}

}  // namespace yanglao::care
