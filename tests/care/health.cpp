// What the rates of function, dementia and death amount to, against the studies that they stand for (docs/health.md).
#include <array>
#include <cmath>
#include <cstdio>

#include "models/care/setup.hpp"
#include "models/scenario/table.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

const Setup& setup() {
  static const Setup s(scenario::Scenario::load("jiangxi-2020"), sim::epoch_day(2022, 1, 1), 1.0);
  return s;
}

Person person(int sex, int home, int function, int dementia, double age) {
  Person p;
  p.sex = static_cast<unsigned>(sex) & 1u;
  p.home = static_cast<unsigned>(home) & 1u;
  p.function = static_cast<unsigned>(function) & 3u;
  p.dementia = static_cast<unsigned>(dementia) & 1u;
  p.birth = static_cast<std::uint16_t>(setup().origin - age * sim::kDaysPerYear);
  return p;
}

/// Rates per year of the two states of the CLHLS studies: not disabled (able, mild) and disabled (moderate, severe).
struct TwoStates {
  double onset = 0, recovery = 0, death_not_disabled = 0, death_disabled = 0, disabled_share = 0;
};

TwoStates two_states(int sex, int age) {
  TwoStates out;
  std::array<double, 2> n{};
  for (int home = 0; home < 2; ++home) {
    const double share = home == rural ? setup().population.rural_share() : 1 - setup().population.rural_share();
    const HealthShares& prevalence = setup().hazards.prevalence(sex, home, age);
    for (int f = 0; f < kFunctions; ++f)
      for (int d = 0; d < 2; ++d) {
        const double here = share * prevalence[static_cast<std::size_t>(health_state(f, d))];
        const Rates& r = *setup().hazards.row(person(sex, home, f, d, age + 0.5));
        n[f >= moderate] += here;
        if (f == mild) out.onset += here * r.decline;
        if (f == moderate) out.recovery += here * r.recover;
        (f >= moderate ? out.death_disabled : out.death_not_disabled) += here * r.terminal;
      }
  }
  for (double* rate : {&out.onset, &out.death_not_disabled}) *rate *= sim::kDaysPerYear / n[0];
  for (double* rate : {&out.recovery, &out.death_disabled}) *rate *= sim::kDaysPerYear / n[1];
  out.disabled_share = n[1] / (n[0] + n[1]);
  return out;
}

/// Rates of the study by sex, age and the two states.
class Clhls {
 public:
  [[nodiscard]] double rate(int sex, int age, const std::string& from, const std::string& to) const {
    for (std::size_t r = 0; r < table_.rows(); ++r)
      if (table_.text(r, "kind") == "rate" && table_.text(r, "sex") == (sex == male ? "M" : "F") &&
          table_.integer(r, "age_from") == age && table_.text(r, "from_state") == from &&
          table_.text(r, "to_state") == to)
        return table_.number(r, "value");
    throw std::invalid_argument("no such rate");
  }
  [[nodiscard]] std::vector<double> values(const std::string& kind) const {
    std::vector<double> out;
    for (std::size_t r = 0; r < table_.rows(); ++r)
      if (table_.text(r, "kind") == kind) out.push_back(table_.number(r, "value"));
    return out;
  }
  [[nodiscard]] double value(const std::string& kind, const char* column) const {
    for (std::size_t r = 0; r < table_.rows(); ++r)
      if (table_.text(r, "kind") == kind) return table_.number(r, column);
    throw std::invalid_argument("no row " + kind);
  }

 private:
  scenario::Table table_ = scenario::Table::load(YANGLAO_SOURCE "/scenarios/data/function-transitions.csv");
};

}  // namespace

TEST_CASE("onset of, recovery from and death with disability against CLHLS", "[care][health]") {
  const Clhls study;
  double onset_misfit = 0, recovery_misfit = 0;
  std::printf("per 1000 person-years; model of jiangxi-2020 in 2020, CLHLS 1998-2014 (function-transitions.csv)\n");
  std::printf("%-6s %4s %17s %17s %17s %17s %17s\n", "", "", "onset", "recovery", "death, disabled", "death, others",
              "death ratio");
  std::printf("%-6s %4s %8s %8s %8s %8s %8s %8s %8s %8s %8s %8s\n", "sex", "age", "model", "CLHLS", "model", "CLHLS",
              "model", "CLHLS", "model", "CLHLS", "model", "CLHLS");
  for (int sex = 0; sex < 2; ++sex)
    for (int age = 65; age <= 100; age += 5) {
      const TwoStates own = two_states(sex, age);
      const double onset = study.rate(sex, age, "not_disabled", "disabled");
      const double recovery = study.rate(sex, age, "disabled", "not_disabled");
      const double dead = study.rate(sex, age, "disabled", "dead"),
                   dead_other = study.rate(sex, age, "not_disabled", "dead");
      std::printf("%-6s %4d %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f %8.2f %8.2f\n",
                  sex == male ? "men" : "women", age, 1000 * own.onset, 1000 * onset, 1000 * own.recovery,
                  1000 * recovery, 1000 * own.death_disabled, 1000 * dead, 1000 * own.death_not_disabled,
                  1000 * dead_other, own.death_disabled / own.death_not_disabled, dead / dead_other);
      if (age <= 95) {
        onset_misfit = std::max(onset_misfit, std::abs(std::log(own.onset / onset)));
        recovery_misfit = std::max(recovery_misfit, std::abs(std::log(own.recovery / recovery)));
      }
      CHECK(own.death_disabled > own.death_not_disabled);
    }
  std::printf("largest misfit to 95: onset %.0f%%, recovery %.0f%%\n", 100 * (std::exp(onset_misfit) - 1),
              100 * (std::exp(recovery_misfit) - 1));
  std::fflush(stdout);
  // The split of function binds the same rates, so they cannot follow the study exactly; docs/health.md tells how far
  // they are. Beyond half as much again they would no longer stand for it.
  CHECK(onset_misfit < std::log(1.5));
  CHECK(recovery_misfit < std::log(1.5));
}

