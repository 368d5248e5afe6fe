// How many facilities stand, by county and month.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/care/facility.hpp"
#include "models/care/facility_plan.hpp"
#include "models/care/policy.hpp"

namespace yanglao::care {

using scenario::Scenario;

void Facilities::stand(const Scenario& s, const Population& population, const sim::Calendar& calendar) {
  const std::size_t counties = population.counties().size();
  const Units units(s, population);
  const std::vector<scenario::Setting> settings = s.settings();
  std::vector<scenario::Fault> faults;
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    const std::string kind = kFacilities[k];
    FacilityPlan plan(s, settings, units, kind, false);
    plan.find_faults(faults);
    const std::vector<int> first = plan.standing(calendar.start());
    for (std::size_t c = 0; c < counties; ++c) {
      possible_[c * kFacilityKinds + k] = plan.possible()[c];
      at_start_[c * kFacilityKinds + k] = first[c];
    }
    for (int m = 0; m < months_; ++m) {
      const std::vector<int> now = plan.standing(calendar.start() + calendar.month_end(m) - 1);
      for (std::size_t c = 0; c < counties; ++c) standing_[cell(static_cast<int>(c), m, static_cast<int>(k))] = now[c];
    }
    own_steps(s, static_cast<int>(k), calendar, FacilityPlan(s, settings, units, kind, true));
  }
  scenario::raise_if_any(std::move(faults));
}

namespace {

/// Counties of one prefecture that have one step of their own: as many facilities come as this part of what is planned of
/// all of them, each where most is missing of its county's part; none closes while they become more.
class OwnStep {
 public:
  explicit OwnStep(double step) : step_(step) {}
  void add(std::size_t county, int at_start, int most) {
    members_.push_back({county, at_start, most, at_start, 0});
  }
  /// What stands with these plans of all counties.
  void follow(const std::vector<int>& planned) {
    double wanted = 0.5;
    for (Member& each : members_) wanted += each.part = step_ * (planned[each.county] - each.at_start);
    asked_ = static_cast<int>(std::floor(wanted));
    for (const Member& each : members_) asked_ -= each.now - each.at_start;
    for (; asked_ > 0 && change(+1); --asked_) {
    }
    for (; asked_ < 0 && change(-1); ++asked_) {
    }
  }
  struct Member {
    std::size_t county;
    int at_start, most, now;
    double part;  ///< of this step, to be opened since the start
  };
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  /// Asked for by the step and without a place to stand.
  [[nodiscard]] int cut_off() const { return std::max(0, asked_); }

 private:
  bool change(int by) {
    Member* best = nullptr;
    const auto gap = [&](const Member& each) { return by * (each.part - (each.now - each.at_start)); };
    for (Member& each : members_)
      if ((by > 0 ? each.now < each.most : each.now > 0) && (!best || gap(each) > gap(*best) + 1e-9)) best = &each;
    if (best) best->now += by;
    return best != nullptr;
  }
  double step_;
  std::vector<Member> members_;
  int asked_ = 0;
};

}  // namespace

/// A place with a step of its own opens that part of what would be its share of the whole plan. The others' share
/// stays what it is: what one place leaves out is not built elsewhere.
void Facilities::own_steps(const Scenario& s, int kind, const sim::Calendar& calendar, FacilityPlan whole) {
  const std::string key = std::string("facility.") + kFacilities[static_cast<std::size_t>(kind)] + ".count";
  const double of_all = step_of(s, key);
  const auto at = [&](std::size_t c) { return c * kFacilityKinds + static_cast<std::size_t>(kind); };
  std::map<std::pair<std::string, double>, OwnStep> own;
  for (std::size_t c = 0; c < changes_.size(); ++c) {
    const double step = step_of(s, key, static_cast<int>(c));
    if (step == of_all) continue;
    own.try_emplace({s.places()[c].prefecture, step}, step).first->second.add(c, at_start_[at(c)], whole.most(c));
  }
  if (own.empty()) return;
  (void)whole.standing(calendar.start());
  for (int m = 0; m < months_; ++m) {
    const std::vector<int> planned = whole.standing(calendar.start() + calendar.month_end(m) - 1);
    for (auto& [place, each] : own) {
      each.follow(planned);
      for (const OwnStep::Member& one : each.members()) standing_[cell(static_cast<int>(one.county), m, kind)] = one.now;
      int& cut = cut_off_[at(each.members().front().county)];
      cut = std::max(cut, each.cut_off());
    }
  }
}

}  // namespace yanglao::care
