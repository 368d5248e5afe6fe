#include "models/care/population.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "models/scenario/errors.hpp"
#include "models/scenario/table.hpp"
#include "sim/time.hpp"

namespace yanglao::care {
namespace {

using scenario::Table;
constexpr int kBands = 9;  // 45-49 ... 80-84, 85+
constexpr int kFine = 12;  // ... 80-84, 85-89, 90-94, 95-99, 100+
constexpr int kMonths = (kOldest + 1 - kYoungest) * 12;
using Bands = std::array<double, kBands>;

constexpr const char* kBandNames[kBands] = {"45_49", "50_54", "55_59", "60_64", "65_69",
                                            "70_74", "75_79", "80_84", "85plus"};

Bands bands_of(const Table& census, std::size_t row, int sex) {
  Bands out{};
  for (std::size_t b = 0; b < kBands; ++b) {
    const std::string column = std::string(sex == male ? "male_" : "female_") + kBandNames[b];
    out[b] = census.number(row, column);
    if (out[b] < 0) throw scenario::ScenarioError({census.fault(row, column, "0 or more persons")});
  }
  return out;
}

/// Shares of 85-89, 90-94, 95-99 and 100+ within 85+.
std::array<double, 4> oldest_shares(const Table& table, int sex) {
  std::array<double, 4> out{};
  double sum = 0;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    if (table.text(r, "sex") != (sex == male ? "M" : "F")) continue;
    const auto band = std::clamp<long long>((table.integer(r, "age_from") - 85) / 5, 0, 3);
    out[static_cast<std::size_t>(band)] += table.number(r, "persons");
    sum += table.number(r, "persons");
  }
  if (!(sum > 0))
    throw scenario::ScenarioError(
        {{table.file(), 1, 1, "persons", "no persons of " + std::string(sex == male ? "M" : "F"),
          "rows of 85-89, 90-94, 95-99 and 100 and over for F and for M", ""}});
  for (double& share : out) share /= sum;
  return out;
}

/// Weight of each month of age within its band, summing to 1 over the band: by births where they are known, else by
/// the decline that the neighbouring bands show (docs/population.md, section 1).
std::vector<double> month_weights(const Bands& province, const std::array<double, 4>& oldest,
                                  const std::map<int, double>& births, int sex, const LifeTable& life, double census) {
  std::array<double, kFine> n{};
  std::copy(province.begin(), province.end() - 1, n.begin());
  for (std::size_t k = 0; k < 4; ++k) n[kBands - 1 + k] = province[kBands - 1] * oldest[k];
  std::vector<double> weight(kMonths);
  for (int b = 0; b < kFine; ++b) {
    const int from = kYoungest + 5 * b, length = b == kFine - 1 ? 120 : 60;
    const auto ln = [&](int band) { return std::log(std::max(1e-9, n[static_cast<std::size_t>(band)])); };
    const double slope = b == kFine - 1   ? life.rate(sex, 100, census)
                         : b == kFine - 2 ? (ln(b - 1) - ln(b)) / 5
                                          : (ln(b - 1 < 0 ? 0 : b - 1) - ln(b + 1)) / 10;
    const bool known = births.contains(static_cast<int>(census - from - 5));
    double sum = 0;
    for (int m = 0; m < length; ++m) {
      const double age = from + (m + 0.5) / 12;
      const double w =
          known ? births.at(static_cast<int>(std::floor(census - age))) : std::exp(-slope * (m + 0.5) / 12);
      weight[static_cast<std::size_t>((from - kYoungest) * 12 + m)] = w;
      sum += w;
    }
    for (int m = 0; m < length; ++m) weight[static_cast<std::size_t>((from - kYoungest) * 12 + m)] /= sum;
    // A share of the open band 85+ rather than of its part.
    if (b >= kBands - 1)
      for (int m = 0; m < length; ++m)
        weight[static_cast<std::size_t>((from - kYoungest) * 12 + m)] *=
            oldest[static_cast<std::size_t>(b - kBands + 1)];
  }
  return weight;
}

std::map<int, double> births_by_year(const std::string& path, int census_year) {
  const Table table = Table::load(path);
  std::map<int, double> out;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const double births = table.number(r, "births_thousand");
    if (births <= 0) throw scenario::ScenarioError({table.fault(r, "births_thousand", "births above 0")});
    out[static_cast<int>(table.integer(r, "year"))] = births;
  }
  // Those who turn 60 within the run are split by births, and no year between may be missing.
  const int first = std::min(out.empty() ? census_year : out.begin()->first, census_year - 60);
  for (int year = first; year <= census_year - kYoungest; ++year)
    if (!out.contains(year))
      throw scenario::ScenarioError(
          {{table.file(), 1, 1, "year", "no row of " + std::to_string(year),
            "every year from " + std::to_string(first) + " to " + std::to_string(census_year - kYoungest), ""}});
  return out;
}

