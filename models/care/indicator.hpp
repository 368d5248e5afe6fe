// The numeric targets of the policy, computed from what was simulated.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/care/report.hpp"

namespace yanglao::care {

/// What an indicator tells of.
enum class Tells : std::uint8_t {
  lives,  ///< what becomes of people: chance moves it
  plan,   ///< what the scenario builds, staffs and schedules: the same in every replication
  money,  ///< spending against an appropriation, which is a ceiling and scales with the people simulated
};

struct Indicator {
  const char* name;
  const char* unit;  ///< for people: "share", "count", "days", ...
  const char* long_name;
  const char* over;        ///< what a ratio is over, such as "deaths in the year"; "" for what is none
  const char* target_key;  ///< lever with the target value, or nullptr: an outcome without one
  Tells tells = Tells::lives;
};

/// All indicators, in the order in which `compute` fills them for each year.
const std::vector<Indicator>& indicators();

/// "nursing_bed_share,share" and so on, a line each: results files hold indicators of several units in one variable.
std::string indicator_units();
/// "nursing_bed_share,institution beds with their staff" and so on: what each is over, of those that are over anything.
std::string indicator_over();

/// An indicator as a quotient, whose two parts add up over counties; what is no ratio is over 1, and adds up itself.
struct Quotient {
  double of = 0, over = 1;
  bool ratio = true;
  [[nodiscard]] double value() const;  ///< NaN over nothing
};

/// All indicators month by month from one summed block of fields, out[month * n + indicator]: levels at the month's
/// end, outcomes and spending over the calendar year so far. Those of a year's last month are the year's.
std::vector<Quotient> quotients(const Layout& layout, const sim::Calendar& calendar, std::span<const double> block);

/// The place of an indicator in `indicators()`.
std::size_t indicator_named(std::string_view name);
/// The last month of each calendar year of the run, which ends some years early.
std::vector<int> last_months(const sim::Calendar& calendar);

}  // namespace yanglao::care
