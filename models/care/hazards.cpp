#include "models/care/hazards.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/care/population.hpp"

namespace yanglao::care {
namespace {

constexpr double kStep = 1.0 / 24;  // years

double decline_rate(const Origins& p, int state, double age, int sex, int home) {
  const int f = state / 2;
  if (f == severe) return 0;
  return p.decline[static_cast<std::size_t>(f)].at(age, sex, home) * (state % 2 ? p.decline_dementia : 1.0);
}

double recovery_rate(const Origins& p, int state, double age, int sex, int home) {
  const int f = state / 2;
  return f == able ? 0 : p.recovery[static_cast<std::size_t>(f - 1)].at(age, sex, home);
}

}  // namespace

double death_ratio(const Origins& p, int state, double age) {
  const int f = state / 2;
  const double dementia = state % 2 ? p.death_dementia : 1.0;
  if (f == able) return dementia;
  const double early = p.death_ratio_65[static_cast<std::size_t>(f - 1)];
  const double late = p.death_ratio_95[static_cast<std::size_t>(f - 1)];
  const double w = std::clamp((age - 65) / 30, -0.2, 1.2);
  return std::max(1.0, std::exp(std::log(early) + w * std::log(late / early))) * dementia;
}

HealthShares Hazards::at_60() const {
  HealthShares out{};
  for (int f = 0; f < kFunctions; ++f) {
    const double share = parameters_.at_60[static_cast<std::size_t>(f)];
    out[static_cast<std::size_t>(health_state(f, 0))] = share * (1 - parameters_.dementia_at_60);
    out[static_cast<std::size_t>(health_state(f, 1))] = share * parameters_.dementia_at_60;
  }
  return out;
}

/// Rate at which able people without dementia in towns enter the terminal phase, such that the cohort as a whole dies
/// at the life table's rate. Deaths lag the onset by the mean terminal phase, hence the second factor.
double Hazards::normalised_death(int sex, double age, double year, const Mix& mix) const {
  double weighted = 0, all = 0;
  for (int home = 0; home < 2; ++home)
    for (int s = 0; s < kHealthStates; ++s) {
      const double n = mix.home[static_cast<std::size_t>(home)][static_cast<std::size_t>(s)];
      weighted += n * death_ratio(parameters_, s, age) * (home == rural ? parameters_.rural_death : 1.0);
      all += n;
    }
  const double lag = parameters_.terminal_days / sim::kDaysPerYear;
  const double m = life_.rate(sex, age + lag, year + lag);
  return m / std::max(0.5, 1 - m * lag) * all / weighted;
}

void Hazards::step(Mix& mix, int sex, double age, double death, double years) const {
  HealthShares ratio{};
  for (int s = 0; s < kHealthStates; ++s) ratio[static_cast<std::size_t>(s)] = death_ratio(parameters_, s, age);
  for (int home = 0; home < 2; ++home) {
    HealthShares& n = mix.home[static_cast<std::size_t>(home)];
    const double onset = parameters_.dementia.at(age, sex, home);
    HealthShares down{}, up{}, die{};
    for (int s = 0; s < kHealthStates; ++s) {
      const auto i = static_cast<std::size_t>(s);
      down[i] = decline_rate(parameters_, s, age, sex, home);
      up[i] = recovery_rate(parameters_, s, age, sex, home);
      die[i] = death * ratio[i] * (home == rural ? parameters_.rural_death : 1.0);
    }
    // Midpoint rule: the flows out of `x` over `h` years, added to `to`.
    const auto flows = [&](const HealthShares& x, double h, HealthShares to) {
      for (std::size_t s = 0; s < kHealthStates; ++s) {
        const double here = x[s] * h, ill = s % 2 ? 0.0 : onset;
        to[s] -= (down[s] + up[s] + ill + die[s]) * here;
        if (s + 2 < kHealthStates) to[s + 2] += down[s] * here;
        if (s >= 2) to[s - 2] += up[s] * here;
        if (s % 2 == 0) to[s + 1] += ill * here;
      }
      return to;
    };
    const HealthShares half = flows(n, years / 2, n);
    n = flows(half, years, n);
  }
}

void Hazards::solve_prevalence(double rural_share, double start_year) {
  prevalence_.resize(4 * kPrevalenceAges);
  for (int sex = 0; sex < 2; ++sex) {
    Mix mix;
    for (int home = 0; home < 2; ++home) {
      mix.home[static_cast<std::size_t>(home)] = at_60();
      for (double& share : mix.home[static_cast<std::size_t>(home)])
        share *= home == rural ? rural_share : 1 - rural_share;
    }
    for (int i = 0; i < kPrevalenceAges * 24; ++i) {
      const double age = 60 + (i + 0.5) * kStep;
      // The people of a completed age are half a year past it in the mean.
      if (i % 24 == 12)
        for (int home = 0; home < 2; ++home) {
          HealthShares shares = mix.home[static_cast<std::size_t>(home)];
          double sum = 0;
          for (const double x : shares) sum += x;
          for (double& x : shares) x /= sum;
          prevalence_[static_cast<std::size_t>((sex * 2 + home) * kPrevalenceAges + i / 24)] = shares;
        }
      step(mix, sex, age, normalised_death(sex, age, start_year, mix), kStep);
    }
  }
}

/// The rates of one cohort in one year, at `age`, where able people in towns die at `death` per year.
void Hazards::set_rates(int sex, int cohort, int year, double age, double death) {
  for (int home = 0; home < 2; ++home)
    for (int s = 0; s < kHealthStates; ++s) {
      const std::size_t row = body(sex, home, s / 2, s % 2) * cohorts_ + static_cast<std::size_t>(cohort) - first_;
      Rates& r = rates_[row * years_ + static_cast<std::size_t>(year)];
      const auto per_day = [](double rate) { return static_cast<float>(rate * (1 / sim::kDaysPerYear)); };
      r.terminal = per_day(death * death_ratio(parameters_, s, age) * (home == rural ? parameters_.rural_death : 1.0));
      r.decline = per_day(decline_rate(parameters_, s, age, sex, home));
      r.recover = per_day(recovery_rate(parameters_, s, age, sex, home));
      r.illness = per_day(parameters_.illness.at(age, sex, home) *
                          parameters_.illness_ratio[static_cast<std::size_t>(s / 2)]);
    }
}

void Hazards::solve_cohort(int sex, int cohort, double rural_share) {
  const double born = 1900 + cohort + 0.5;
  Mix mix;
  const auto begin = [&](double age) {
    const int index = std::clamp(static_cast<int>(age), 60, 60 + kPrevalenceAges - 1);
    for (int home = 0; home < 2; ++home) {
      mix.home[static_cast<std::size_t>(home)] = age < 60.5 ? at_60() : prevalence(sex, home, index);
      for (double& share : mix.home[static_cast<std::size_t>(home)])
        share *= home == rural ? rural_share : 1 - rural_share;
    }
  };
  const auto time_of = [&](int day) { return 1970 + (calendar_.start() + day) / sim::kDaysPerYear; };
  bool begun = false;
  for (int y = 0; y < calendar_.years(); ++y) {
    const double from = time_of(calendar_.year_begin(y)), to = time_of(calendar_.year_end(y));
    const int steps = std::max(1, static_cast<int>(std::lround((to - from) / kStep)));
    const double h = (to - from) / steps;
    double death = 0, age = 0;
    for (int i = 0; i < steps; ++i) {
      age = from + (i + 0.5) * h - born;
      if (!begun) begin(std::max(age, 60.0));
      begun = begun || age >= 60;
      const double now = normalised_death(sex, std::max(age, 60.0), from + (i + 0.5) * h, mix);
      death += now / steps;
      if (begun) step(mix, sex, age, now, h);
    }
    age = std::max(60.0, 0.5 * (from + to) - born);
    set_rates(sex, cohort, y, age, death);
  }
}

Hazards::Hazards(const Origins& parameters, const LifeTable& life, const sim::Calendar& calendar, double rural_share)
    : parameters_(parameters), life_(life), calendar_(calendar) {
  const double start = 1970 + calendar.start() / sim::kDaysPerYear;
  const int first = static_cast<int>(start) - 1900 - kOldest - 2;  // nobody is older at the start
  const int last = static_cast<int>(start + calendar.days() / sim::kDaysPerYear) - 1900 - 60 + 1;
  first_ = static_cast<std::size_t>(first);
  cohorts_ = static_cast<std::size_t>(last - first + 1);
  years_ = static_cast<std::size_t>(calendar.years());
  rates_.resize(kBodies * cohorts_ * years_);
  solve_prevalence(rural_share, start);
  cumulative_.resize(prevalence_.size());
  for (std::size_t i = 0; i < prevalence_.size(); ++i)
    std::partial_sum(prevalence_[i].begin(), prevalence_[i].end() - 1, cumulative_[i].begin());
  for (int sex = 0; sex < 2; ++sex)
    for (int c = first; c <= last; ++c) solve_cohort(sex, c, rural_share);
}

}  // namespace yanglao::care
