// yanglao check: the resolved scenario, and what set each of its values.
#include <iostream>

#include "cli/columns.hpp"
#include "cli/commands.hpp"
#include "models/build.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::cli {
namespace {

std::string set_by(const scenario::Origin& origin) {
  return origin.line > 0 ? origin.file + ':' + std::to_string(origin.line) : origin.file;
}

void explain(const scenario::Scenario& scenario) {
  TextTable table{{{"Key", 60}, {"Value", 44}, {"Unit", 24}, {"Set by", 80}}, {}, {}};
  for (const scenario::Setting& setting : scenario.settings()) {
    const std::string key = setting.place.empty() ? setting.key : setting.key + '@' + setting.place;
    const scenario::Lever* lever = scenario.schema().find(setting.key);
    table.rows.push_back({key, setting.value, lever->unit, set_by(setting.origin)});
  }
  std::cout << scenario.name() << (scenario.title().empty() ? "" : ": " + scenario.title()) << "\n\n";
  table.print(std::cout);
}

}  // namespace

int check(const CheckOptions& options) {
  const auto scenario = scenario::Scenario::load(options.scenario).with(options.settings);
  models::check(scenario);
  if (options.explain) {
    explain(scenario);
  } else {
    std::cout << scenario.resolved();
  }
  // To the side: what stands on standard output is a scenario again.
  for (const std::string& note : models::advice(scenario)) std::cerr << "yanglao: note: " << note << "\n";
  return exit_done;
}

}  // namespace yanglao::cli
