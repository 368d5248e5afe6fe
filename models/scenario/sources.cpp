// Where the default of each lever comes from, for the results file.
#include <string>

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

std::string Scenario::sources() const {
  std::string out = "key,unit,default,source,confidence,evidence,set\n";
  for (const Lever& lever : schema().levers()) {
    const std::string standard = toml_value(lever.type, lever.fallback);
    const bool set = toml_value(lever.type, value(lever.key)) != standard;
    for (const std::string& cell : {lever.key, lever.unit, standard, lever.source, lever.confidence, lever.evidence})
      out += csv_cell(cell) + ',';
    out += set ? "yes\n" : "no\n";
  }
  return out;
}

}  // namespace yanglao::scenario
