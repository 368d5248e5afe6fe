// Lever values as one layer sets them: a file's, or the command line's.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/scenario/basis.hpp"
#include "models/scenario/document.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/origin.hpp"
#include "models/scenario/schema.hpp"

namespace yanglao::scenario {

struct Assignment {
  const Lever* lever = nullptr;
  Value value;
  Origin origin;      ///< of the value
  std::string place;  ///< as written; "" for the province
};

/// A place that a layer names, with or without values for it.
struct PlaceMention {
  std::string name;
  Origin origin;
};

/// What a layer says that a province's value rests on; nothing where it sets one without a word.
struct BasisGiven {
  const Lever* lever = nullptr;
  std::optional<Basis> basis;
};

struct Assignments {
  std::vector<Assignment> values;
  std::vector<BasisGiven> bases;
  std::vector<PlaceMention> places;
  void append(Assignments later);
  /// Values of the province of whose basis nothing is said: what an earlier layer said is not of them.
  void leave_unsaid();
};

/// What a key that is no lever is: a fault, or part of a structure (stages, classes) that is read elsewhere.
enum class Unknown { refused, structure };

/// Every fault of the layer is added to `faults`; what is right is kept.
Assignments read_layer(const Layer& layer, const Schema& schema, std::vector<Fault>& faults,
                       Unknown unknown = Unknown::refused);

/// The same from "key=value" settings, a key optionally followed by "@place".
Assignments read_settings(const std::vector<std::pair<std::string, std::string>>& settings, const Schema& schema,
                          std::vector<Fault>& faults, Unknown unknown = Unknown::refused);

}  // namespace yanglao::scenario
