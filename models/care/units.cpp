#include "models/care/units.hpp"

#include <map>
#include <string>

#include "models/scenario/table.hpp"

namespace yanglao::care {

Units::Units(const scenario::Scenario& s, const Population& population)
    : county(population.counties().size(), true), seat(county.size(), false) {
  const scenario::Table table = scenario::Table::load(s.table_path("population.table"));
  std::map<std::string, bool> unit;
  if (table.has("county_unit"))
    for (std::size_t r = 0; r < table.rows(); ++r) unit[table.text(r, "county_code")] = table.flag(r, "county_unit");
  const auto& places = s.places();
  double all = 0;
  for (const CountyPopulation& c : population.counties()) all += c.persons_60plus;
  std::map<std::string, std::size_t> seats;
  const auto in_towns = [&](std::size_t c) {
    return population.counties()[c].persons_60plus * population.counties()[c].urban_60plus;
  };
  for (std::size_t c = 0; c < county.size(); ++c) {
    share.push_back(population.counties()[c].persons_60plus / all);
    if (const auto known = unit.find(places[c].code); known != unit.end()) county[c] = known->second;
    if (!county[c]) continue;
    ++counties;
    const auto [first, is_new] = seats.emplace(places[c].prefecture, c);
    if (!is_new && in_towns(c) > in_towns(first->second)) first->second = c;
  }
  for (const auto& [prefecture, c] : seats) seat[c] = true;
  prefectures = static_cast<int>(seats.size());
}

}  // namespace yanglao::care
