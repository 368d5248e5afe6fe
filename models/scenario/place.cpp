#include "models/scenario/place.hpp"

#include "models/scenario/nearest.hpp"
#include "models/scenario/table.hpp"
#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {

Places Places::load(const std::string& csv_path) {
  const Table table = Table::load(csv_path);
  table.require({"county_code", "county_name", "prefecture"});
  Places places;
  std::vector<Fault> faults;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Place place{table.text(row, "county_code"), table.text(row, "county_name"), table.text(row, "prefecture")};
    for (const char* column : {"county_code", "county_name", "prefecture"}) {
      if (table.text(row, column).empty()) faults.push_back(table.fault(row, column, "a code or a name"));
    }
    const auto [known, is_new] = places.by_code_.emplace(place.code, places.list_.size());
    if (is_new) {
      places.by_name_[place.name].push_back(places.list_.size());
      places.by_prefecture_[place.prefecture].push_back(places.list_.size());
      places.list_.push_back(std::move(place));
      continue;
    }
    const Place& first = places.list_[known->second];
    if (first.name != place.name) faults.push_back(table.fault(row, "county_name", first.name + ", as above"));
    if (first.prefecture != place.prefecture) {
      faults.push_back(table.fault(row, "prefecture", first.prefecture + ", as above"));
    }
  }
  raise_if_any(std::move(faults));
  return places;
}

std::optional<PlaceId> Places::find(const std::string& name, const Origin& origin, std::vector<Fault>& faults) const {
  if (by_prefecture_.contains(name)) return PlaceId{false, name};
  if (by_code_.contains(name)) return PlaceId{true, name};
  Fault fault{origin.file, origin.line, origin.column, "place", '"' + printable(name) + '"', "", ""};
  if (const auto found = by_name_.find(name); found != by_name_.end()) {
    if (found->second.size() == 1) return PlaceId{true, list_[found->second.front()].code};
    fault.given += ", a name of several counties";
    for (const std::size_t index : found->second) {
      fault.expected +=
          (fault.expected.empty() ? "the code, " : " or ") + list_[index].code + " (" + list_[index].prefecture + ")";
    }
    faults.push_back(fault);
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const auto& [prefecture, counties] : by_prefecture_) names.push_back(prefecture);
  for (const Place& place : list_) names.insert(names.end(), {place.name, place.code});
  fault.given += ", no such place";
  fault.expected = "a prefecture, or a county's name or code";
  fault.nearest = nearest_name(name, names);
  faults.push_back(fault);
  return std::nullopt;
}

}  // namespace yanglao::scenario
