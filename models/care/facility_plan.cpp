#include "models/care/facility_plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "models/care/policy.hpp"

namespace yanglao::care {

using scenario::Scenario;
using scenario::Schedule;

namespace {

int sum(const std::vector<int>& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

}  // namespace

FacilityPlan::FacilityPlan(const Scenario& s, const std::vector<scenario::Setting>& settings, const Units& units,
                           const std::string& kind, bool whole)
    : units_(units),
      key_("facility." + kind),
      places_(s.integer(key_ + ".places")),
      one_in_(s.text(key_ + ".one_in")),
      each_place_(s.text(key_ + ".spread") == "each place"),
      places_origin_(s.origin(key_ + ".places")),
      institutions_(kind == "integrated_institution" ? s.number("institution.count") : 0),
      of_units_(units.of(one_in_)),
      possible_(of_units_.size()) {
  allot();
  group(s, settings, whole);
}

/// As many as a county has of the places that the policy names. Fewer than there are of them are shared out likewise.
/// Where it names none: one in each county, the rest where the people are.
void FacilityPlan::allot() {
  if (places_ == 0) return;
  if (one_in_ != "part of a county") {
    const double part = static_cast<double>(places_) / std::max(1, sum(of_units_));
    std::vector<double> exact;
    for (const int n : of_units_) exact.push_back(n * part);
    possible_ = part < 1 ? largest_remainders(exact, static_cast<int>(places_)) : of_units_;
    return;
  }
  const std::vector<int> county = units_.of("county");
  const int counties = sum(county);
  const bool in_each = places_ >= counties;
  Rounder rest;
  const auto left = static_cast<double>(places_ - (in_each ? counties : 0));
  for (std::size_t c = 0; c < possible_.size(); ++c)
    possible_[c] = (in_each ? county[c] : 0) + rest.next(left * units_.share()[c]);
}

/// Streets, townships or villages, of which a county may have many or none.
bool FacilityPlan::in_parts() const { return !in_counties() && one_in_ != "part of a county"; }
bool FacilityPlan::in_counties() const {
  return one_in_ == "county" || one_in_ == "city" || one_in_ == "city and county";
}

int FacilityPlan::most(std::size_t county) const {
  if (places_ > 0 && each_place_) return possible_[county];
  return in_parts() && of_units_[county] == 0 ? 0 : std::numeric_limits<int>::max();
}

/// What a county's part of all facilities goes by: its places where each is to have its own, else its people, where it
/// has such places. Counties are one place each, and the largest come first; a prefecture's seat, which has the
/// prefecture's own as well, counts twice.
double FacilityPlan::weight(std::size_t county) const {
  if (in_parts() && each_place_) return of_units_[county];
  if (in_counties() && each_place_) return units_.share()[county] * of_units_[county];
  return most(county) > 0 || !in_parts() ? units_.share()[county] : 0;
}

/// Counties outside of the group may have none; inside, each should have its part of the group's.
void FacilityPlan::open_to(Group& group, const std::vector<std::size_t>& members) const {
  std::vector<double> share(possible_.size());
  std::vector<int> most_of(possible_.size());
  double all = 0;
  for (const std::size_t c : members) all += weight(c);
  for (const std::size_t c : members) share[c] = all > 0 ? weight(c) / all : 0, most_of[c] = most(c);
  group.opening = Opening(std::move(share), std::move(most_of), each_place_);
}

/// `stated`: the place's count, set at `origin`.
FacilityPlan::Group FacilityPlan::group_of(const Scenario& s, const std::string& place, std::vector<std::size_t> all,
                                           const Schedule& stated, scenario::Origin origin, bool whole) const {
  const std::string key = key_ + ".count";
  // A county's own step is applied to what its place would have (Facilities::own_steps), not here.
  const double step = whole ? 1 : step_of(s, key);
  return {place,
          taken(stated, *s.schema().find(key), s.date("start"), step),
          stated,
          {},
          std::move(all),
          std::move(origin),
          Opening({}, {}, false),
          false};
}

void FacilityPlan::group(const Scenario& s, const std::vector<scenario::Setting>& settings, bool whole) {
  const auto& places = s.places();
  std::vector<std::size_t> every(places.size());
  std::iota(every.begin(), every.end(), 0U);
  const std::string key = key_ + ".count";
  std::map<std::string, const scenario::Setting*> own;  // by prefecture or code
  for (const scenario::Setting& each : settings)
    if (!each.place.empty() && each.key == key) own[each.place] = &each;
  const auto add = [&](const std::string& name, const std::vector<std::size_t>& all, const scenario::Setting& set,
                       std::size_t outer) {
    groups_[outer].inner.push_back(groups_.size());
    groups_.push_back(group_of(s, name, all, std::get<Schedule>(set.typed), set.origin, whole));
    return groups_.size() - 1;
  };

  std::vector<std::size_t> owner(places.size(), 0);
  groups_.push_back(group_of(s, "", every, s.schedule(key), s.origin(key), whole));
  std::map<std::string, std::vector<std::size_t>> prefectures;
  for (const std::size_t c : every) prefectures[places[c].prefecture].push_back(c);
  for (const auto& [name, counties] : prefectures) {
    const std::size_t outer = own.contains(name) ? add(name, counties, *own[name], 0) : 0;
    for (const std::size_t c : counties) {
      const auto set = own.find(places[c].code);
      owner[c] = set == own.end() ? outer : add(places[c].name, {c}, *set->second, outer);
    }
  }
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    std::vector<std::size_t> members;
    for (const std::size_t c : every)
      if (owner[c] == g) members.push_back(c);
    groups_[g].exact = members.empty();
    open_to(groups_[g], members);
  }
}

std::vector<int> FacilityPlan::standing(int day) {
  std::vector<int> out(possible_.size());
  const auto whole = [&](const Group& group) { return static_cast<int>(std::floor(group.plan.at(day) + 1e-9)); };
  for (Group& group : groups_) {
    // Of a half step too a place has all that its own half comes to, and what its parts have not is elsewhere in it.
    int count = whole(group);
    double own = group.plan.at(day);
    for (const std::size_t inner : group.inner) count -= whole(groups_[inner]), own -= groups_[inner].plan.at(day);
    // A part that gets its next one earlier than the place does takes none away while more are planned.
    if (own >= group.own - 1e-9) count = std::max(count, group.opening.all());
    count = std::min(count, static_cast<int>(std::ceil(own - 1e-9)));
    group.own = own;
    group.opening.reach(std::max(0, count));
    for (std::size_t c = 0; c < out.size(); ++c) out[c] += group.opening.standing()[c];
  }
  return out;
}

}  // namespace yanglao::care
