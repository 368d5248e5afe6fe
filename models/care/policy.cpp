#include "models/care/policy.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "models/scenario/table.hpp"

namespace yanglao::care {
namespace {

using scenario::Table;

/// "a; b" as its parts.
std::vector<std::string> parts(const std::string& cell) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < cell.size();) {
    const std::size_t end = std::min(cell.find("; ", begin), cell.size());
    out.push_back(cell.substr(begin, end - begin));
    begin = end + 2;
  }
  return out;
}

std::vector<Moved> moved(const Table& table, std::size_t row, std::vector<scenario::Fault>& faults) {
  const auto quantities = parts(table.text(row, "moves")), directions = parts(table.text(row, "direction"));
  std::vector<Moved> out;
  bool right = !quantities.empty() && quantities.size() == directions.size();
  for (std::size_t i = 0; right && i < quantities.size(); ++i) {
    right = directions[i] == "up" || directions[i] == "down";
    out.push_back({quantities[i], directions[i] == "up" ? +1 : -1});
  }
  if (!right) faults.push_back(table.fault(row, "direction", "up or down for each quantity of `moves`"));
  return out;
}

std::vector<Shown> shown(const Table& table, std::size_t row, std::vector<scenario::Fault>& faults) {
  std::vector<Shown> out;
  for (const std::string& part : parts(table.text(row, "shown_with"))) {
    const std::size_t equals = part.find('='), arrow = part.find('>');
    if (equals == std::string::npos)
      faults.push_back(table.fault(row, "shown_with", "KEY=VALUE or KEY=FROM>TO"));
    else if (arrow == std::string::npos)
      out.push_back({part.substr(0, equals), "", part.substr(equals + 1)});
    else
      out.push_back({part.substr(0, equals), part.substr(equals + 1, arrow - equals - 1), part.substr(arrow + 1)});
  }
  return out;
}

bool serves(const scenario::Lever& lever, const std::string& row) {
  std::istringstream rows(lever.row);
  for (std::string each; rows >> each;)
    if (each == row) return true;
  return false;
}

}  // namespace

std::vector<std::string> PolicyRow::levers(const scenario::Schema& schema) const {
  std::vector<std::string> out;
  for (const scenario::Lever& lever : schema.levers())
    if (serves(lever, id)) out.push_back(lever.key);
  return out;
}

std::vector<PolicyRow> policy_rows() {
  const Table table = Table::load(scenario::folder() + "/data/measures.csv");
  const std::vector<std::string> columns = {"row",        "policy", "measure", "moves",      "direction",
                                            "shown_with", "note",   "source",  "confidence", "evidence"};
  table.require(columns);
  std::vector<PolicyRow> out;
  std::vector<scenario::Fault> faults;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    for (const std::string& column : columns)
      if (table.text(r, column).empty()) faults.push_back(table.fault(r, column, "a text"));
    out.push_back({table.text(r, "row"), table.text(r, "policy"), table.text(r, "measure"), moved(table, r, faults),
                   shown(table, r, faults), table.text(r, "note"), table.text(r, "source"), table.text(r, "confidence"),
                   table.text(r, "evidence")});
  }
  scenario::raise_if_any(std::move(faults));
  return out;
}

std::string step_key(const std::string& row) {
  std::string key = "policy.step." + row;
  std::transform(key.begin(), key.end(), key.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return key;
}

double step_of(const scenario::Scenario& s, const std::string& key, int place) {
  double step = s.number("policy.step.all", place);
  std::istringstream rows(s.schema().find(key)->row);
  for (std::string row; rows >> row;) step *= s.number(step_key(row), place);
  return step;
}

scenario::Schedule taken(scenario::Schedule plan, const scenario::Lever& lever, int start, double step) {
  if (step == 1) return plan;
  const double before = plan.at(start);
  for (auto& point : plan.points) {
    point.value = before + step * (point.value - before);
    if (lever.low) point.value = std::max(point.value, *lever.low);
    if (lever.high) point.value = std::min(point.value, *lever.high);
  }
  return plan;
}

scenario::Schedule planned(const scenario::Scenario& s, const std::string& key, int place) {
  return taken(s.schedule(key, place), *s.schema().find(key), s.date("start"), step_of(s, key, place));
}

}  // namespace yanglao::care
