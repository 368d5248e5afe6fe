// Stays and waits in a province made simple enough to know the answer: no line for hospital beds, everybody falls ill
// at the same rate, nobody stays on.
#include <cmath>

#include "models/care/person.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

constexpr std::size_t kAcute = static_cast<std::size_t>(pool_of(Place::acute));
constexpr std::size_t kNursing = static_cast<std::size_t>(pool_of(Place::nursing));
constexpr double kStay = 30;      // days
constexpr double kIllness = 0.2;  // per person-year
constexpr int kStages = 3;

Settings plain_hospital() {
  Settings s = {{"hospital.stay_days", std::to_string(kStay)},
                {"hospital.stay_shape", std::to_string(kStages)},
                {"hospital.stay_disabled_factor", "1"},
                {"hospital.admission.at_65_per_year", std::to_string(kIllness)},
                {"hospital.admission.log_slope_per_year_of_age", "0"},
                {"hospital.admission.male_ratio", "1"},
                {"hospital.admission.rural_ratio", "1"},
                {"institution.admission_ratio", "1"},
                {"community.admission_ratio", "1"},
                {"unmet.admission_ratio", "1"},
                {"family_doctor.admission_ratio", "1"},
                {"beds.acute.per_1000", "500"},
                {"end_of_life.hospital_rural_share", "0"},
                {"end_of_life.hospital_urban_share", "0"}};
  for (const std::string f : {"able", "mild", "moderate", "severe"}) {
    s.push_back({"hospital.admission_ratio." + f, "1"});
    s.push_back({"hospital.rehabilitation." + f + "_share", "0"});
    s.push_back({"wish.institution." + f + "_share", "0"});
    s.push_back({"wish.community." + f + "_share", "0"});
  }
  return s;
}

/// Mean number in acute beds over the months [from, to) per person alive, over what it is for ever in the mean.
double over_steady(const sim::Dataset& d, const sim::Calendar& calendar, std::size_t from, std::size_t to) {
  const Cells occupied(d, "occupied"), people(d, "people");
  double in_bed = 0, alive = 0;
  for (std::size_t m = from; m < to; ++m) {
    in_bed += occupied({0, 0, 0, 0, m, kAcute}) * calendar.month_days(static_cast<int>(m));
    alive += people.sum({0, 0, 0, 0, m}) * calendar.month_days(static_cast<int>(m));
  }
  const double load = kIllness / sim::kDaysPerYear * kStay;  // nobody falls ill while in hospital
  return in_bed / alive / (load / (1 + load));
}

/// Share of an Erlang stay that outlasts `t` days.
double outlasts(double t, int stages) {
  const double x = t * kStages / kStay;
  double term = 1, sum = 0;
  for (int i = 0; i < stages; ++i) sum += term, term *= x / (i + 1);
  return std::exp(-x) * sum;
}

}  // namespace

TEST_CASE("hospital is as full on the first days as later: stays in progress have a length-biased rest",
          "[care][stays]") {
  const int start = sim::epoch_day(2020, 11, 1), days = 15;
  const sim::Calendar calendar(start, start + days);
  const sim::Dataset d =
      sim::run({model("jiangxi-2020", {0.2, start + days}, plain_hospital())}, {.seed = 41, .detail = "province"});
  const double found = over_steady(d, calendar, 0, 1);
  // 25,000 patients: 0.63% standard deviation. The start is 1.6% above steady (depletion of the well), the dying leave
  // 0.6% early or stay away. A true model lies outside with probability below 1e-4.
  const double tolerance = 0.016 + 4 * 0.0063;
  INFO("patients over their steady number: " << found);
  CHECK(std::abs(found - 1) < tolerance);

  // What faults would give over the same 15 days: a whole fresh stay for those found, or a rest of one mean stay
  // without memory.
  double fresh = 0, memoryless = 0;
  const int steps = 1500;
  for (int i = 0; i < steps; ++i) {
    const double t = (i + 0.5) * days / steps;
    double arrived = 0;  // share of the steady number that came since the start
    for (int stages = 1; stages <= kStages; ++stages) arrived += (1 - outlasts(t, stages)) / kStages;
    fresh += (outlasts(t, kStages) + arrived) / steps;
    memoryless += (std::exp(-t / kStay) + arrived) / steps;
  }
  CHECK(fresh - 1 > 2 * tolerance);
  CHECK(memoryless - 1 > 0.03);
}

