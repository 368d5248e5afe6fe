// Which rates a run uses, and which of them are known: so that a line of 0 says whether it costs nothing or nobody knows.
#pragma once

#include <array>
#include <string>

#include "models/care/setup.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/dataset.hpp"

namespace yanglao::care {

/// What is known of the rates at which a line is paid, where and when something of it is used.
enum class LineRate : std::uint8_t {
  known,     ///< all of them; or nothing is used
  in_part,   ///< some are above 0, others, or what shares them over payers, unknown
  unknown,   ///< none is above 0, and some are unknown
  set_to_0,  ///< all are known, and 0
};

struct UsedRates {
  std::array<LineRate, kLines> lines{};
  std::string unknown;  ///< keys of those in use that are unknown, by default or by a setting, with blanks between

  /// The constant `line_rate` of results.
  [[nodiscard]] sim::Variable variable() const;
};

UsedRates used_rates(const scenario::Scenario& s, const Setup& setup);

}  // namespace yanglao::care
