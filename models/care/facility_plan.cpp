#include "models/care/facility_plan.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "models/care/policy.hpp"

namespace yanglao::care {

using scenario::Fault;
using scenario::Scenario;
using scenario::Schedule;

namespace {

double highest(const Schedule& plan) {
  double most = 0;
  for (const auto& point : plan.points) most = std::max(most, point.value);
  return most;
}

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
bool FacilityPlan::in_counties() const { return one_in_ == "county" || one_in_ == "city and county"; }

int FacilityPlan::most(std::size_t county) const {
  if (places_ > 0 && each_place_) return possible_[county];
  return in_parts() && of_units_[county] == 0 ? 0 : std::numeric_limits<int>::max();
}

/// What a county's part of all facilities goes by: its places where each is to have its own, else its people, where it
/// has such places. Counties are one place each, and the largest come first.
double FacilityPlan::weight(std::size_t county) const {
  if (in_parts() && each_place_) return of_units_[county];
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
  for (Group& group : groups_) {
    double count = group.plan.at(day);
    for (const std::size_t inner : group.inner) count -= groups_[inner].plan.at(day);
    group.opening.reach(std::max(0, static_cast<int>(std::floor(count + 1e-9))));
    for (std::size_t c = 0; c < out.size(); ++c) out[c] += group.opening.standing()[c];
  }
  return out;
}

namespace {

std::string whole_number(double value) { return scenario::value_text(scenario::Type::number, value); }

}  // namespace

Fault FacilityPlan::fault(const Group& group, double given, const std::string& expected) const {
  const std::string at = group.place.empty() ? "" : "@" + group.place;
  return {group.origin.file,
          group.origin.line,
          group.origin.column,
          key_ + ".count" + at,
          whole_number(given),
          expected,
          ""};
}

/// More than there are places for them, where each place is to have one; or any where there is no such place.
void FacilityPlan::too_many(const Group& group, std::vector<Fault>& faults) const {
  const auto in = [&](const std::vector<int>& of) {
    return std::accumulate(group.all.begin(), group.all.end(), 0, [&](int n, std::size_t c) { return n + of[c]; });
  };
  const double given = highest(group.stated);
  if (in_parts() && in(of_units_) == 0) {
    if (given > 0) faults.push_back(fault(group, given, "0: it has no " + one_in_ + " (population.units_table)"));
    return;
  }
  if (places_ == 0 || !each_place_) return;
  const int room = in(possible_);
  if (given > room + 1e-9)
    faults.push_back(fault(group, given,
                           "at most " + std::to_string(room) + ", the places that can have one (" + key_ +
                               ".places); with " + key_ + ".spread = \"by people\" a place may have several"));
}

/// More than there are institutions of any sort. A place has no more than the province, which is refused elsewhere.
void FacilityPlan::too_many_institutions(const Group& group, std::vector<Fault>& faults) const {
  const double most = highest(group.stated);
  if (institutions_ > 0 && group.place.empty() && most > institutions_ + 1e-9)
    faults.push_back(
        fault(group, most, "at most " + whole_number(institutions_) + ", the institutions there are (institution.count)"));
}

void FacilityPlan::find_faults(std::vector<Fault>& faults) const {
  const int units = sum(of_units_);
  if (places_ > 0 && ((in_counties() && places_ != units) || (in_parts() && places_ > units))) {
    faults.push_back({places_origin_.file, places_origin_.line, places_origin_.column, key_ + ".places",
                      std::to_string(places_),
                      "0 (no target) or " + std::string(in_parts() ? "at most " : "") + std::to_string(units) + ", " +
                          units_.named(one_in_),
                      ""});
    return;
  }
  for (const Group& group : groups_) {
    too_many(group, faults);
    too_many_institutions(group, faults);
    wrong_sum(group, faults);
  }
}

/// Less than its places have by counts of their own; or more, where all of them have one, so that no place is left for
/// the rest.
void FacilityPlan::wrong_sum(const Group& group, std::vector<Fault>& faults) const {
  std::vector<int> days;
  bool dated = group.stated.points.size() > 1;  // else the counts hold on every day
  for (const auto& point : group.stated.points) days.push_back(point.day);
  for (const std::size_t inner : group.inner) {
    dated = dated || groups_[inner].stated.points.size() > 1;
    for (const auto& point : groups_[inner].stated.points) days.push_back(point.day);
  }
  for (const int day : days) {
    double own = 0;
    for (const std::size_t inner : group.inner) own += groups_[inner].stated.at(day);
    const double given = group.stated.at(day);
    const bool exact = group.exact && !group.inner.empty();
    if (own <= given + 1e-9 && (!exact || given <= own + 1e-9)) continue;
    faults.push_back(fault(group, given,
                           (exact ? "" : "at least ") + whole_number(own) + (dated ? " on " + sim::iso_date(day) : "") +
                               ", the sum of the counts of its places" +
                               (exact ? ", each of which has a count of its own" : "")));
    return;
  }
}

}  // namespace yanglao::care