TEST_CASE("days in hospital per admission are the mean stay", "[care][stays]") {
  const int start = sim::epoch_day(2020, 11, 1), end = sim::epoch_day(2022, 5, 1);
  const sim::Calendar calendar(start, end);
  const auto days_per_admission = [&](const Settings& settings) {
    const sim::Dataset d = sim::run({model("jiangxi-2020", {0.1, end}, settings)}, {.seed = 42, .detail = "province"});
    double days = 0, admitted = 0;
    for (std::size_t m = 3; m < d.dimension("month")->size(); ++m) {
      days += Cells(d, "occupied")({0, 0, 0, 0, m, kAcute}) * calendar.month_days(static_cast<int>(m));
      admitted += Cells(d, "admissions")({0, 0, 0, 0, m, kAcute});
    }
    return days / admitted;
  };
  // 190,000 admissions: standard deviation of the mean 0.04 days, and of the patients that the ends cut off as much
  // again. The dying leave early: at 0.035 a year less 0.06 days.
  const double found = days_per_admission(plain_hospital());
  INFO("days per admission: " << found);
  CHECK(std::abs(found - kStay) < 4 * 0.06 + 0.06);
  // Planted: a stay one day longer is told apart.
  Settings longer = plain_hospital();
  longer[0].second = std::to_string(kStay + 1);
  CHECK(std::abs(days_per_admission(longer) - kStay) > 4 * 0.06 + 0.06);
}

TEST_CASE("people leave a line without hope at the rate of their patience", "[care][stays]") {
  const int start = sim::epoch_day(2020, 11, 1), end = sim::epoch_day(2022, 5, 1);
  const sim::Calendar calendar(start, end);
  // No nursing bed anywhere; everybody who becomes disabled asks for one; nobody recovers or falls ill meanwhile.
  const auto patience = [&](const char* days) {
    Settings s = plain_hospital();
    for (auto& [key, value] : s) {
      if (key == "hospital.admission.at_65_per_year") value = "0";
      if (key.starts_with("wish.institution.moderate") || key.starts_with("wish.institution.severe")) value = "1";
    }
    for (const char* key : {"wish.spouse_odds_ratio", "wish.family_odds_ratio", "wish.rural_odds_ratio"})
      s.push_back({key, "1"});
    for (const char* key :
         {"beds.nursing.factor", "beds.dementia.per_1000", "wish.second_best_share",
          "health.recovery.mild_to_able.at_65_per_year", "health.recovery.moderate_to_mild.at_65_per_year",
          "health.recovery.severe_to_moderate.at_65_per_year"})
      s.push_back({key, "0"});
    s.push_back({"wish.patience_days", days});
    const sim::Dataset d = sim::run({model("jiangxi-2020", {0.2, end}, s)}, {.seed = 43, .detail = "province"});
    double waited = 0, left = 0;
    for (std::size_t m = 0; m < d.dimension("month")->size(); ++m) {
      waited += Cells(d, "queue")({0, 0, 0, 0, m, kNursing}) * calendar.month_days(static_cast<int>(m));
      left += Cells(d, "left_waiting")({0, 0, 0, 0, m, kNursing});
    }
    CHECK(left > 5000);
    return std::pair{waited / left, left};
  };
  // Exponential, so the standard deviation of the mean is the mean over the root of the number. The dying leave as
  // well: at 0.2 a year, 0.6% of ten days.
  const auto [mean, n] = patience("10");
  const double tolerance = 0.06 + 4 * 10 / std::sqrt(n);
  INFO("mean wait of " << n << " who gave up: " << mean << " days");
  CHECK(std::abs(mean - 10) < tolerance);
  // Planted: a patience of eleven days is told apart.
  CHECK(std::abs(patience("11").first - 10) > tolerance);
}
