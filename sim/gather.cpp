#include "sim/gather.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace yanglao::sim {
namespace {

/// What no run changes: as it is where all scenarios have the same, else by scenario.
std::vector<Variable> constants_of(const Models& models) {
  std::vector<Variable> out = models[0]->constants();
  std::vector<std::vector<Variable>> all;
  for (const auto& m : models) {
    all.push_back(m->constants());
    if (all.back().size() != out.size())
      throw std::invalid_argument("run: the scenarios differ in what they set by date and place, and do not fit in one result");
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto is_same = [&](const std::vector<Variable>& own) {
      return std::equal(own[i].data.begin(), own[i].data.end(), out[i].data.begin(), out[i].data.end(),
                        [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
    };
    if (std::all_of(all.begin(), all.end(), is_same)) continue;
    out[i].dimensions.insert(out[i].dimensions.begin(), "scenario");
    out[i].data.clear();
    for (const auto& own : all) out[i].data.insert(out[i].data.end(), own[i].data.begin(), own[i].data.end());
  }
  return out;
}

void variables(Dataset& out, std::size_t models, const std::vector<std::size_t>& kept, const Outcomes& outcomes,
               const std::vector<Field>& fields, bool derived) {
  const std::size_t block = total(fields), rows = out.dimensions[3].size();
  std::size_t offset = 0;
  for (const Field& field : fields) {
    Variable v{field.name, {"scenario", "draw", "replication", "region"}, field.units, field.long_name, {}};
    v.dimensions.insert(v.dimensions.end(), field.dimensions.begin(), field.dimensions.end());
    v.data.reserve(models * kept.size() * rows * field.size);
    for (std::size_t m = 0; m < models; ++m)
      for (const std::size_t replication : kept) {
        const Outcome& outcome = outcomes(replication, m);
        const auto& data = derived ? outcome.derived : outcome.summed;
        for (std::size_t r = 0; r < rows; ++r) {
          const double* from = &data[r * block + offset];
          v.data.insert(v.data.end(), from, from + field.size);
        }
      }
    out.variables.push_back(std::move(v));
    offset += field.size;
  }
}

bool alike(const Dimension& a, const Dimension& b) {
  return a.name == b.name && a.units == b.units && a.labels == b.labels && a.values == b.values;
}

}  // namespace

std::size_t total(const std::vector<Field>& fields) {
  std::size_t n = 0;
  for (const Field& f : fields) n += f.size;
  return n;
}

void check_alike(const Models& models, const std::string& detail) {
  if (models.empty()) throw std::invalid_argument("run: at least one scenario is needed");
  const auto axes = [&](const Model& m) {
    std::vector<Dimension> out = m.dimensions();
    out.push_back(m.region_axis(detail));
    return out;
  };
  const std::vector<Dimension> first = axes(*models[0]);
  for (const auto& m : models) {
    const std::vector<Dimension> own = axes(*m);
    if (!std::equal(first.begin(), first.end(), own.begin(), own.end(), alike) ||
        total(m->fields()) != total(models[0]->fields()) || total(m->derived()) != total(models[0]->derived()))
      throw std::invalid_argument("run: the scenarios differ in regions or dates and do not fit in one result");
  }
}

Dataset gather(const Models& models, const RunOptions& options, const Outcomes& outcomes) {
  std::vector<std::size_t> kept;
  Dimension replication{"replication", "replication: independent random streams", "1", {}, {}};
  for (std::size_t r = 0; r < static_cast<std::size_t>(options.replications); ++r) {
    bool whole = true;
    for (std::size_t m = 0; m < models.size(); ++m) whole = whole && outcomes(r, m).whole;
    if (!whole) continue;
    kept.push_back(r);
    replication.values.push_back(options.first + static_cast<double>(r));
  }
  Dataset out;
  Dimension scenario{"scenario", "scenario", "", {}, {}};
  for (const auto& m : models) scenario.labels.push_back(m->name());
  out.dimensions = {scenario,
                    {"draw", "draw of uncertain parameters", "1", {}, {0.0}},
                    replication,
                    models[0]->region_axis(options.detail)};
  for (Dimension& d : models[0]->dimensions()) out.dimensions.push_back(std::move(d));
  variables(out, models.size(), kept, outcomes, models[0]->fields(), false);
  variables(out, models.size(), kept, outcomes, models[0]->derived(), true);
  for (Variable& v : constants_of(models)) out.variables.push_back(std::move(v));
  out.attributes = models[0]->attributes();
  if (kept.size() < static_cast<std::size_t>(options.replications)) out.attributes["interrupted"] = "true";
  return out;
}

}  // namespace yanglao::sim
