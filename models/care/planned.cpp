#include "models/care/planned.hpp"

#include "models/care/idle_beds.hpp"
#include "models/care/life_table.hpp"
#include "models/care/migration.hpp"
#include "models/care/parameters.hpp"

namespace yanglao::care {

struct Planned::Inputs {
  explicit Inputs(const scenario::Scenario& s)
      : calendar(s.date("start"), s.date("end")),
        parameters(s),
        life(s.table_path("population.mortality_table"), s.number("mortality.level")),
        migration(s, calendar) {}
  /// Beds that stand empty at the start, of which hazards of the first month tell.
  [[nodiscard]] std::vector<double> idle(const scenario::Scenario& s, const Population& population) const {
    const sim::Calendar first(calendar.start(), calendar.start() + 28);
    return idle_at_start(s, parameters, Hazards(parameters, life, first, population.rural_share()), population);
  }
  sim::Calendar calendar;
  Parameters parameters;
  LifeTable life;
  Migration migration;
};

Planned::Planned(const scenario::Scenario& s) : Planned(s, Inputs(s)) {}

Planned::Planned(const scenario::Scenario& s, const Inputs& in)
    : calendar(in.calendar),
      population(s, in.parameters, in.life, in.migration),
      facilities(s, population, population.expected(in.life, in.migration, calendar),
                 in.idle(s, population), calendar, 1) {}

}  // namespace yanglao::care
