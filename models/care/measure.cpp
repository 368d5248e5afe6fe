#include "models/care/measure.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/facility.hpp"
#include "models/care/policy.hpp"

namespace yanglao::care {

const std::array<MeasureKind, kMeasures> kMeasureKinds = {{
    {"family_doctor", Target::everyone},
    {"home_adaptation", Target::impaired_at_home},
    {"village_meals", Target::rural_at_home},
    {"home_services", Target::dependent_at_home},
    {"care_circle", Target::urban_impaired_at_home},
    {"respite", Target::dependent_with_family},
    {"property_services", Target::urban_impaired_at_home},
    {"time_bank", Target::alone_at_home},
    {"urban_mutual_aid", Target::urban_alone_at_home},
    {"in_house_medicine", Target::institution},
    {"technology", Target::dependent},
    {"home_medical", Target::impaired_at_home},
    {"chinese_medicine", Target::everyone},
    {"volunteer_escorts", Target::impaired_alone_at_home},
}};

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
    const scenario::Schedule plan = care::planned(s_, key + ".coverage", county);
    std::vector<double> out;
    for (int m = 0; m < calendar_.months(); ++m) out.push_back(plan.at(calendar_.start() + calendar_.month_begin(m)));
    return out;
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
  /// The panel is shared out over the people expected plus three standard deviations of their number, so that contracts
  /// do not exceed doctors times panel when a few more are alive than expected. Doctors are kept up like beds.
  [[nodiscard]] double panel(int county, int month) const {
    const auto c = static_cast<std::size_t>(county);
    const double n = people_[c][static_cast<std::size_t>(month)] * scale_;
    const int day = calendar_.start() + calendar_.month_begin(month);
    const double doctors = care::planned(s_, "family_doctor.doctors_per_10000", county).at(day) * 1e-4;
    const double places = doctors * population_.counties()[c].total * scale_ * p_.doctor_panel *
                          s_.number("family_doctor.panel_share_60plus", county) * facilities_.kept_up(county, month);
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
      m.cny_per_year = s.number(key + ".cny_per_year");
      m.public_share = s.number(key + ".public_share");
    }
    for (int c = 0; c < static_cast<int>(people.size()); ++c) {
      const auto plan = supply.planned(key, c), reached = supply.limited(name, c, plan);
      m.planned.emplace_back(plan.begin(), plan.end());
      m.coverage.emplace_back(reached.begin(), reached.end());
    }
    m.prepare();
    out.push_back(std::move(m));
  }
  return out;
}

void Measure::prepare() {
  least_after = greatest_after = coverage;
  for (std::size_t c = 0; c < coverage.size(); ++c)
    for (std::size_t m = coverage[c].size() - 1; m-- > 0;) {
      least_after[c][m] = std::min(least_after[c][m], least_after[c][m + 1]);
      greatest_after[c][m] = std::max(greatest_after[c][m], greatest_after[c][m + 1]);
    }
}

std::vector<std::vector<Plan>> plans_of(const std::vector<Measure>& measures, int counties) {
  std::vector<std::vector<Plan>> out(static_cast<std::size_t>(counties));
  for (std::size_t c = 0; c < out.size(); ++c)
    for (std::size_t k = 0; k < measures.size(); ++k) {
      const std::vector<float>& row = measures[k].coverage[c];
      const float greatest = measures[k].greatest_after[c].front();
      if (greatest <= 0) continue;
      Plan& plan = out[c].emplace_back();
      plan.months = row.data(), plan.greatest = greatest, plan.measure = static_cast<std::uint8_t>(k);
      plan.rising = std::is_sorted(row.begin(), row.end());
      for (std::size_t i = 0; plan.rising && i < plan.from.size(); ++i) {
        // A little below the edge, so that rounding cannot pass the month.
        const double edge = (static_cast<double>(i) / 64 - 1e-9) * static_cast<double>(greatest);
        plan.from[i] = static_cast<std::uint16_t>(std::upper_bound(row.begin(), row.end(), edge) - row.begin());
      }
    }
  return out;
}

int Measure::next_change(int county, int month, double draw) const {
  const auto c = static_cast<std::size_t>(county);
  const auto m = static_cast<std::size_t>(month);
  const int end = static_cast<int>(coverage[c].size());
  const bool now = reaches(county, month, draw);
  if (now ? draw < least_after[c][m] : draw >= greatest_after[c][m]) return end;
  int next = month + 1;
  while (next < end && reaches(county, next, draw) == now) ++next;
  return next;
}

}  // namespace yanglao::care
