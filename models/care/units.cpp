#include "models/care/units.hpp"

#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>

#include "models/care/spread.hpp"
#include "models/scenario/table.hpp"

namespace yanglao::care {
namespace {

/// Whole numbers of a column by row of the population table. Each prefecture's sum is a count that was read; its share
/// for each county is an estimate, and largest remainders keep the sum.
std::vector<int> whole(const std::vector<double>& estimated, const std::vector<scenario::Place>& places) {
  std::map<std::string, std::vector<std::size_t>> prefectures;
  for (std::size_t c = 0; c < places.size(); ++c) prefectures[places[c].prefecture].push_back(c);
  std::vector<int> out(places.size());
  for (const auto& [name, counties] : prefectures) {
    std::vector<double> exact;
    for (const std::size_t c : counties) exact.push_back(estimated[c]);
    const auto total = static_cast<int>(std::lround(std::accumulate(exact.begin(), exact.end(), 0.0)));
    const std::vector<int> n = largest_remainders(exact, total);
    for (std::size_t i = 0; i < counties.size(); ++i) out[counties[i]] = n[i];
  }
  return out;
}

std::vector<int> sum(const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<int> out(a);
  for (std::size_t c = 0; c < out.size(); ++c) out[c] += b[c];
  return out;
}

}  // namespace

Units::Units(const scenario::Scenario& s, const Population& population) {
  double all = 0;
  for (const CountyPopulation& c : population.counties()) all += c.persons_60plus;
  for (const CountyPopulation& c : population.counties()) share_.push_back(c.persons_60plus / all);
  set_seats(s, population);
  read_parts(s);
}

void Units::set_seats(const scenario::Scenario& s, const Population& population) {
  const scenario::Table table = scenario::Table::load(s.table_path("population.table"));
  std::map<std::string, bool> unit;
  if (table.has("county_unit"))
    for (std::size_t r = 0; r < table.rows(); ++r) unit[table.text(r, "county_code")] = table.flag(r, "county_unit");
  const auto& places = s.places();
  const auto in_towns = [&](std::size_t c) {
    return population.counties()[c].persons_60plus * population.counties()[c].urban_60plus;
  };
  county_.assign(places.size(), 1);
  seat_.assign(places.size(), 0);
  std::map<std::string, std::size_t> seats;  // by prefecture
  for (std::size_t c = 0; c < places.size(); ++c) {
    if (const auto known = unit.find(places[c].code); known != unit.end()) county_[c] = known->second ? 1 : 0;
    if (county_[c] == 0) continue;
    const auto [first, is_new] = seats.emplace(places[c].prefecture, c);
    if (!is_new && in_towns(c) > in_towns(first->second)) first->second = c;
  }
  for (const auto& [prefecture, c] : seats) seat_[c] = 1;
}

/// A county's seat is taken to be a town where towns and townships outnumber streets, in districts that were counties
/// as well; a city's districts of streets alone have no such town.
void Units::read_parts(const scenario::Scenario& s) {
  const std::string path = s.table_path("population.units_table");
  table_ = std::filesystem::path(path).filename().string();
  const scenario::Table table = scenario::Table::load(path);
  const char* const columns[] = {"streets_estimated", "towns_and_townships_estimated", "villages_estimated"};
  const auto& places = s.places();
  std::map<std::string, std::size_t> rows;
  std::vector<scenario::Fault> faults;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    if (!rows.emplace(table.text(r, "county_code"), r).second)
      faults.push_back(table.fault(r, "county_code", "each county once"));
    for (const char* column : columns)
      if (table.number(r, column) < 0) faults.push_back(table.fault(r, column, "0 or more"));
  }
  std::vector<double> estimated[3];
  for (const scenario::Place& place : places) {
    const auto row = rows.find(place.code);
    if (row == rows.end())
      faults.push_back({table.file(), 1, 1, "county_code", "no row of " + place.code + " (" + place.name + ")",
                        "one for each county of population.table", ""});
    for (std::size_t i = 0; i < 3; ++i)
      estimated[i].push_back(row == rows.end() ? 0 : table.number(row->second, columns[i]));
  }
  scenario::raise_if_any(std::move(faults));
  streets_ = whole(estimated[0], places);
  townships_ = whole(estimated[1], places);
  villages_ = whole(estimated[2], places);
  for (std::size_t c = 0; c < places.size(); ++c) seat_town_.push_back(townships_[c] > streets_[c] ? 1 : 0);
}

std::vector<int> Units::of(const std::string& one_in) const {
  if (one_in == "county") return county_;
  if (one_in == "city") return seat_;
  if (one_in == "city and county") return sum(county_, seat_);
  if (one_in == "street") return streets_;
  if (one_in == "street and seat town") return sum(streets_, seat_town_);
  if (one_in == "street and township") return sum(streets_, townships_);
  if (one_in == "township") return townships_;
  if (one_in == "village") return villages_;
  return std::vector<int>(share_.size(), 0);
}

std::string Units::named(const std::string& one_in) const {
  const bool counties = one_in == "county" || one_in == "city" || one_in == "city and county";
  return "one in each " + one_in + " of " +
         (counties ? "the population table (column county_unit)" : table_ + " (population.units_table)");
}

}  // namespace yanglao::care
