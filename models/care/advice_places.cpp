#include "models/care/advice_places.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "models/care/facility.hpp"
#include "models/care/planned.hpp"
#include "models/care/policy.hpp"
#include "models/care/units.hpp"

namespace yanglao::care {
namespace {

std::string number(double value) { return scenario::value_text(scenario::Type::number, value); }

double most(const scenario::Schedule& plan) {
  double out = 0;
  for (const auto& point : plan.points) out = std::max(out, point.value);
  return out;
}

class PlaceAdvisor {
 public:
  explicit PlaceAdvisor(const scenario::Scenario& s) : s_(s) {}

  std::vector<std::string> all() {
    const Planned plan(s_);
    const Units units(s_, plan.population);
    for (int kind = 0; kind < kFacilityKinds; ++kind) {
      const std::string key = std::string("facility.") + kFacilities[static_cast<std::size_t>(kind)];
      if (s_.integer(key + ".places") == 0) {
        no_places(key);
        continue;
      }
      fewer_places(key, units);
      if (s_.text(key + ".spread") != "each place") continue;
      beyond_places(key + ".count", plan.facilities, kind);
      beyond_in_counties(key + ".count", plan.facilities, kind);
    }
    return said_;
  }

 private:
  /// A step above 1 is cut off at the number of places, of the province or of a place with a count of its own.
  void beyond_places(const std::string& count, const Facilities& facilities, int kind) {
    std::set<std::string> own{""};
    for (const scenario::Setting& each : s_.settings())
      if (each.key == count) own.insert(each.place);
    const auto& places = s_.places();
    for (const std::string& at : own) {
      double room = 0, reached = 0;
      for (std::size_t c = 0; c < places.size(); ++c) {
        if (!at.empty() && at != places[c].code && at != places[c].prefecture) continue;
        room += facilities.possible(static_cast<int>(c), kind);
        reached = std::max(reached, most(planned(s_, count, at.empty() ? -1 : static_cast<int>(c))));
      }
      if (reached > room)
        said_.push_back(rows_of(count) + "with its step " + count + (at.empty() ? "" : "@" + at) + " would reach " +
                        number(reached) + "; there are " + number(room) +
                        " places that can have one, and no more are opened.");
    }
  }

  /// The same for counties with a step of their own, whose part of the province's plan it enlarges.
  void beyond_in_counties(const std::string& count, const Facilities& facilities, int kind) {
    int left_out = 0;
    std::string where;
    for (std::size_t c = 0; c < s_.places().size(); ++c) {
      const int here = facilities.cut_off(static_cast<int>(c), kind);
      if (here > 0) where += (where.empty() ? "" : ", ") + s_.places()[c].code;
      left_out += here;
    }
    if (left_out > 0)
      said_.push_back(rows_of(count) + "with the step of their own " + count + " would put " +
                      std::to_string(left_out) + " more into " + where +
                      " than these have places that can have one, and no more are opened.");
  }

  /// Who names the places in which each should be, but not how many, has no share of them and may find two in one.
  void no_places(const std::string& key) {
    const scenario::Lever& lever = *s_.schema().find(key + ".one_in");
    if (s_.text(lever.key) == std::get<std::string>(lever.fallback)) return;
    said_.push_back(rows_of(key + ".count") + lever.key + " is \"" + s_.text(lever.key) + "\", but " + key +
                    ".places is 0: none counts as one that should have one, so no share of them is told and one place may "
                    "have several. Set " + key + ".places too.");
  }

  /// Fewer places than the table has: some streets, townships or villages are taken to need none.
  void fewer_places(const std::string& key, const Units& units) {
    const std::string one_in = s_.text(key + ".one_in");
    const std::vector<int> of = units.of(one_in);
    const int all = std::accumulate(of.begin(), of.end(), 0);
    const auto given = static_cast<int>(s_.integer(key + ".places"));
    const scenario::Schedule plan = planned(s_, key + ".count");
    if (given >= all || most(plan) <= plan.at(s_.date("start"))) return;
    said_.push_back(rows_of(key + ".count") + key + ".places is " + std::to_string(given) + "; " + units.named(one_in) +
                    " would make " + std::to_string(all) + ". The " + std::to_string(all - given) +
                    " left out, in the counties with most of them, count as needing none.");
  }

  [[nodiscard]] std::string rows_of(const std::string& key) const {
    const std::string& rows = s_.schema().find(key)->row;
    return rows.empty() ? "" : rows + ": ";
  }

  const scenario::Scenario& s_;
  std::vector<std::string> said_;
};

}  // namespace

std::vector<std::string> advice_on_places(const scenario::Scenario& s) { return PlaceAdvisor(s).all(); }

}  // namespace yanglao::care
