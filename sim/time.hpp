// The clock: 32-bit ticks of 2^-17 day since the start (0.66 s; 89 years), and a calendar of months and years.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace yanglao::sim {

using Tick = std::uint32_t;

inline constexpr int kDayBits = 17;
inline constexpr Tick kTicksPerDay = Tick{1} << kDayBits;
inline constexpr Tick kNever = ~Tick{0};
inline constexpr int kMaxDays = 32767;
inline constexpr double kDaysPerYear = 365.2425;

constexpr int day_of(Tick t) { return static_cast<int>(t >> kDayBits); }
constexpr Tick tick_of_day(int day) { return static_cast<Tick>(day) << kDayBits; }
constexpr double days(Tick t) { return static_cast<double>(t) * (1.0 / kTicksPerDay); }

/// `from` plus a duration in days (>= 0), rounded to the nearest tick but at least one tick later, so that time
/// always moves; kNever beyond the range of the clock.
inline Tick after(Tick from, double duration_days) {
  const double t = static_cast<double>(from) + duration_days * kTicksPerDay + 0.5;
  if (t >= static_cast<double>(kMaxDays) * kTicksPerDay) return kNever;
  const Tick at = static_cast<Tick>(t);
  return at > from ? at : from + 1;
}

/// Days since 1970-01-01 of a Gregorian date, and back.
int epoch_day(int year, int month, int day);
void civil(int epoch_day, int& year, int& month, int& day);
std::string iso_date(int epoch_day);

/// The months and years between two dates. The first and last month may be partial.
class Calendar {
 public:
  /// `start` and `end` (exclusive) are days since 1970-01-01; end > start, at most kMaxDays apart.
  Calendar(int start, int end);
  bool operator==(const Calendar&) const = default;

  [[nodiscard]] int start() const { return start_; }
  [[nodiscard]] int days() const { return days_; }
  [[nodiscard]] Tick end() const { return tick_of_day(days_); }
  [[nodiscard]] int months() const { return static_cast<int>(month_end_.size()); }
  [[nodiscard]] int years() const { return static_cast<int>(year_end_.size()); }
  /// Index of the month or calendar year that a day (since the start) lies in.
  [[nodiscard]] int month_of(int day) const { return month_of_day_[static_cast<std::size_t>(day)]; }
  [[nodiscard]] int year_of(int day) const { return year_of_day_[static_cast<std::size_t>(day)]; }
  /// Day since the start at which a month or year ends (exclusive); clipped to the horizon.
  [[nodiscard]] int month_end(int month) const { return month_end_[static_cast<std::size_t>(month)]; }
  [[nodiscard]] int month_begin(int month) const { return month == 0 ? 0 : month_end(month - 1); }
  [[nodiscard]] int month_days(int month) const { return month_end(month) - month_begin(month); }
  /// The part of the calendar month that lies within the horizon.
  [[nodiscard]] double month_part(int month) const {
    return static_cast<double>(month_days(month)) / (month_label(month + 1) - month_label(month));
  }
  [[nodiscard]] int year_end(int year) const { return year_end_[static_cast<std::size_t>(year)]; }
  [[nodiscard]] int year_begin(int year) const { return year == 0 ? 0 : year_end(year - 1); }
  [[nodiscard]] int first_year() const { return first_year_; }
  /// Epoch day of the first of the (calendar) month.
  [[nodiscard]] int month_label(int month) const;
  [[nodiscard]] int year_of_month(int month) const { return year_of(month_begin(month)); }
  /// Day since the start of an epoch day, not clipped.
  [[nodiscard]] int day(int epoch) const { return epoch - start_; }

 private:
  int start_, days_, first_year_, first_month_;
  std::vector<std::uint16_t> month_of_day_;
  std::vector<std::uint16_t> year_of_day_;
  std::vector<int> month_end_, year_end_;
};

}  // namespace yanglao::sim
