#include "models/care/population.hpp"

#include <array>
#include <cmath>
#include <map>

#include "models/scenario/errors.hpp"
#include "models/scenario/table.hpp"

namespace yanglao::care {
namespace {

using scenario::Table;
constexpr int kBands = 9;  // 45-49 ... 80-84, 85+
constexpr int kAges = kOldest - kYoungest + 1;
using Bands = std::array<double, kBands>;
using Ages = std::array<double, kAges>;

constexpr const char* kBandNames[kBands] = {"45_49", "50_54", "55_59", "60_64", "65_69",
                                            "70_74", "75_79", "80_84", "85plus"};

/// Births of the census year in which people of completed age x were born: two months of one calendar year and ten
/// of the next. Empty where the series does not reach.
std::map<int, double> births_by_age(const std::string& path, int census_year) {
  const Table table = Table::load(path);
  std::map<int, double> by_year, out;
  for (std::size_t r = 0; r < table.rows(); ++r)
    by_year[static_cast<int>(table.integer(r, "year"))] = table.number(r, "births_thousand");
  for (int x = kYoungest; x <= kOldest; ++x) {
    const auto early = by_year.find(census_year - x - 1), late = by_year.find(census_year - x);
    if (early != by_year.end() && late != by_year.end()) out[x] = (2 * early->second + 10 * late->second) / 12;
  }
  return out;
}

/// Shares of 85-89, 90-94, 95-99 and 100+ within 85+.
std::array<double, 4> oldest_shares(const std::string& path) {
  const Table table = Table::load(path);
  std::array<double, 4> out{};
  double sum = 0;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const int band = std::min(3, static_cast<int>(table.integer(r, "age_from") - 85) / 5);
    out[static_cast<std::size_t>(band)] += table.number(r, "persons");
    sum += table.number(r, "persons");
  }
  for (double& share : out) share /= sum;
  return out;
}

/// Splits five-year bands into single years: by births and survival within the band where births are known, else by
/// the survival that the bands themselves show (geometric between the mid-points of neighbouring bands).
Ages split(const Bands& bands, int sex, const std::map<int, double>& births, const std::array<double, 4>& oldest,
           const LifeTable& life, double census_time) {
  std::array<double, kBands + 3> fine{};
  for (int b = 0; b < kBands - 1; ++b) fine[static_cast<std::size_t>(b)] = bands[static_cast<std::size_t>(b)];
  for (std::size_t k = 0; k < 4; ++k) fine[kBands - 1 + k] = bands[kBands - 1] * oldest[k];
  Ages out{};
  for (int b = 0; b < kBands + 3; ++b) {
    const int from = kYoungest + 5 * b;
    std::array<double, 5> weight{};
    double sum = 0;
    for (int i = 0; i < 5; ++i) {
      const int age = from + i;
      double w = 1;
      if (births.contains(from) && births.contains(from + 4)) {
        w = births.at(age) * std::exp(-life.cumulative(sex, from + 0.5, census_time - i, i));
      } else {
        const double here = fine[static_cast<std::size_t>(b)];
        const int other = i < 2 ? b - 1 : std::min(b + 1, kBands + 2);
        const double there = fine[static_cast<std::size_t>(other)];
        if (here > 0 && there > 0 && other != b)
          w = std::exp(std::log(there / here) * std::abs(i - 2) / 5.0);
      }
      weight[static_cast<std::size_t>(i)] = w;
      sum += w;
    }
    for (int i = 0; i < 5; ++i)
      out[static_cast<std::size_t>(from - kYoungest + i)] =
          fine[static_cast<std::size_t>(b)] * weight[static_cast<std::size_t>(i)] / sum;
  }
  return out;
}

}  // namespace

Population::Population(const scenario::Scenario& s, const Parameters& parameters, const LifeTable& life) {
  const Table census = Table::load(s.table_path("population.table"));
  const int census_year = static_cast<int>(s.integer("population.census_year"));
  const double census_time = census_year + 10.0 / 12;
  const auto births = births_by_age(s.table_path("population.births_table"), census_year);
  const auto oldest = oldest_shares(s.table_path("population.oldest_table"));
  double rural = 0, all = 0;
  for (std::size_t r = 0; r < census.rows(); ++r) {
    CountyPopulation county;
    county.total = census.number(r, "total");
    const double urban_all = census.number(r, "urban") / county.total;
    const double odds = parameters.rural_old_age_odds * urban_all / std::max(1e-9, 1 - urban_all);
    const double urban_old = urban_all >= 1 ? 1 : odds / (1 + odds);
    for (int sex = 0; sex < 2; ++sex) {
      Bands bands{};
      for (int b = 0; b < kBands; ++b)
        bands[static_cast<std::size_t>(b)] =
            census.number(r, std::string(sex == male ? "male_" : "female_") + kBandNames[b]);
      const Ages ages = split(bands, sex, births, oldest, life, census_time);
      for (int home = 0; home < 2; ++home)
        for (int x = kYoungest; x <= kOldest; ++x) {
          const double n = ages[static_cast<std::size_t>(x - kYoungest)] * (home == urban ? urban_old : 1 - urban_old);
          county.strata.push_back({static_cast<std::uint8_t>(sex), static_cast<std::uint8_t>(home), x, n});
          if (x >= 60) county.persons_60plus += n;
        }
    }
    county.urban_share_60plus = urban_old;
    rural += county.persons_60plus * (1 - urban_old);
    all += county.persons_60plus;
    counties_.push_back(std::move(county));
  }
  rural_share_ = rural / all;
}

}  // namespace yanglao::care
