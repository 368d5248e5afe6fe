// Hours that volunteers earn by helping, and that older people who live alone draw later: none are drawn on credit.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/care/policy.hpp"
#include "models/care/population.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

class TimeBank {
 public:
  TimeBank(const scenario::Scenario& s, const Expected& people, const sim::Calendar& calendar, double scale)
      : people_(&people),
        scale_(scale),
        drawn_each_(s.number("time_bank.hours_per_client_month")),
        alone_share_(s.number("time_bank.alone_share")) {
    const double volunteers = s.number("time_bank.volunteers_share");
    const double hours = s.number("time_bank.hours_per_volunteer_month");
    for (int c = 0; c < static_cast<int>(people.size()); ++c) {
      std::vector<double> each;
      for (int m = 0; m < calendar.months(); ++m)
        each.push_back(std::min(1.0, volunteers * taken(s, c, calendar.start() + calendar.month_begin(m))) * hours);
      earned_each_.push_back(std::move(each));
    }
  }

  /// Hours earned in a county and month: none where there is no bank.
  [[nodiscard]] double earned(int county, int month) const {
    return people(county, month) * earned_each_[static_cast<std::size_t>(county)][static_cast<std::size_t>(month)];
  }
  /// Hours drawn in a month by so many people reached.
  [[nodiscard]] double drawn(double reached) const { return reached * drawn_each_; }

  /// Of a county's planned coverage by month, what the hours saved by then allow; they stay in the county. As many
  /// clients are expected as leave room for three standard deviations of their number, and so many hours are kept for
  /// them, so that chance draws no debt.
  [[nodiscard]] std::vector<double> allowed(int county, const std::vector<double>& planned) const {
    std::vector<double> out;
    double saved = 0;
    for (std::size_t m = 0; m < planned.size(); ++m) {
      const double alone = people(county, static_cast<int>(m)) * alone_share_;
      const double clients = std::min(planned[m] * alone, expected_of(saved / drawn_each_));
      out.push_back(alone > 0 ? clients / alone : 0);
      if (clients > 0) saved -= drawn(most_of(clients));
      saved += earned(county, static_cast<int>(m));
    }
    return out;
  }

 private:
  /// The part of what is planned for a day that is taken; 0 before the bank is there. Volunteers are as many.
  static double taken(const scenario::Scenario& s, int county, int day) {
    const char* const key = "measure.time_bank.coverage";
    const double plan = s.schedule(key, county).at(day);
    return plan > 0 ? planned(s, key, county).at(day) / plan : 0;
  }
  /// Clients that there may be where so many are expected, and the other way round.
  static double most_of(double expected) { return expected + 3 * std::sqrt(expected) + 1; }
  static double expected_of(double most) {
    const double root = most > 1 ? (std::sqrt(9 + 4 * (most - 1)) - 3) / 2 : 0;
    return root * root;
  }
  [[nodiscard]] double people(int county, int month) const {
    return (*people_)[static_cast<std::size_t>(county)][static_cast<std::size_t>(month)] * scale_;
  }
  const Expected* people_;
  double scale_, drawn_each_, alone_share_;
  std::vector<std::vector<double>> earned_each_;  ///< hours of one of 60 and more, by county and month
};

}  // namespace yanglao::care
