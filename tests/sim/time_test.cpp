#include "sim/time.hpp"

#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

Calendar between(int y, int m, int d, int y2, int m2, int d2) { return {epoch_day(y, m, d), epoch_day(y2, m2, d2)}; }

std::vector<int> month_lengths(const Calendar& c) {
  std::vector<int> out;
  for (int m = 0; m < c.months(); ++m) out.push_back(c.month_days(m));
  return out;
}

}  // namespace

TEST_CASE("dates and days since 1970 turn into each other", "[time]") {
  CHECK(epoch_day(1970, 1, 1) == 0);
  CHECK(epoch_day(2000, 1, 1) == 10957);   // 30 years with 7 leap days
  CHECK(epoch_day(1900, 1, 1) == -25567);  // 70 years with 17 leap days; 1900 is none
  CHECK(iso_date(epoch_day(2020, 2, 29)) == "2020-02-29");
  CHECK(iso_date(epoch_day(2020, 2, 28) + 1) == "2020-02-29");
  CHECK(iso_date(epoch_day(2100, 2, 28) + 1) == "2100-03-01");
  CHECK(iso_date(epoch_day(2000, 2, 28) + 1) == "2000-02-29");
  int last = epoch_day(1899, 12, 31);
  for (int year = 1900; year < 2110; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= lengths[month - 1]; ++day) {
        REQUIRE(epoch_day(year, month, day) == ++last);
        int y, m, d;
        civil(last, y, m, d);
        REQUIRE((y == year && m == month && d == day));
      }
  }
}

TEST_CASE("a calendar cuts days into months and years, partial ones at both ends", "[time]") {
  const Calendar c = between(2019, 12, 17, 2021, 3, 2);
  CHECK(month_lengths(c) == std::vector<int>{15, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 1});
  CHECK(c.years() == 3);
  CHECK((c.year_end(0) == 15 && c.year_end(1) == 15 + 366 && c.year_end(2) == c.days()));
  CHECK((c.year_begin(0) == 0 && c.year_begin(2) == 15 + 366));
  CHECK(c.first_year() == 2019);
  for (int m = 0; m < c.months(); ++m)
    for (int day = c.month_begin(m); day < c.month_end(m); ++day) {
      CHECK(c.month_of(day) == m);
      CHECK(iso_date(c.start() + day).substr(0, 7) == iso_date(c.month_label(m)).substr(0, 7));
    }
  CHECK((c.year_of(14) == 0 && c.year_of(15) == 1 && c.year_of_month(1) == 1 && c.year_of_month(15) == 2));
  CHECK((iso_date(c.month_label(0)) == "2019-12-01" && iso_date(c.month_label(15)) == "2021-03-01"));
  CHECK(c.day(epoch_day(2020, 1, 1)) == 15);
}

TEST_CASE("the shortest calendars, and those that are none", "[time]") {
  const Calendar day = between(2024, 2, 29, 2024, 3, 1);
  CHECK((day.days() == 1 && day.months() == 1 && day.years() == 1 && day.month_days(0) == 1));
  const Calendar eve = between(2023, 12, 31, 2024, 1, 2);
  CHECK((eve.months() == 2 && eve.years() == 2));
  CHECK_THROWS_AS(between(2024, 1, 1, 2024, 1, 1), std::invalid_argument);
  CHECK_THROWS_AS(between(2024, 1, 2, 2024, 1, 1), std::invalid_argument);
  CHECK_NOTHROW(Calendar(0, kMaxDays));
  CHECK_THROWS_AS(Calendar(0, kMaxDays + 1), std::invalid_argument);
}

TEST_CASE("durations round to the nearest tick and always move time on", "[time]") {
  CHECK(after(0, 1) == kTicksPerDay);
  CHECK(after(100, 0) == 101);
  CHECK(after(100, 0.4 / kTicksPerDay) == 101);
  CHECK(after(100, 1.6 / kTicksPerDay) == 102);
  CHECK(after(tick_of_day(5), 2.5) == tick_of_day(7) + kTicksPerDay / 2);
  CHECK(after(0, kMaxDays - 0.001) < kNever);
  CHECK(after(0, kMaxDays) == kNever);
  CHECK(after(tick_of_day(kMaxDays - 1), 1e300) == kNever);
  CHECK((day_of(tick_of_day(7) - 1) == 6 && day_of(tick_of_day(7)) == 7));
  CHECK(days(tick_of_day(3) + kTicksPerDay / 4) == 3.25);
}
