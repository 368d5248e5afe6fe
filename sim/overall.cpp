#include "sim/overall.hpp"

#include <algorithm>
#include <numeric>

namespace yanglao::sim {
namespace {

std::size_t total(const std::vector<Field>& fields) {
  return std::accumulate(fields.begin(), fields.end(), std::size_t{0},
                         [](std::size_t sum, const Field& each) { return sum + each.size; });
}

/// The model's block of `fields()` for one run (scenario, draw and replication as one index), summed over regions.
std::vector<double> summed_block(const Dataset& dataset, const std::vector<Field>& fields, std::size_t run,
                                 std::size_t regions) {
  std::vector<double> block(total(fields), 0.0), one(block.size());
  for (std::size_t region = 0; region < regions; ++region) {
    auto to = one.begin();
    for (const Field& field : fields) {
      const double* from = dataset.variable(field.name)->data.data() + (run * regions + region) * field.size;
      to = std::copy_n(from, field.size, to);
    }
    add_block(fields, one.data(), block.data());
  }
  return block;
}

}  // namespace

void add_overall(Dataset& dataset, const Models& models) {
  const std::vector<Field>& derived = models.front()->derived();
  if (derived.empty()) return;
  const std::size_t regions = dataset.dimension("region")->size();
  std::size_t runs = 1;
  for (const char* name : {"scenario", "draw", "replication"}) runs *= dataset.dimension(name)->size();

  std::vector<Variable> overall;
  for (const Field& field : derived) {
    Variable variable{field.name + overall_suffix,
                      {"scenario", "draw", "replication"},
                      field.units,
                      field.long_name + ", all regions together",
                      {}};
    variable.dimensions.insert(variable.dimensions.end(), field.dimensions.begin(), field.dimensions.end());
    overall.push_back(std::move(variable));
  }
  std::vector<double> out(total(derived));
  for (std::size_t run = 0; run < runs; ++run) {
    const Model& model = *models[run * models.size() / runs];  // the scenario is the slowest of the three
    model.derive(summed_block(dataset, model.fields(), run, regions), out);
    auto from = out.cbegin();
    for (std::size_t i = 0; i < derived.size(); ++i, from += static_cast<std::ptrdiff_t>(derived[i - 1].size))
      overall[i].data.insert(overall[i].data.end(), from, from + static_cast<std::ptrdiff_t>(derived[i].size));
  }
  dataset.variables.insert(dataset.variables.end(), overall.begin(), overall.end());
}

}  // namespace yanglao::sim
