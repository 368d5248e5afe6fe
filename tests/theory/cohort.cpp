#include "cohort.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>
#include <unsupported/Eigen/MatrixFunctions>

namespace yanglao::theory {
namespace {

using care::kFunctions;
using care::kHealthStates;

// At home and in an acute bed by health state, the terminal phase by function, then death.
constexpr int kHome = 0, kAcute = kHealthStates, kTerminal = 2 * kHealthStates, kDead = kTerminal + kFunctions;
constexpr int kAlive = kDead;
using Generator = Eigen::Matrix<double, kDead + 1, kDead + 1>;
using State = Eigen::Matrix<double, 1, kDead + 1>;
using Living = Eigen::Matrix<double, kAlive, kAlive>;

/// People of one sex and home who have the same rates.
struct Group {
  int sex = 0, home = 0, birth = 0;  ///< birth: any day of their cohort
  double age = 0;                    ///< at the start, in the mean
  double persons = 0;
  State now = State::Zero();
};

class Solver {
 public:
  Solver(const care::Setup& setup, const Rescaled& factors) : setup_(setup), factors_(factors) {}

  /// Rates per day of one group in a calendar year; dementia at the age given.
  [[nodiscard]] Generator generator(const Group& g, int year, double age) const {
    const care::Parameters& q = setup_.parameters;
    Generator a = Generator::Zero();
    const auto flow = [&](int from, int to, double rate) {
      a(from, to) += rate;
      a(from, from) -= rate;
    };
    const double onset = factors_.dementia * q.dementia.at(age, g.sex, g.home) / sim::kDaysPerYear;
    for (int s = 0; s < kHealthStates; ++s) {
      const int f = s / 2;
      const care::Rates r = rates(g, s, year);
      if (f < care::severe) flow(kHome + s, kHome + s + 2, factors_.decline * r.decline);
      if (f > care::able) flow(kHome + s, kHome + s - 2, factors_.recovery * r.recover);
      flow(kHome + s, kAcute + s, factors_.illness * r.illness);
      flow(kAcute + s, kHome + s, 1 / stay(f));
      for (const int at : {kHome, kAcute}) {
        if (s % 2 == 0) flow(at + s, at + s + 1, onset);
        flow(at + s, kTerminal + f, factors_.terminal * r.terminal);
      }
    }
    for (int f = 0; f < kFunctions; ++f) flow(kTerminal + f, kDead, 1 / (factors_.terminal_days * q.terminal_days));
    return a;
  }

  /// As the model places people at the census: by health, then some in the terminal phase, of the rest some in
  /// hospital.
  [[nodiscard]] State at_start(const Group& g, int completed_age) const {
    const care::Parameters& q = setup_.parameters;
    State x = State::Zero();
    const care::HealthShares& shares = setup_.hazards.prevalence(g.sex, g.home, completed_age);
    for (int s = 0; s < kHealthStates; ++s) {
      const double n = g.persons * shares[static_cast<std::size_t>(s)];
      const care::Rates r = rates(g, s, 0);
      const double dying = std::min(0.5, r.terminal * q.terminal_days), ill = r.illness * q.stay_days;
      x(kTerminal + s / 2) += n * dying;
      x(kAcute + s) += n * (1 - dying) * ill;
      x(kHome + s) += n * (1 - dying) * (1 - ill);
    }
    return x;
  }
  [[nodiscard]] State at_60(const Group& g, double persons) const {
    State x = State::Zero();
    const care::HealthShares& shares = setup_.hazards.prevalence(g.sex, g.home, 60);
    for (int s = 0; s < kHealthStates; ++s) x(kHome + s) = persons * shares[static_cast<std::size_t>(s)];
    return x;
  }

  /// From day `from` to day `to` of one month: returns where they are then and adds what happened meanwhile.
  [[nodiscard]] State run(const Group& g, const State& x, int from, int to, CohortMonth& out, double month_days) const {
    if (to <= from) return x;
    const int year = setup_.calendar.year_of(from);
    const Generator a = generator(g, year, g.age + 0.5 * (from + to) / sim::kDaysPerYear);
    const State y = x * Generator(a * static_cast<double>(to - from)).exp();
    // Integral of the state: y - x = integral * a, and everybody dies at last, so the living part of `a` is regular.
    const Living living = a.topLeftCorner<kAlive, kAlive>();
    const Eigen::Matrix<double, kAlive, 1> days =
        living.transpose().partialPivLu().solve((y - x).head<kAlive>().transpose());
    for (int s = 0; s < kHealthStates; ++s) {
      const auto f = static_cast<std::size_t>(s / 2);
      out.people[f] += (days(kHome + s) + days(kAcute + s)) / month_days;
      out.in_hospital += days(kAcute + s) / month_days;
      out.admissions += days(kHome + s) * a(kHome + s, kAcute + s);
    }
    for (int f = 0; f < kFunctions; ++f) out.people[static_cast<std::size_t>(f)] += days(kTerminal + f) / month_days;
    out.deaths += y(kDead) - x(kDead);
    return y;
  }

 private:
  [[nodiscard]] care::Rates rates(const Group& g, int state, int year) const {
    care::Person p;
    p.sex = static_cast<unsigned>(g.sex) & 1u;
    p.home = static_cast<unsigned>(g.home) & 1u;
    p.function = static_cast<unsigned>(state / 2) & 3u;
    p.dementia = static_cast<unsigned>(state % 2) & 1u;
    p.birth = static_cast<std::uint16_t>(g.birth);
    return setup_.hazards.row(p)[year];
  }
  [[nodiscard]] double stay(int function) const {
    const care::Parameters& q = setup_.parameters;
    return factors_.stay * q.stay_days * (function >= care::moderate ? q.stay_disabled_factor : 1.0);
  }

  const care::Setup& setup_;
  Rescaled factors_;
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
  const Solver solver(setup, factors);
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
    g.now = solver.at_start(g, kind[3]);
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
            Group one{sex, home, birth, (setup.origin - birth) / sim::kDaysPerYear, persons, {}};
            month.turned_60 += persons;
            one.now = solver.run(one, solver.at_60(one, persons), day->first, to, month, to - from);
            Group& g = joined[care::cohort_of(birth)];
            one.age = (g.age * g.persons + one.age * persons) / (g.persons + persons);
            one.persons += g.persons;
            if (g.persons > 0) one.now += g.now;
            g = one;
          }
        for (const auto& [cohort, g] : joined) groups.push_back(g);
      }
    for (const Group& g : groups) {
      month.alive += g.now.head<kAlive>().sum();
      month.dead += g.now(kDead);
    }
  }
  return out;
}

}  // namespace yanglao::theory
