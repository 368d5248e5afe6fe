#include "models/scenario/errors.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace yanglao::scenario {
namespace {

std::string joined(const std::vector<Fault>& faults) {
  std::string lines;
  for (const Fault& fault : faults) {
    if (!lines.empty()) lines += '\n';
    lines += fault.text();
  }
  return lines;
}

}  // namespace

std::string Fault::text() const {
  std::string line_text = file;
  if (line > 0) line_text += ':' + std::to_string(line) + ':' + std::to_string(column);
  line_text += ": error: ";
  if (!key.empty()) line_text += key + ": ";
  line_text += "given " + given;
  if (!expected.empty()) line_text += ", expected " + expected;
  if (!nearest.empty()) line_text += ", nearest valid name " + nearest;
  return line_text;
}

ScenarioError::ScenarioError(std::vector<Fault> faults)
    : std::runtime_error(joined(faults)), faults_(std::move(faults)) {}

void raise_if_any(std::vector<Fault> faults) {
  if (faults.empty()) return;
  std::map<std::string, std::size_t> order;
  for (const Fault& fault : faults) order.emplace(fault.file, order.size());
  std::stable_sort(faults.begin(), faults.end(), [&](const Fault& a, const Fault& b) {
    return std::tuple(order.at(a.file), a.line, a.column) < std::tuple(order.at(b.file), b.line, b.column);
  });
  throw ScenarioError(std::move(faults));
}

}  // namespace yanglao::scenario
