#include "models/build.hpp"

#include "models/care/advice.hpp"
#include "models/network/model.hpp"

namespace yanglao::models {

std::shared_ptr<const sim::Model> build(const scenario::Scenario& scenario, const Options& options) {
  if (scenario.model() == "network") return network::build(scenario, {options.scale, options.until});
  return care::build(scenario, options);
}

void check(const scenario::Scenario& scenario) {
  if (scenario.model() == "network")
    (void)network::plan(scenario, {});
  else
    care::check(scenario);
}

std::vector<std::string> advice(const scenario::Scenario& scenario) {
  return scenario.model() == "care" ? care::advice(scenario) : std::vector<std::string>{};
}

}  // namespace yanglao::models
