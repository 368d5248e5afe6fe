#include "cohort_runs.hpp"

#include <cmath>

#include "models/care/county.hpp"
#include "models/care/report.hpp"
#include "tests/catch.hpp"

namespace yanglao::theory {
namespace {

/// The ends of 2020, 2021 and 2022; the run begins on 1 November 2020.
constexpr int checkpoints[] = {1, 13, 25};

/// Calls `what` with each checkpoint, from the first, and each quantity that is compared there.
template <typename What>
void each_compared(const Quantities& quantities, What&& what) {
  for (const int month : checkpoints)
    for (const Quantity& one : quantities)
      if (month >= one.from) what(month, one);
}

/// What the engine tells of one replication, month by month.
std::vector<CohortMonth> simulated(const care::Setup& setup, CohortEngine engine, std::uint32_t replication) {
  const auto region = engine(setup, kCohortCounty, {1, replication});
  region->advance(setup.calendar.days());
  const care::Layout layout(setup.calendar, setup.stages.count());
  std::vector<double> block(layout.size);
  region->collect(block);
  const auto value = [&](std::size_t field, int cell) { return block[field + static_cast<std::size_t>(cell)]; };
  const auto sum = [&](std::size_t field, int month, int cells) {
    double total = 0;
    for (int c = 0; c < cells; ++c) total += value(field, month * cells + c);
    return total;
  };
  std::vector<CohortMonth> out(static_cast<std::size_t>(setup.calendar.months()));
  double waiting = 0;
  for (int m = 0; m < setup.calendar.months(); ++m) {
    CohortMonth& c = out[static_cast<std::size_t>(m)];
    for (int s = 0; s < kSettingsUsed; ++s) {
      const auto setting = static_cast<std::size_t>(s);
      for (int f = 0; f < care::kFunctions; ++f)
        c.people[setting][static_cast<std::size_t>(f)] =
            value(layout.people, (m * care::kSettings + s) * care::kFunctions + f);
      c.deaths[setting] = value(layout.deaths, m * care::kSettings + s);
    }
    for (int p = 0; p < kPoolsUsed; ++p) {
      const auto pool = static_cast<std::size_t>(p);
      c.occupied[pool] = value(layout.occupied, m * care::kPools + p);
      c.admissions[pool] = value(layout.admissions, m * care::kPools + p);
    }
    c.alive = sum(layout.population, m, care::kAgeBands * 2);
    c.turned_60 = sum(layout.turned_60, m, 1);
    waiting += sum(layout.queue, m, care::kPools);
  }
  CHECK(waiting == 0);  // or the solution says nothing about this run
  return out;
}

}  // namespace

Settings operator+(Settings a, const Settings& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Settings room_for_all() {
  return {{"beds.acute.per_1000", "500"},
          {"hospital.stay_shape", "1"},
          {"health.dementia.at_65_per_year", "0.04"},
          {"health.decline.dementia_ratio", "6"},
          {"initial.community_occupancy", "0"},
          {"initial.general_occupancy", "0"},
          {"initial.nursing_occupancy", "0"},
          {"initial.dementia_occupancy", "0"},
          {"end_of_life.hospice_share", "0"},
          {"end_of_life.hospital_rural_share", "0"},
          {"end_of_life.hospital_urban_share", "0"},
          {"referral.hospital_share", "0"},
          {"referral.next_county_share", "0"},
          {"unmet.decline_ratio", "1"},
          {"unmet.admission_ratio", "1"}};
}

Settings no_care() {
  Settings out;
  for (const char* f : care::kFunctionNames)
    for (const char* key : {"hospital.rehabilitation.", "wish.institution.", "wish.community."})
      out.emplace_back(std::string(key) + f + "_share", "0");
  return out;
}

care::Setup cohort_setup(const Settings& settings) {
  return {scenario::Scenario::load("jiangxi-2020").with(settings), sim::epoch_day(2023, 1, 1), 1.0};
}

std::vector<double> values(const std::vector<CohortMonth>& course, const Quantities& quantities) {
  std::vector<double> out;
  each_compared(quantities, [&](int month, const Quantity& one) {
    double value = 0;
    for (int m = one.so_far ? 0 : month; m <= month; ++m) value += one.of(course[static_cast<std::size_t>(m)]);
    out.push_back(value);
  });
  return out;
}

std::vector<std::string> names(const Quantities& quantities) {
  std::vector<std::string> out;
  each_compared(quantities, [&](int month, const Quantity& one) {
    out.push_back(one.what + " in month " + std::to_string(month));
  });
  return out;
}

std::unique_ptr<sim::Region> right_county(const care::Setup& setup, int county, sim::StreamKey key) {
  return std::make_unique<care::County>(setup, county, key);
}

std::vector<double> expected(const care::Setup& setup, const Quantities& quantities, const Rescaled& factors) {
  return values(solve_cohort(setup, kCohortCounty, factors), quantities);
}

std::vector<std::vector<double>> samples(const care::Setup& setup, const Quantities& quantities, CohortEngine engine,
                                         int replications) {
  std::vector<std::vector<double>> out(names(quantities).size());
  for (int r = 0; r < replications; ++r) {
    const std::vector<double> one = values(simulated(setup, engine, static_cast<std::uint32_t>(r)), quantities);
    for (std::size_t i = 0; i < one.size(); ++i) out[i].push_back(one[i]);
  }
  return out;
}

bool refused(const std::vector<double>& theory, const care::Setup& setup, const Quantities& quantities,
             CohortEngine engine) {
  for (const int replications : {kReplications / 4, kReplications}) {
    const auto runs = samples(setup, quantities, engine, replications);
    for (std::size_t i = 0; i < theory.size(); ++i)
      if (!compare(runs[i], theory[i]).agrees()) return true;
  }
  return false;
}

void follows(const care::Setup& setup, const Quantities& quantities, const std::vector<Seen>& rates, double off) {
  const std::vector<double> theory = expected(setup, quantities);
  const auto runs = samples(setup, quantities);
  const std::vector<std::string> told = names(quantities);
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < theory.size(); ++i) {
    const Verdict v = verdicts.emplace_back(compare(runs[i], theory[i]));
    INFO(told[i] << ": theory " << v.theory << ", simulated " << v.mean << " +- " << v.half_width);
    CHECK(v.agrees());
  }
  for (const Seen& rate : rates) {
    Rescaled wrong;
    wrong.*rate.factor = off;
    const std::vector<double> shifted = expected(setup, quantities, wrong);
    double seen = 1e9;
    for (std::size_t i = 0; i < theory.size(); ++i)
      if (const double shift = std::abs(shifted[i] - theory[i]); shift > 0)
        seen = std::min(seen, std::abs(off - 1) * verdicts[i].detectable * theory[i] / shift);
    INFO(rate.what << ": an error of " << seen << " is seen");
    CHECK(seen <= rate.bound);
  }
}

}  // namespace yanglao::theory
