#include "cohort.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace yanglao::theory {
namespace {

using care::kHealthStates;

/// People of one kind and about one age.
struct Group : Kind {
  double age = 0;  ///< at the start, in the mean
  double persons = 0;
  State now = State::Zero(kStates);
};

/// Whether there are beds for people with dementia: at any time, so at all times.
bool has_dementia_unit(const care::Setup& setup, int county) {
  const auto& changes = setup.facilities.changes(county);
  return std::any_of(changes.begin(), changes.end(), [](const care::CapacityChange& c) {
    return c.pool == care::pool_of(care::Place::dementia) && c.places > 0;
  });
}

class Solver {
 public:
  Solver(const care::Setup& setup, int county, const Rescaled& factors)
      : setup_(setup), factors_(factors), dementia_unit_(has_dementia_unit(setup, county)) {}

  /// Fixed dates (onset of dementia, loss of the carer) fall on whole days, rounded down: half a day early in the mean.
  [[nodiscard]] State half_a_day_of_dates(const Group& g, const State& x, int from) const {
    Rescaled dates = factors_;
    dates.decline = dates.recovery = dates.illness = dates.terminal = dates.home_again = 0;
    dates.stay = dates.geriatric_stay = dates.terminal_days = std::numeric_limits<double>::infinity();
    const double age = g.age + from / sim::kDaysPerYear;
    return chain_of(setup_, dates, g, setup_.calendar.year_of(from), age, dementia_unit_).run(x, 0.5).then;
  }

  /// As the model places people at the census: by health, then some in the terminal phase, of the rest some in
  /// hospital.
  [[nodiscard]] State at_start(const Group& g, int completed_age) const {
    const care::Parameters& q = setup_.parameters;
    State x = State::Zero(kStates);
    const care::HealthShares& shares = setup_.hazards.prevalence(g.sex, g.home, completed_age);
    for (int s = 0; s < kHealthStates; ++s) {
      const double n = g.persons * shares[static_cast<std::size_t>(s)];
      const care::Rates r = rates_of(setup_, g, s, 0);
      const double dying = std::min(0.5, r.terminal * q.terminal_days), ill = r.illness * q.stay_days;
      x(terminal(0, s / 2)) += n * dying;
      x(state_of({0, 0, s, acute})) += n * (1 - dying) * ill;
      x(state_of({0, 0, s, there})) += n * (1 - dying) * (1 - ill);
    }
    return x;
  }
  [[nodiscard]] State at_60(const Group& g, double persons) const {
    State x = State::Zero(kStates);
    const care::HealthShares& shares = setup_.hazards.prevalence(g.sex, g.home, 60);
    for (int s = 0; s < kHealthStates; ++s)
      x(state_of({0, 0, s, there})) = persons * shares[static_cast<std::size_t>(s)];
    return x;
  }

  /// From day `from` to day `to` of one month: returns where they are then and adds what happened meanwhile.
  [[nodiscard]] State run(const Group& g, const State& x, int from, int to, CohortMonth& out, double month_days) const {
    if (to <= from) return x;
    const double age = g.age + 0.5 * (from + to) / sim::kDaysPerYear;
    const Chain chain = chain_of(setup_, factors_, g, setup_.calendar.year_of(from), age, dementia_unit_);
    const Chain::Course course = chain.run(x, to - from);
    tell(chain, course.days, month_days, out);
    return course.then;
  }

 private:
  const care::Setup& setup_;
  Rescaled factors_;
  bool dementia_unit_;
};

/// Whole people of each stratum of a county: running sums rounded to the nearest, as the model counts them.
std::vector<double> whole_people(const std::vector<care::Stratum>& strata, double scale) {
  std::vector<double> out;
  double sum = 0, given = 0;
  for (const care::Stratum& s : strata) {
    sum += s.persons * scale;
    out.push_back(std::floor(sum + 0.5) - given);
    given += out.back();
  }
  return out;
}

/// Days of birth of a stratum (days since 1900-01-01, rounded down) with the share of it born on each.
std::map<int, double> birth_days(const care::Setup& setup, const care::Stratum& s) {
  const double month = sim::kDaysPerYear / 12;
  const double last = setup.origin - s.months * month, first = last - month;
  std::map<int, double> out;
  for (int day = static_cast<int>(std::floor(first)); day < last; ++day)
    out[day] = (std::min<double>(last, day + 1) - std::max<double>(first, day)) / month;
  return out;
}

}  // namespace