TEST_CASE("new mild limitation recovers within two years as often as in CHARLS", "[care][health]") {
  const double study = Clhls().value("recovery_2_years", "value");
  double recovered = 0, alive = 0;
  for (int sex = 0; sex < 2; ++sex)
    for (int home = 0; home < 2; ++home) {
      const double weight = home == rural ? setup().population.rural_share() : 1 - setup().population.rural_share();
      std::array<double, kFunctions> n{0, weight, 0, 0};
      const int steps = 2000;
      for (int i = 0; i < steps; ++i) {
        const std::array<double, kFunctions> now = n;
        for (int f = 0; f < kFunctions; ++f) {
          const Rates& r = *setup().hazards.row(person(sex, home, f, 0, 70));
          const double h = 2 * sim::kDaysPerYear / steps * now[static_cast<std::size_t>(f)];
          n[static_cast<std::size_t>(f)] -= h * (r.decline + r.recover + r.terminal);
          if (f < severe) n[static_cast<std::size_t>(f) + 1] += h * r.decline;
          if (f > able) n[static_cast<std::size_t>(f) - 1] += h * r.recover;
        }
      }
      recovered += n[able];
      for (const double x : n) alive += x;
    }
  std::printf("able two years after a mild limitation began at 70: %.3f, CHARLS at 60 and more %.3f\n",
              recovered / alive, study);
  std::fflush(stdout);
  CHECK(std::abs(recovered / alive - study) < 0.1);
}

TEST_CASE("dementia by age and its onset against the studies", "[care][health]") {
  const Clhls study;
  std::array<double, 4> with{}, all{};
  double onset = 0, free = 0;
  for (const CountyPopulation& county : setup().population.counties())
    for (const Stratum& s : county.strata) {
      if (s.months < 720) continue;
      const int age = std::min(kOldest, s.months / 12);
      const std::size_t band = static_cast<std::size_t>(std::min(3, age / 10 - 6));
      double ill = 0;
      for (int f = 0; f < kFunctions; ++f)
        ill += setup().hazards.prevalence(s.sex, s.home, age)[static_cast<std::size_t>(health_state(f, 1))];
      with[band] += s.persons * ill;
      all[band] += s.persons;
      if (age < 65) continue;
      onset += s.persons * (1 - ill) * setup().parameters.dementia.at(s.months / 12.0, s.sex, s.home);
      free += s.persons * (1 - ill);
    }
  std::printf("%-34s %8s %8s\n", "share with dementia at the census", "model", "Jia 2020");
  const char* bands[] = {"60-69", "70-79", "80-89", "90 and over"};
  const auto jia = study.values("dementia_prevalence_by_age");
  REQUIRE(jia.size() == 4);
  for (std::size_t b = 0; b < 4; ++b)
    std::printf("%-34s %7.2f%% %7.2f%%\n", bands[b], 100 * with[b] / all[b], 100 * jia[b]);
  std::printf("onset at 65 and more per 1000 person-years: %.1f, Anhui cohort %.1f to %.1f\n", 1000 * onset / free,
              1000 * study.value("dementia_incidence", "low"), 1000 * study.value("dementia_incidence", "high"));
  std::fflush(stdout);
  // The level was set for the share at 60 and more (checked by the test of the world), with which an onset as high as
  // in that cohort cannot be had: docs/health.md, "What does not fit". By age, within a factor of 1.5.
  for (std::size_t b = 0; b < 4; ++b) CHECK(std::abs(std::log(with[b] / all[b] / jia[b])) < std::log(1.5));
  for (std::size_t b = 1; b < 4; ++b) CHECK(with[b] / all[b] > with[b - 1] / all[b - 1]);
}

TEST_CASE("shares of health states sum to one at every age and home", "[care][health]") {
  for (int sex = 0; sex < 2; ++sex)
    for (int home = 0; home < 2; ++home)
      for (int age = 60; age < kOldest; ++age) {
        double sum = 0;
        for (const double share : setup().hazards.prevalence(sex, home, age)) {
          CHECK(share > 0);
          sum += share;
        }
        CHECK(std::abs(sum - 1) < 1e-12);
      }
}
