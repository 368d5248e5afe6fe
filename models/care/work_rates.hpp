// Keys of the rates at which places are built and converted, and the lines that they are paid in.
#pragma once

#include "models/care/facility.hpp"
#include "models/care/money.hpp"

namespace yanglao::care {

/// Of what is planned: what it costs, the subsidy ("": none), and of the rest the part that is public, in the order of
/// Work.
inline constexpr std::array<std::array<const char*, 3>, kPlannedWorks> kWorkRates = {{
    {"cost.construction_cny_per_bed", "subsidy.construction_cny_per_bed", "subsidy.build.institution_public_share"},
    {"cost.build.community_cny_per_place", "subsidy.build.community_cny_per_place",
     "subsidy.build.community_public_share"},
    {"cost.build.geriatric_cny_per_bed", "subsidy.build.geriatric_cny_per_bed",
     "subsidy.build.geriatric_public_share"},
    {"cost.build.hospice_cny_per_bed", "subsidy.build.hospice_cny_per_bed", "subsidy.build.hospice_public_share"},
    {"cost.build.acute_cny_per_bed", "", "subsidy.build.acute_public_share"},
    {"cost.convert.nursing_cny_per_bed", "subsidy.convert.nursing_cny_per_bed",
     "subsidy.convert.nursing_public_share"},
    {"cost.convert.geriatric_cny_per_bed", "subsidy.convert.geriatric_cny_per_bed",
     "subsidy.convert.geriatric_public_share"},
}};

/// What is built where a facility has its beds.
constexpr Work built_for(Place place) {
  if (place == Place::community) return build_community;
  if (place == Place::geriatric) return build_geriatric;
  return place == Place::hospice ? build_hospice : build_institution;
}

/// The line of what is built, converted or opened.
constexpr Line line_of_work(std::size_t work) {
  if (work < kPlannedWorks) return work < convert_nursing ? bed_construction : bed_conversion;
  return kPoolOf[work - kPlannedWorks] >= 0 ? bed_construction : facility_opening;
}

}  // namespace yanglao::care
