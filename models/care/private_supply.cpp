#include "models/care/private_supply.hpp"

#include <algorithm>

#include "models/care/policy.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

PrivateSupply::PrivateSupply(const scenario::Scenario& s, int county)
    : schedules_{planned(s, "private.response_per_year", county),
                 s.schedule("institution.fee.severe_cny_per_month", county),
                 s.schedule("subsidy.operating.severe_cny_per_month", county),
                 s.schedule("subsidy.operating.passed_share", county), s.schedule("private.cost_cny_per_month", county)},
      nursing_share_(s.schedule("private.nursing_share", county)),
      occupied_above_(s.number("private.occupied_above")),
      occupied_at_start_(s.number("initial.nursing_occupancy")) {
  const auto& answers = schedules_[response].points;
  if (std::none_of(answers.begin(), answers.end(), [](const auto& point) { return point.value > 0; })) return;
  const int start = s.date("start");
  days_ = {start};
  for (const scenario::Schedule& each : schedules_)
    for (const auto& point : each.points)
      if (point.day > start) days_.push_back(point.day);
  std::sort(days_.begin(), days_.end());
  days_.erase(std::unique(days_.begin(), days_.end()), days_.end());
}

/// The values towards a day, of what has changed in steps those since the stretch began.
PrivateSupply::Terms PrivateSupply::at(int day, int since) const {
  Terms out;
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = schedules_[k].at(schedules_[k].linear ? day : since);
  return out;
}

/// The response times what an operator keeps of the fee and the operating subsidy of a nursing bed, over its cost.
double PrivateSupply::rate(const Terms& terms) {
  const double income = terms[fee] + (1 - terms[passed]) * terms[subsidy];
  return terms[response] * std::max(0.0, income / terms[cost] - 1);
}

/// Simpson's rule between the points: exact where response and income change in line, and where in steps.
double PrivateSupply::wanted(int day) const {
  double sum = 0;
  for (std::size_t i = 0; i < days_.size() && days_[i] < day; ++i) {
    const int from = days_[i], to = i + 1 < days_.size() ? std::min(days_[i + 1], day) : day;
    const Terms first = at(from, from), last = at(to, from);
    Terms middle;
    for (std::size_t k = 0; k < middle.size(); ++k) middle[k] = (first[k] + last[k]) / 2;
    sum += (rate(first) + 4 * rate(middle) + rate(last)) / 6 * (to - from);
  }
  return sum / sim::kDaysPerYear;
}

std::vector<double> PrivateSupply::built(const std::vector<PlannedBeds>& plan) const {
  std::vector<double> out;
  double before = 0, refrained = 0;  // beds that were wanted and not built
  for (const PlannedBeds& each : plan) {
    const double asked = each.institution * wanted(each.day), nursing = nursing_share(each.day);
    double room = asked;
    if (occupied_above_ > 0 && nursing > 0) {
      const double full_enough = plan.front().nursing * occupied_at_start_ * each.use / occupied_above_;
      room = std::max(before, (full_enough - each.nursing) / nursing);
    }
    before = std::max(0.0, std::min(asked - refrained, room));
    refrained = asked - before;
    out.push_back(before);
  }
  return out;
}

}  // namespace yanglao::care
