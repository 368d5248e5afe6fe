// Counts of facilities that contradict each other, or the places there are for them.
#include <algorithm>
#include <numeric>
#include <string>

#include "models/care/facility_plan.hpp"

namespace yanglao::care {

using scenario::Fault;
using scenario::Schedule;

namespace {

double highest(const Schedule& plan) {
  double most = 0;
  for (const auto& point : plan.points) most = std::max(most, point.value);
  return most;
}

int sum(const std::vector<int>& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

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
