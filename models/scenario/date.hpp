// Calendar dates as days since 1970-01-01.
#pragma once

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

namespace yanglao::scenario {

inline int day_number(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return static_cast<int>(std::chrono::sys_days{date}.time_since_epoch().count());
}

/// "2020-11-01"
inline std::string date_text(int days_since_1970) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days_since_1970}}};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

}  // namespace yanglao::scenario
