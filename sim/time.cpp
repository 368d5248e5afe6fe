#include "sim/time.hpp"

#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace yanglao::sim {

int epoch_day(int year, int month, int day) {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  return static_cast<int>(sys_days{date}.time_since_epoch().count());
}

void civil(int epoch_day, int& year, int& month, int& day) {
  using namespace std::chrono;
  const year_month_day date{sys_days{std::chrono::days{epoch_day}}};
  year = static_cast<int>(date.year());
  month = static_cast<int>(static_cast<unsigned>(date.month()));
  day = static_cast<int>(static_cast<unsigned>(date.day()));
}

std::string iso_date(int epoch_day) {
  int y, m, d;
  civil(epoch_day, y, m, d);
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
  return text;
}

Calendar::Calendar(int start, int end) : start_(start), days_(end - start) {
  if (days_ <= 0 || days_ > kMaxDays) throw std::invalid_argument("calendar: the end must lie 1 to 32767 days later");
  int day;
  civil(start, first_year_, first_month_, day);
  int month = -1, year = -1, last_month = 0, last_year = 0;
  month_of_day_.reserve(static_cast<std::size_t>(days_));
  year_of_day_.reserve(static_cast<std::size_t>(days_));
  for (int i = 0; i < days_; ++i) {
    int y, m;
    civil(start + i, y, m, day);
    if (month < 0 || m != last_month) {
      if (month >= 0) month_end_.push_back(i);
      ++month;
    }
    if (year < 0 || y != last_year) {
      if (year >= 0) year_end_.push_back(i);
      ++year;
    }
    last_month = m;
    last_year = y;
    month_of_day_.push_back(static_cast<std::uint16_t>(month));
    year_of_day_.push_back(static_cast<std::uint16_t>(year));
  }
  month_end_.push_back(days_);
  year_end_.push_back(days_);
}

int Calendar::month_label(int month) const {
  const int index = first_month_ - 1 + month;
  return epoch_day(first_year_ + index / 12, index % 12 + 1, 1);
}

}  // namespace yanglao::sim
