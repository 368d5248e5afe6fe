#include "models/care/beds.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "models/care/policy.hpp"
#include "sim/time.hpp"

namespace yanglao::care {
namespace {

/// Guests from elsewhere come in the cold months.
bool winter(int day) {
  int year, month, of_month;
  sim::civil(day, year, month, of_month);
  return month >= 11 || month <= 3;
}

}  // namespace

Beds::Beds(const scenario::Scenario& s, int county, double people, double idle, const std::vector<Use>& use)
    : people_(people),
      start_(s.date("start")),
      institution_(planned(s, "beds.institution.per_1000", county)),
      nursing_(planned(s, "beds.nursing.share", county)),
      community_(planned(s, "community.places_per_1000", county)),
      dementia_(planned(s, "beds.dementia.per_1000", county)),
      acute_(planned(s, "beds.acute.per_1000", county)),
      geriatric_(planned(s, "beds.geriatric.per_1000", county)),
      hospice_(planned(s, "beds.hospice.per_1000", county)),
      idle_(planned(s, "conversion.idle_share", county)),
      township_(planned(s, "conversion.township_share", county)),
      channel_(planned(s, "channel.share", county)),
      seasonal_(planned(s, "seasonal.share", county)),
      respite_(planned(s, "respite.beds_share", county)),
      carers_(planned(s, "workforce.carers_per_1000", county)),
      nurses_(planned(s, "workforce.nurses_per_1000", county)),
      technology_(planned(s, "measure.technology.coverage", county)),
      nursing_factor_(s.number("beds.nursing.factor", county)),
      idle_part_(idle * s.number("conversion.idle_part", county)),
      township_part_(s.number("conversion.township_part")),
      channel_gain_(s.number("channel.places_gain")),
      technology_gain_(s.number("workforce.technology_gain")),
      residents_per_carer_general_(s.number("workforce.beds_per_carer_general")),
      residents_per_carer_nursing_(s.number("workforce.beds_per_carer_nursing")),
      beds_per_nurse_(s.number("workforce.beds_per_nurse")),
      demonstration_staff_(s.number("workforce.demonstration_staff_ratio")),
      private_(s, county) {
  std::vector<PlannedBeds> plan;
  for (const Use& each : use) {
    const double institution = institution_.at(each.day) * people_ / 1000;
    plan.push_back({each.day, institution, institution * nursing_.at(each.day), each.growth});
    private_days_.push_back(each.day);
  }
  private_beds_ = private_.built(plan);
  for (std::size_t k = 0; k < kFacilityKinds; ++k)
    if (kPoolOf[k] >= 0) beds_each_[k] = s.number(std::string("facility.") + kFacilities[k] + ".beds_each");
}

double Beds::turned_share(int day) const {
  return std::min(1.0, idle_.at(day) * idle_part_ + township_.at(day) * township_part_);
}

/// Hospital beds that stand idle, and those of township hospitals, become geriatric beds. The convenient channel makes
/// more of the acute beds reachable for older people.
void Beds::convert(std::array<double, kPools>& places, int day) const {
  double& acute = places[pool_of(Place::acute)];
  const double share = turned_share(day);
  places[pool_of(Place::geriatric)] += acute * share;
  acute *= (1 - share) * (1 + channel_.at(day) * channel_gain_);
}

/// Beds count only if carers and nurses suffice; where they do not, all kinds give way in proportion. Beds of
/// demonstration institutions take more of both than other nursing beds.
void Beds::staff(std::array<double, kPools>& places, int day, const Opened& opened, BedLimit lifted) const {
  double& general = places[pool_of(Place::general)];
  double& nursing = places[pool_of(Place::nursing)];
  double& dementia = places[pool_of(Place::dementia)];
  const double carers = carers_.at(day) * people_ / 1000 * (1 + technology_.at(day) * technology_gain_);
  const double more = opened[nursing_demonstration] * beds_each_[nursing_demonstration] * (demonstration_staff_ - 1);
  const double care_beds = nursing + dementia + more;
  const double carers_needed = general / residents_per_carer_general_ + care_beds / residents_per_carer_nursing_;
  const double nurses = nurses_.at(day) * people_ / 1000, nurses_needed = care_beds / beds_per_nurse_;
  const auto enough = [&](double there, double needed, BedLimit limit) {
    return there < needed && lifted != limit && lifted != all_bed_limits ? there / needed : 1;
  };
  const double by_carers = enough(carers, carers_needed, carers_limit);
  const double by_nurses = enough(nurses, nurses_needed, nurses_limit);
  general *= by_carers;
  nursing *= std::min(by_carers, by_nurses);
  dementia *= std::min(by_carers, by_nurses);
}

/// By private capital, as of the last of the days that are known.
double Beds::added(int day) const {
  const auto after = std::upper_bound(private_days_.begin(), private_days_.end(), day);
  return after == private_days_.begin() ? 0 : private_beds_[static_cast<std::size_t>(after - private_days_.begin()) - 1];
}

std::array<double, kPools> Beds::standing(int day, const Opened& opened) const {
  const auto per_1000 = [&](const Schedule& schedule) { return schedule.at(day) * people_ / 1000; };
  const double institution = per_1000(institution_), built = added(day);
  const double nursing = institution * nursing_.at(day) + built * private_.nursing_share(day);
  std::array<double, kPools> out{};
  out[pool_of(Place::community)] = per_1000(community_);
  out[pool_of(Place::nursing)] = nursing * nursing_factor_;
  out[pool_of(Place::general)] = institution + built - nursing;
  out[pool_of(Place::dementia)] = per_1000(dementia_);
  out[pool_of(Place::acute)] = per_1000(acute_);
  out[pool_of(Place::geriatric)] = per_1000(geriatric_);
  out[pool_of(Place::hospice)] = per_1000(hospice_);
  for (std::size_t k = 0; k < kFacilityKinds; ++k)
    if (kPoolOf[k] >= 0) out[static_cast<std::size_t>(kPoolOf[k])] += opened[k] * beds_each_[k];
  for (double& places : out) places = std::max(0.0, places);
  return out;
}

std::array<double, kFacilityKinds> Beds::in_facilities(const Opened& opened) const {
  std::array<double, kFacilityKinds> out{};
  for (std::size_t k = 0; k < kFacilityKinds; ++k) out[k] = opened[k] * (kPoolOf[k] >= 0 ? beds_each_[k] : 1);
  return out;
}

std::array<double, kPools> Beds::usable(std::array<double, kPools> places, int day, const Opened& opened,
                                        BedLimit lifted) const {
  const auto binds = [&](BedLimit limit) { return lifted != limit && lifted != all_bed_limits; };
  convert(places, day);
  staff(places, day, opened, lifted);
  if (binds(respite_limit)) places[pool_of(Place::nursing)] *= 1 - respite_.at(day);
  if (binds(guests_limit) && winter(day)) places[pool_of(Place::general)] *= 1 - seasonal_.at(day);
  return places;
}

}  // namespace yanglao::care
