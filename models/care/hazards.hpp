// Hazards of the private clocks by kind of person, birth cohort and calendar year, and what follows from them in the
// mean: the distribution of function and dementia by age that the start needs. Solved as a cohort model without limits
// of capacity, so that deaths reproduce the life table (docs/health.md).
#pragma once

#include <array>
#include <vector>

#include "models/care/life_table.hpp"
#include "models/care/parameters.hpp"
#include "sim/huge.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// Hazards per day of the clocks; `decline` and `recover` share the function clock.
struct alignas(16) Rates {
  float terminal = 0, decline = 0, illness = 0, recover = 0;
};

inline constexpr int kHealthStates = kFunctions * 2;  ///< function * 2 + dementia
using HealthShares = std::array<double, kHealthStates>;
constexpr int health_state(int function, int dementia) { return function * 2 + dementia; }

/// Cohort of a birth date: completed Gregorian mean years since 1900.
inline int cohort_of(int birth) { return static_cast<int>(birth * (1 / sim::kDaysPerYear)); }

class Hazards {
 public:
  Hazards(const Origins& parameters, const LifeTable& life, const sim::Calendar& calendar, double rural_share);

  /// Rates of each calendar year of the run for one kind of person: `row(...)[year]`.
  [[nodiscard]] const Rates* row(const Person& p) const {
    return &rates_[(p.body_kind() * cohorts_ + static_cast<unsigned>(cohort_of(p.birth)) - first_) * years_];
  }
  /// Shares of health states among people of a completed age at the start (60 to kOldest).
  [[nodiscard]] const HealthShares& prevalence(int sex, int home, int age) const {
    return prevalence_[static_cast<std::size_t>((sex * 2 + home) * (kPrevalenceAges) + age - 60)];
  }
  /// The health state of somebody of such a completed age at the start; `u`: uniform on (0, 1). Without a branch: which
  /// it is cannot be predicted.
  [[nodiscard]] int state_at_start(int sex, int home, int age, double u) const {
    int state = 0;
    for (const double below : cumulative_[static_cast<std::size_t>((sex * 2 + home) * kPrevalenceAges + age - 60)])
      state += u >= below;
    return state;
  }

 private:
  static constexpr int kPrevalenceAges = 50;
  struct Mix {
    std::array<HealthShares, 2> home{};  // rural, urban: shares of the whole cohort
  };
  HealthShares at_60() const;
  double normalised_death(int sex, double age, double year, const Mix& mix) const;
  void step(Mix& mix, int sex, double age, double death, double years) const;
  void solve_prevalence(double rural_share, double start_year);
  void solve_cohort(int sex, int cohort, double rural_share);
  void set_rates(int sex, int cohort, int year, double age, double death);

  const Origins& parameters_;
  const LifeTable& life_;
  const sim::Calendar& calendar_;
  std::size_t first_, cohorts_, years_;
  sim::HugeVector<Rates> rates_;
  std::vector<HealthShares> prevalence_;
  std::vector<std::array<double, kHealthStates - 1>> cumulative_;  ///< of them, the last left out
};

/// Death rate of a health state over that of an able person without dementia, at an age.
double death_ratio(const Origins& p, int state, double age);

}  // namespace yanglao::care