/// One row a county, with people in it, no more of them in towns or of any age than there are.
void check_census(const Table& census) {
  if (census.rows() == 0) throw scenario::ScenarioError({{census.file(), 1, 1, "", "no county", "a row for each", ""}});
  std::vector<scenario::Fault> faults;
  std::set<std::string> seen;
  for (std::size_t r = 0; r < census.rows(); ++r) {
    if (!seen.insert(census.text(r, "county_code")).second)
      faults.push_back(census.fault(r, "county_code", "each county once"));
    const double total = census.number(r, "total"), urban = census.number(r, "urban");
    double old = 0;
    for (int sex = 0; sex < 2; ++sex)
      for (const double persons : bands_of(census, r, sex)) old += persons;
    if (!(old > 0 && old <= total))
      faults.push_back(census.fault(r, "total", "as many people as its age bands hold, or more"));
    if (!(urban >= 0 && urban <= total)) faults.push_back(census.fault(r, "urban", "0 to the total of the county"));
  }
  scenario::raise_if_any(std::move(faults));
}

/// Share of urban homes among older people, from that among people of all ages by a constant odds ratio.
double urban_share(double all_ages, double odds_ratio) {
  if (all_ages >= 1) return 1;
  const double odds = odds_ratio * all_ages / (1 - all_ages);
  return odds / (1 + odds);
}

/// By how much those of each month of age at the census were more on a day `back` months before: nobody has come back.
std::vector<double> before_losses(int sex, int back, double census, const LifeTable& life, const Migration& migration) {
  std::vector<double> out(kMonths, 1.0);
  for (int m = 0; m < kMonths; ++m) {
    double lost = 0;
    for (int k = 0; k < back; ++k) {
      const double age = kYoungest + (m - k) / 12.0, year = census - (k + 0.5) / 12;
      lost += (life.rate(sex, age, year) + migration.rate(sex, age)) / 12;
    }
    out[static_cast<std::size_t>(m)] = std::exp(lost);
  }
  return out;
}

}  // namespace

int months_to_census(int start, int year) {
  int y = 0, m = 0, d = 0;
  sim::civil(start, y, m, d);
  return (year - y) * 12 + 11 - m;
}

