// Where the value of each lever comes from, for listings and the results file.
#include <string>

#include "models/scenario/resolved.hpp"
#include "models/scenario/scenario.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::scenario {
namespace {

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

Basis Scenario::basis(const std::string& key) const {
  if (const auto& own = data_->province.at(key).basis) return *own;
  const Lever& lever = *schema().find(key);
  if (toml_value(lever.type, value(key)) == toml_value(lever.type, lever.fallback))
    return {lever.source, lever.confidence, lever.evidence};
  return {"the scenario's own value, of which it gives no source", "", ""};
}

std::string Scenario::sources() const {
  std::string out = "key,unit,default,source,confidence,evidence,set,own_source,own_confidence,own_evidence\n";
  for (const Lever& lever : schema().levers()) {
    const std::string standard = toml_value(lever.type, lever.fallback);
    const bool set = toml_value(lever.type, value(lever.key)) != standard;
    for (const std::string& cell : {lever.key, lever.unit, standard, lever.source, lever.confidence, lever.evidence})
      out += csv_cell(cell) + ',';
    const Basis own = set ? basis(lever.key) : Basis{};
    out += set ? "yes" : "no";
    for (const std::string& cell : {own.source, own.confidence, own.evidence}) out += ',' + csv_cell(cell);
    out += '\n';
  }
  return out;
}

}  // namespace yanglao::scenario
