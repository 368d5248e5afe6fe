#include "models/build.hpp"

#include "models/care/advice.hpp"
#include "models/network/advice.hpp"
#include "models/network/model.hpp"

namespace yanglao::models {

std::shared_ptr<const sim::Model> build(const scenario::Scenario& scenario, const Options& options) {
  if (scenario.model() == "network") return network::build(scenario, {options.scale, options.until});
  return care::build(scenario, options);
}

namespace {

/// A folder of scenarios may have a schema of its own, of a part of the levers, for reading and comparing: no model can
/// be built of it, so none is checked.
bool whole(const scenario::Scenario& scenario) { return scenario.schema().find("population.census_year") != nullptr; }

}  // namespace

void check(const scenario::Scenario& scenario) {
  if (scenario.model() == "network")
    (void)network::plan(scenario, {});
  else if (whole(scenario))
    care::check(scenario);
}

std::vector<std::string> advice(const scenario::Scenario& scenario) {
  if (scenario.model() == "network") return network::advice(scenario);
  return scenario.model() == "care" && whole(scenario) ? care::advice(scenario) : std::vector<std::string>{};
}

}  // namespace yanglao::models
