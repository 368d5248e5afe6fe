#include "models/care/setup.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/idle_beds.hpp"

namespace yanglao::care {
namespace {

/// The seat of a prefecture is its county with most urban people; the next county is the next in order of code.
std::vector<Neighbours> neighbours(const scenario::Scenario& s, const Population& population) {
  const auto& places = s.places();
  const auto urban = [&](std::size_t i) {
    const CountyPopulation& c = population.counties()[i];
    return c.persons_60plus * c.urban_60plus;
  };
  std::vector<Neighbours> out(places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t k = 1; k < places.size(); ++k) {
      const std::size_t j = (i + k) % places.size();
      if (places[j].prefecture != places[i].prefecture) continue;
      if (out[i].next < 0) out[i].next = static_cast<int>(j);
      const auto seat = out[i].seat < 0 ? i : static_cast<std::size_t>(out[i].seat);
      out[i].seat = static_cast<int>(urban(j) > urban(seat) ? j : seat);
    }
  return out;
}

/// Whole people from fractional strata, those who will not turn 60 within the run left out. The running sum stays within
/// one person of the true one.
std::vector<Cell> cells_of(const CountyPopulation& county, double scale, int days) {
  std::vector<Cell> out;
  double sum = 0, given = 0;
  for (const Stratum& s : county.strata) {
    sum += s.persons * scale;
    const double whole = std::floor(sum + 0.5);
    if (whole > given && (60 - s.months / 12.0 - 0.1) * sim::kDaysPerYear <= days)
      out.push_back({s, static_cast<int>(whole - given)});
    given = whole;
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Cell& a, const Cell& b) { return a.stratum.months > b.stratum.months; });
  return out;
}

}  // namespace

Setup::Setup(const scenario::Scenario& s, int end, double scale_)
    : scale(scale_),
      parameters(s),
      calendar(s.date("start"), end),
      life(s.table_path("population.mortality_table"), s.number("mortality.level")),
      migration(s, calendar),
      population(s, parameters, life, migration),
      expected(population.expected(life, migration, calendar)),
      hazards(parameters, life, calendar, population.rural_share()),
      facilities(s, population, expected, idle_at_start(s, parameters, hazards, population), calendar, scale),
      time_bank(s, expected, calendar, scale),
      measures(care::measures(s, parameters, calendar, expected, population, facilities, time_bank, scale)),
      reach(reach_plans(measures, population.counties().size())),
      multipliers(parameters, measures),
      neighbours(care::neighbours(s, population)),
      fates(parameters, calendar.days() / sim::kDaysPerYear),
      prices(s, calendar),
      choice(parameters, prices.all()),
      rules(s, calendar, population, facilities, prices),
      stages(s, calendar),
      falls(s),
      respite_days_each(s.number("respite.days_per_year") / 12),
      origin(calendar.start() - sim::epoch_day(1900, 1, 1)) {
  const double start = 1970 + calendar.start() / sim::kDaysPerYear;
  for (int sex = 0; sex < 2; ++sex)
    for (int m = kYoungestAtStart * 12; m <= 720; ++m) {
      const double leave = migration.happens() ? migration.cumulative(sex, m / 12.0, start, 60 - m / 12.0) : 0;
      to_60[sex].push_back(life.cumulative(sex, m / 12.0, start, 60 - m / 12.0) + leave);
    }
  for (const CountyPopulation& county : population.counties())
    cells.push_back(cells_of(county, scale, calendar.days()));
}

bool Setup::begins_like(const Setup& other) const {
  // Hazards and fates follow from these.
  const auto reaches_alike = [](const Measure& a, const Measure& b) {
    return a.coverage == b.coverage && a.active_share == b.active_share;
  };
  return static_cast<const Origins&>(parameters) == other.parameters && calendar == other.calendar && life == other.life &&
         migration == other.migration && population.rural_share() == other.population.rural_share() &&
         std::equal(std::begin(to_60), std::end(to_60), std::begin(other.to_60)) && cells == other.cells &&
         std::equal(measures.begin(), measures.end(), other.measures.begin(), other.measures.end(), reaches_alike);
}

}  // namespace yanglao::care
