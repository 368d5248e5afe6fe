#include "models/care/policy.hpp"

#include <algorithm>
#include <sstream>

namespace yanglao::care {

const std::array<const char*, kRows> kRowIds = {
    "J1",  "J2",  "J3",  "J4",  "J5",  "J6",  "J7",  "J8",  "J9",  "J10", "J11", "J12", "J13", "J14", "J15", "J16", "J17", "J18",
    "J19", "J20", "J21", "L1",  "L2",  "L3",  "L4",  "L5",  "L6",  "L7",  "L8",  "L9",  "L10", "L11", "L12", "L13", "L14"};

std::string step_key(const std::string& row) {
  std::string key = "policy.step." + row;
  std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return key;
}

scenario::Schedule planned(const scenario::Scenario& s, const std::string& key, int place) {
  scenario::Schedule out = s.schedule(key, place);
  double step = s.number("policy.step.all", place);
  std::istringstream rows(s.schema().find(key)->row);
  for (std::string row; rows >> row;) step *= s.number(step_key(row), place);
  if (step == 1) return out;
  const double before = out.at(s.date("start"));
  for (auto& point : out.points) point.value = before + step * (point.value - before);
  return out;
}

}  // namespace yanglao::care
