#include "models/care/limit.hpp"

#include <string_view>

#include "models/care/indicator.hpp"
#include "models/care/target.hpp"

namespace yanglao::care {
namespace {

/// Beds for the severely disabled and others that would be open besides.
Quotient with_more_beds(const Layout& layout, std::span<const double> block, std::size_t month, const Quotient& now,
                        int limit) {
  const auto more = [&](Place p, int which) {
    const auto cell = (month * kPools + static_cast<std::size_t>(pool_of(p))) * kBedLimits;
    return block[layout.unusable + cell + static_cast<std::size_t>(which)];
  };
  Quotient out = now;
  const auto add = [&](int which, double times) {
    const double severe = times * (more(Place::nursing, which) + more(Place::dementia, which));
    out.of += severe, out.over += severe + times * more(Place::general, which);
  };
  if (limit == limit_carers) add(carers_limit, 1);
  if (limit == limit_nurses) add(nurses_limit, 1);
  if (limit != limit_plan) return out;
  add(all_bed_limits, 1);
  // Beds for short stays and guests are beds of their kind: they are counted already.
  for (const int use : {respite_limit, guests_limit}) add(use, -1);
  return out;
}

}  // namespace

Quotient lifted(const Layout& layout, std::span<const double> block, std::size_t month, std::size_t indicator,
                const Quotient& now, int limit) {
  const std::string_view name = indicators()[indicator].name;
  if (name == "nursing_bed_share") return with_more_beds(layout, block, month, now, limit);
  Quotient out = now;
  if (name == "family_doctor_coverage" && (limit == limit_doctors || limit == limit_plan))
    out.of += block[layout.unreached + month * kMeasures + kFamilyDoctor];
  const auto all_ages = [&](int which) {
    return block[layout.contracts_all_ages + month * kContracts + static_cast<std::size_t>(which)];
  };
  if (name == "family_doctor_coverage_all_ages" && (limit == limit_doctors || limit == limit_plan))
    out.of += all_ages(wanted) - all_ages(signed_up);
  return out;
}

double gap(double value, double without, double wanted, int limit) {
  if (limit != limit_plan) return without - value;
  return reaches(without, wanted) ? 0 : wanted - without;
}

}  // namespace yanglao::care
