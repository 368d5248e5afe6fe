// What keeps an indicator below its target, reckoned by taking one limit away at a time.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace yanglao::care {

struct Layout;
struct Quotient;

/// What keeps an indicator below its target. Each but `plan` is a limit on what the plan wants; `plan` is what the plan
/// itself lacks when no such limit binds.
enum Limit : std::uint8_t {
  limit_carers,
  limit_nurses,
  limit_respite,
  limit_guests,
  limit_doctors,
  limit_plan,
};
inline constexpr int kLimits = 6;
inline constexpr std::array<const char*, kLimits> kLimitNames = {"carers", "nurses",  "respite",
                                                                 "guests", "doctors", "plan"};

/// The parts of an indicator in a month of a summed block as they would be if a limit alone were lifted; `limit_plan`: if
/// all others were, which leaves what the plan itself gives. `now`: as they are.
Quotient lifted(const Layout& layout, std::span<const double> block, std::size_t month, std::size_t indicator,
                const Quotient& now, int limit);

/// By how much an indicator of `value` would rise without a limit under which it would be `without`; of the plan: what
/// is then missing of what is wanted.
double gap(double value, double without, double wanted, int limit);

}  // namespace yanglao::care
