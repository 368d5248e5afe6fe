// Labelled arrays in memory: what a run yields, what the archive writes and what Python shows.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace yanglao::sim {

/// A named axis. Exactly one of `labels` (text) and `values` (numbers) is filled; its size is the axis length.
struct Dimension {
  std::string name;
  std::string long_name;
  std::string units;  ///< for `values`; e.g. "days since 2020-11-01" for months
  std::vector<std::string> labels;
  std::vector<double> values;
  [[nodiscard]] std::size_t size() const { return labels.empty() ? values.size() : labels.size(); }
};

/// A dense row-major array over named dimensions. Missing cells are NaN.
struct Variable {
  std::string name;
  std::vector<std::string> dimensions;
  std::string units;
  std::string long_name;
  std::vector<double> data;
};

/// All that a run yields. `attributes` are reproducible facts (seed, version, resolved scenario text);
/// `run_record` holds what may differ between two identical runs (threads, wall-clock times).
struct Dataset {
  std::vector<Dimension> dimensions;
  std::vector<Variable> variables;
  std::map<std::string, std::string> attributes;
  std::map<std::string, std::string> run_record;

  [[nodiscard]] const Dimension* dimension(const std::string& name) const;
  [[nodiscard]] const Variable* variable(const std::string& name) const;
};

}  // namespace yanglao::sim
