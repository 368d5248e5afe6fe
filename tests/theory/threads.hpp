// A result does not depend on how many threads made it, but does on the seed.
#pragma once

#include <memory>

#include "sim/runner.hpp"
#include "tests/catch.hpp"

namespace yanglao::theory {

/// `field`: one that another seed must change.
inline void same_for_any_threads(const std::shared_ptr<const sim::Model>& model, const char* field) {
  sim::RunOptions options;
  options.replications = 2;
  options.threads = 1;
  const sim::Dataset one = sim::run({model}, options);
  for (const int threads : {2, 3, 8}) {
    options.threads = threads;
    const sim::Dataset many = sim::run({model}, options);
    REQUIRE(many.variables.size() == one.variables.size());
    for (std::size_t v = 0; v < one.variables.size(); ++v) CHECK(many.variables[v].data == one.variables[v].data);
  }
  options.seed = 2;
  CHECK(sim::run({model}, options).variable(field)->data != one.variable(field)->data);
}

}  // namespace yanglao::theory