Population::Population(const scenario::Scenario& s, const Parameters& parameters, const LifeTable& life,
                       const Migration& migration) {
  const Table census = Table::load(s.table_path("population.table"));
  check_census(census);
  const int year = static_cast<int>(s.integer("population.census_year"));
  census_day_ = sim::epoch_day(year, 11, 1);
  back_ = months_to_census(s.date("start"), year);
  const auto births = births_by_year(s.table_path("population.births_table"), year);
  const Table oldest = Table::load(s.table_path("population.oldest_table"));
  std::vector<double> weights[2], before[2];
  for (int sex = 0; sex < 2; ++sex) {
    Bands province{};
    for (std::size_t r = 0; r < census.rows(); ++r) {
      const Bands county = bands_of(census, r, sex);
      for (std::size_t b = 0; b < kBands; ++b) province[b] += county[b];
    }
    weights[sex] = month_weights(province, oldest_shares(oldest, sex), births, sex, life, year + 10.0 / 12);
    before[sex] = before_losses(sex, back_, year + 10.0 / 12, life, migration);
  }
  double rural_60 = 0, all_60 = 0;
  for (std::size_t r = 0; r < census.rows(); ++r) {
    CountyPopulation county;
    county.total = census.number(r, "total");
    county.urban_60plus = urban_share(census.number(r, "urban") / county.total, parameters.rural_old_age_odds);
    for (int sex = 0; sex < 2; ++sex) {
      const Bands bands = bands_of(census, r, sex);
      for (int home = 0; home < 2; ++home)
        for (int m = 0; m < kMonths; ++m) {
          const double n = bands[static_cast<std::size_t>(std::min(kBands - 1, m / 60))] *
                           weights[sex][static_cast<std::size_t>(m)] *
                           (home == urban ? county.urban_60plus : 1 - county.urban_60plus);
          const int months = kYoungest * 12 + m;
          county.strata.push_back({static_cast<std::uint8_t>(sex), static_cast<std::uint8_t>(home), months - back_,
                                   n * before[sex][static_cast<std::size_t>(m)]});
          if (months >= 720) county.persons_60plus += n;
        }
    }
    rural_60 += county.persons_60plus * (1 - county.urban_60plus);
    all_60 += county.persons_60plus;
    counties_.push_back(std::move(county));
  }
  rural_share_ = rural_60 / all_60;
}

Expected Population::expected(const LifeTable& life, const Migration& migration, const sim::Calendar& calendar) const {
  // By sex: people of each county (row) and month of age at the start (column), and the share of them who remain.
  const double start = 1970 + calendar.start() / sim::kDaysPerYear;
  const int first = kYoungest * 12 - back_;
  const auto counties = static_cast<Eigen::Index>(counties_.size());
  Eigen::MatrixXd people[2];
  Eigen::VectorXd alive[2];
  for (int sex = 0; sex < 2; ++sex) {
    people[sex].setZero(counties, kMonths);
    alive[sex].setOnes(kMonths);
  }
  for (Eigen::Index c = 0; c < counties; ++c)
    for (const Stratum& s : counties_[static_cast<std::size_t>(c)].strata) people[s.sex](c, s.months - first) += s.persons;

  Expected out(counties_.size(), std::vector<double>(static_cast<std::size_t>(calendar.months())));
  double before = 0;
  for (int m = 0; m < calendar.months(); ++m) {
    const double now = 0.5 * (calendar.month_begin(m) + calendar.month_end(m)) / sim::kDaysPerYear;
    const double year = start + 0.5 * (before + now);
    // How many of the columns, the oldest, are 60 and more by now.
    const auto old = std::clamp<Eigen::Index>(
        first + kMonths - static_cast<Eigen::Index>(std::ceil(719.5 - now * 12)), 0, kMonths);
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(counties);
    for (int sex = 0; sex < 2; ++sex) {
      for (int i = 0; i < kMonths; ++i) {
        const double age = kYoungest + (i + 0.5) / 12 - back_ / 12.0 + 0.5 * (before + now);
        const double leave = migration.happens() ? migration.rate(sex, age, year) : 0;
        alive[sex](i) *= std::exp(-(life.rate(sex, age, year) + leave) * (now - before));
      }
      sum.noalias() += people[sex].rightCols(old) * alive[sex].tail(old);
    }
    for (Eigen::Index c = 0; c < counties; ++c) out[static_cast<std::size_t>(c)][static_cast<std::size_t>(m)] = sum(c);
    before = now;
  }
  return out;
}

}  // namespace yanglao::care
