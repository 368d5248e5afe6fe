#include "models/care/measure.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/facility.hpp"
#include "models/care/policy.hpp"

namespace yanglao::care {

bool belongs(Target target, bool institution, int function, int living, int home) {
  const bool impaired = function >= mild, dependent = function >= moderate;
  switch (target) {
    case Target::everyone:
      return true;
    case Target::impaired_at_home:
      return !institution && impaired;
    case Target::dependent_at_home:
      return !institution && dependent;
    case Target::rural_at_home:
      return !institution && home == rural;
    case Target::urban_impaired_at_home:
      return !institution && impaired && home == urban;
    case Target::alone_at_home:
      return !institution && living == alone;
    case Target::urban_alone_at_home:
      return !institution && living == alone && home == urban;
    case Target::impaired_alone_at_home:
      return !institution && living == alone && impaired;
    case Target::dependent_with_family:
      return !institution && living != alone && dependent;
    case Target::institution:
      return institution;
    case Target::dependent:
      return dependent;
  }
  return false;
}

namespace {

/// What a scenario plans of each measure, and what limits it: doctors, villages, hours of volunteers.
class Supply {
 public:
  Supply(const scenario::Scenario& s, const Parameters& p, const Expected& people, const Population& population,
         const Facilities& facilities, const TimeBank& bank, const sim::Calendar& calendar, double scale)
      : s_(s),
        p_(p),
        people_(people),
        population_(population),
        facilities_(facilities),
        bank_(bank),
        calendar_(calendar),
        scale_(scale) {}

  /// Coverage by month that the scenario plans in a county.
  [[nodiscard]] std::vector<double> planned(const std::string& key, int county) const {
    const scenario::Schedule plan = care::planned(s_, key, county);
    std::vector<double> out;
    for (int m = 0; m < calendar_.months(); ++m) out.push_back(plan.at(calendar_.start() + calendar_.month_begin(m)));
    return out;
  }

  /// Of contracts with people of all ages those planned, at least those with people of 60 and more (`of_old`).
  [[nodiscard]] std::vector<double> planned_all(int county, const std::vector<double>& of_old) const {
    std::vector<double> out = planned("family_doctor.coverage_all_ages", county);
    for (std::size_t m = 0; m < out.size(); ++m) out[m] = std::max(out[m], old_share(county) * of_old[m]);
    return out;
  }
  /// What comes of them: panels limit all together, and those of 60 and more for themselves.
  [[nodiscard]] std::vector<double> with_doctors(int county, std::vector<double> coverage,
                                                 const std::vector<double>& reached) const {
    const double old = old_share(county);
    for (int m = 0; m < calendar_.months(); ++m) {
      double& share = coverage[static_cast<std::size_t>(m)];
      share = std::min({share, doctors(county, m) * p_.doctor_panel * facilities_.kept_up(county, m),
                        1 - old + old * std::min(1.0, panel(county, m))});
      share = std::max(share, old * reached[static_cast<std::size_t>(m)]);
    }
    return coverage;
  }

  /// What comes of it.
  [[nodiscard]] std::vector<double> limited(const std::string& name, int county, std::vector<double> coverage) const {
    if (name == "time_bank") return bank_.allowed(county, coverage);
    for (int m = 0; m < calendar_.months(); ++m) {
      double& share = coverage[static_cast<std::size_t>(m)];
      if (name == "family_doctor") share = std::min(share, panel(county, m));
      // Meals reach a share of the people of those villages; the others' limit is a number of places.
      if (name == "village_meals") share *= facilities_.standing_share(county, m, village_mutual_aid);
    }
    return coverage;
  }

 private:
  /// People of 60 and more among all, at the census.
  [[nodiscard]] double old_share(int county) const {
    const CountyPopulation& own = population_.counties()[static_cast<std::size_t>(county)];
    return own.persons_60plus / own.total;
  }
  /// Family doctors for a person of any age.
  [[nodiscard]] double doctors(int county, int month) const {
    const int day = calendar_.start() + calendar_.month_begin(month);
    return care::planned(s_, "family_doctor.doctors_per_10000", county).at(day) * 1e-4;
  }

  /// The panel is shared out over the people expected plus three standard deviations of their number, so that contracts
  /// do not exceed doctors times panel when a few more are alive than expected. Doctors are kept up like beds.
  [[nodiscard]] double panel(int county, int month) const {
    const auto c = static_cast<std::size_t>(county);
    const double n = people_[c][static_cast<std::size_t>(month)] * scale_;
    // Contracts are for everybody: where more of the people are old, so are more of a panel.
    const CountyPopulation& own = population_.counties()[c];
    const double given = s_.number("family_doctor.panel_share_60plus", county);
    const double share = given > 0 ? given : own.persons_60plus / own.total;
    const double places = doctors(county, month) * own.total * scale_ * p_.doctor_panel * share * facilities_.kept_up(county, month);
    return places / (n + 3 * std::sqrt(n) + 1);
  }

  const scenario::Scenario& s_;
  const Parameters& p_;
  const Expected& people_;
  const Population& population_;
  const Facilities& facilities_;
  const TimeBank& bank_;
  const sim::Calendar& calendar_;
  double scale_;
};

}  // namespace

std::vector<Measure> measures(const scenario::Scenario& s, const Parameters& p, const sim::Calendar& calendar,
                              const Expected& people, const Population& population, const Facilities& facilities,
                              const TimeBank& bank, double scale) {
  const Supply supply(s, p, people, population, facilities, bank, calendar, scale);
  std::vector<Measure> out;
  for (const MeasureKind& kind : kMeasureKinds) {
    const std::string name = kind.name;
    const bool doctor = name == "family_doctor";
    const std::string key = doctor ? name : "measure." + name;
    Measure m;
    m.effect.decline = static_cast<float>(s.number(key + ".decline_ratio"));
    m.effect.illness = static_cast<float>(s.number(key + ".admission_ratio"));
    if (doctor) {
      m.active_share = p.doctor_active;
    } else {
      m.effect.recover = static_cast<float>(s.number(key + ".recovery_ratio"));
      m.unmet = static_cast<float>(s.number(key + ".unmet_ratio"));
      m.falls = s.number(key + ".falls_ratio");
    }
    for (int c = 0; c < static_cast<int>(people.size()); ++c) {
      const auto plan = supply.planned(key + ".coverage", c), reached = supply.limited(name, c, plan);
      m.planned.emplace_back(plan.begin(), plan.end());
      m.coverage.emplace_back(reached.begin(), reached.end());
      if (!doctor) continue;
      const auto all = supply.planned_all(c, plan), signed_up = supply.with_doctors(c, all, reached);
      m.planned_all_ages.emplace_back(all.begin(), all.end());
      m.coverage_all_ages.emplace_back(signed_up.begin(), signed_up.end());
    }
    out.push_back(std::move(m));
  }
  return out;
}

}  // namespace yanglao::care