std::vector<CohortMonth> solve_cohort(const care::Setup& setup, int county, const Rescaled& factors) {
  const sim::Calendar& calendar = setup.calendar;
  const Solver solver(setup, county, factors);
  const auto& strata = setup.population.counties()[static_cast<std::size_t>(county)].strata;
  const std::vector<double> counts = whole_people(strata, setup.scale);

  // By sex, home, cohort, completed age and quarter of age. Onset of dementia is taken at the quarter's mean age: with
  // a rate that doubles in 8 years that is right to 2e-5.
  std::map<std::array<int, 5>, Group> kinds;
  std::map<int, std::map<int, double>> entries[2][2];  // by sex and home: day of the 60th birthday, day of birth
  for (std::size_t i = 0; i < strata.size(); ++i) {
    const care::Stratum& s = strata[i];
    if (counts[i] <= 0) continue;
    for (const auto& [birth, share] : birth_days(setup, s)) {
      const double age = (setup.origin - birth) / sim::kDaysPerYear;
      if (s.months < 720) {
        care::Person p;
        p.birth = static_cast<std::uint16_t>(birth);
        const int day = setup.birthday(p, 60);
        if (day >= calendar.days()) continue;
        const double part = std::clamp((age - s.months / 12.0) * 12, 0.0, 1.0);
        const double youngest = setup.hazard_to_60(s.sex, s.months), oldest = setup.hazard_to_60(s.sex, s.months + 1);
        entries[s.sex][s.home][day][birth] += counts[i] * share * std::exp(-(youngest + part * (oldest - youngest)));
        continue;
      }
      const int completed = std::clamp(static_cast<int>(age), 60, care::kOldest);
      Group& g = kinds[{s.sex, s.home, care::cohort_of(birth), completed, s.months / 3}];
      g.sex = s.sex, g.home = s.home, g.birth = birth;
      g.age = (g.age * g.persons + age * share * counts[i]) / (g.persons + share * counts[i]);
      g.persons += share * counts[i];
    }
  }
  std::vector<Group> groups;
  for (auto& [kind, g] : kinds) {
    g.now = solver.half_a_day_of_dates(g, solver.at_start(g, kind[3]), 0);
    groups.push_back(g);
  }

  std::vector<CohortMonth> out(static_cast<std::size_t>(calendar.months()));
  for (int m = 0; m < calendar.months(); ++m) {
    CohortMonth& month = out[static_cast<std::size_t>(m)];
    const int from = calendar.month_begin(m), to = calendar.month_end(m);
    for (Group& g : groups) g.now = solver.run(g, g.now, from, to, month, to - from);
    // Those who turn 60 this month, each from their day on; from the next month on they go together by cohort.
    for (int sex = 0; sex < 2; ++sex)
      for (int home = 0; home < 2; ++home) {
        std::map<int, Group> joined;
        const auto& days = entries[sex][home];
        for (auto day = days.lower_bound(from); day != days.end() && day->first < to; ++day)
          for (const auto& [birth, persons] : day->second) {
            Group one{{sex, home, birth}, (setup.origin - birth) / sim::kDaysPerYear, persons, {}};
            month.turned_60 += persons;
            const State first = solver.half_a_day_of_dates(one, solver.at_60(one, persons), day->first);
            one.now = solver.run(one, first, day->first, to, month, to - from);
            Group& g = joined[care::cohort_of(birth)];
            one.age = (g.age * g.persons + one.age * persons) / (g.persons + persons);
            one.persons += g.persons;
            if (g.persons > 0) one.now += g.now;
            g = one;
          }
        for (const auto& [cohort, g] : joined) groups.push_back(g);
      }
    for (const Group& g : groups) {
      month.alive += g.now.head<kDead>().sum();
      month.dead += g.now(kDead);
    }
  }
  return out;
}

}  // namespace yanglao::theory
