// What replications have told, as one labelled dataset.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/dataset.hpp"
#include "sim/model.hpp"
#include "sim/runner.hpp"

namespace yanglao::sim {

/// What one replication of a model has told: its fields by output row.
struct Outcome {
  std::vector<double> summed, derived;
  bool whole = false;  ///< all its regions have run to the end
};

/// The outcome of a replication (from 0) of a model.
using Outcomes = std::function<const Outcome&(std::size_t replication, std::size_t model)>;

/// Numbers in a block of fields.
std::size_t total(const std::vector<Field>& fields);

/// Throws std::invalid_argument where the models do not fit in one result, whose axes must mean the same for all.
void check_alike(const Models& models, const std::string& detail);

/// The results of models side by side (check_alike), of the replications that are whole in all of them.
Dataset gather(const Models& models, const RunOptions& options, const Outcomes& outcomes);

}  // namespace yanglao::sim
