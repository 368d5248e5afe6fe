// What the tables of targets share: whether a target is met, when first, and in how many of the replications.
#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "cli/sections.hpp"

namespace yanglao::cli {

/// A target of one indicator.
struct Target {
  double value = std::numeric_limits<double>::quiet_NaN();
  double year = std::numeric_limits<double>::quiet_NaN();
  double sense = 1;      ///< > 0: at least, < 0: at most
  bool certain = false;  ///< no chance touches it
  [[nodiscard]] bool known() const { return !std::isnan(value); }
  // A share that is a quotient of whole numbers may miss its decimal target by the last bit.
  [[nodiscard]] bool met_by(double reached) const {
    const double slack = 1e-9 * std::abs(value);
    return sense < 0 ? reached <= value + slack : reached >= value - slack;
  }
};

/// "at least 0.600"
std::string wanted_text(const Target& target);
/// The mean of what was reached, in how many replications that meets the target, and the 95% interval of their share; of
/// what no chance touches, whether it is met.
std::vector<std::string> verdict(const Target& target, const std::vector<double>& reached);
/// The same where the run begins after the target is due, or else ends before.
std::vector<std::string> no_verdict(bool before_the_run);
/// Whether the file says that the plan alone decides on an indicator. Several draws of parameters are several plans.
bool certain(const Source& source, const std::string& indicator);
/// Whether the run begins after this month.
bool before_the_run(const Source& source, int year, unsigned month);

/// When it was first met: the median month of the replications that met it, and how many did not within the run.
std::string first_met(const Source& source, const std::optional<Block>& met, std::size_t cell);

/// What binds where a target is missed, the most first: how much the indicator would rise without each limit.
std::string binding(const std::optional<Block>& gaps, std::size_t cell);

/// A number with as many decimals as its size asks for: shares show three, counts none.
std::string fitting(double number);

/// An indicator is a ratio as often as a count: over several regions only the value of all together will do.
std::optional<Block> overall_block(const Source& source, const std::string& name);

/// Unit of an indicator by name, as the file tells it; "" where it does not.
std::string unit_of(const Source& source, const std::string& indicator);
/// What it is over, such as "institution beds"; empty where it is no ratio or the results do not say.
std::string denominator_of(const Source& source, const std::string& indicator);

/// Rows of the targets by date and place, as those of `print_targets`.
std::vector<std::vector<std::string>> stage_rows(const Source& source);

}  // namespace yanglao::cli
