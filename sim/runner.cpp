#include "sim/runner.hpp"

#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <mutex>
#include <stdexcept>

#include "sim/domain.hpp"
#include "sim/memory.hpp"
#include "sim/meter.hpp"

namespace yanglao::sim {
namespace {

std::size_t total(const std::vector<Field>& fields) {
  std::size_t n = 0;
  for (const Field& f : fields) n += f.size;
  return n;
}

/// What regions that run together have told: a block of fields for each output row that they belong to.
struct Part {
  int first = 0;  ///< the lowest of the regions
  std::vector<int> rows;
  std::vector<double> blocks;
};

/// One replication of one scenario: its parts until all are in, then their sums by output row.
struct Group {
  std::vector<Part> parts;
  std::atomic<std::size_t> left{0};
  std::vector<double> summed, derived;
  bool whole = false;
};

/// What no run changes: as it is where all scenarios have the same, else by scenario.
std::vector<Variable> constants_of(const std::vector<std::shared_ptr<const Model>>& models) {
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

class Run {
 public:
  Run(const std::vector<std::shared_ptr<const Model>>& models, const RunOptions& options)
      : models_(models),
        options_(options),
        threads_(options.threads > 0 ? options.threads : omp_get_max_threads()),
        groups_(models.size() * static_cast<std::size_t>(options.replications)) {
    rows_ = static_cast<int>(models[0]->region_axis(options.detail).size());
    for (const auto& m : models) {
      domains_.push_back(groups_of(*m, threads_));
      row_of_.emplace_back();
      for (int r = 0; r < m->regions(); ++r) {
        work_ += m->weight(r) * m->horizon_days() * options.replications;
        row_of_.back().push_back(m->region_row(r, options.detail));
      }
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const std::size_t model = g % models.size();
      groups_[g].left = domains_[model].size();
      groups_[g].parts.resize(domains_[model].size());
      for (std::size_t k = 0; k < domains_[model].size(); ++k) tasks_.push_back({g, k});
    }
  }

  void execute() {
    Meter meter(options_, work_);
    std::exception_ptr failure;
    std::atomic<bool> failed = false;
    std::mutex mutex;
    const long n = static_cast<long>(tasks_.size());
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads_)
    for (long t = 0; t < n; ++t) {
      try {
        if (!meter.stopped() && !failed) one(tasks_[static_cast<std::size_t>(t)], meter);
      } catch (...) {
        const std::scoped_lock lock(mutex);
        if (!failure) failure = std::current_exception();
        failed = true;
      }
    }
    if (failure) std::rethrow_exception(failure);
    meter.finish();
  }

  Dataset gather() const;

 private:
  struct Task {
    std::size_t group;
    std::size_t domain;
  };

  void one(const Task& task, Meter& meter) {
    const Model& model = *models_[task.group % models_.size()];
    const std::vector<int>& regions = domains_[task.group % models_.size()][task.domain];
    const auto replication = options_.first + static_cast<std::uint32_t>(task.group / models_.size());
    double weight = 0;
    for (const int r : regions) weight += model.weight(r);
    Domain domain(model, regions, {options_.seed, replication}, options_.stop);
    if (meter.stopped()) return;
    constexpr int kStride = 16;  // days between looks at the stop flag
    std::uint64_t events = 0;
    for (int day = 0; day < model.horizon_days(); day += kStride) {
      const int to = std::min(day + kStride, model.horizon_days());
      const auto begin = std::chrono::steady_clock::now();
      domain.advance(to);
      simulated_ns_ += (std::chrono::steady_clock::now() - begin).count();
      meter.add(weight * (to - day), domain.events() - events);
      events = domain.events();
      if (meter.stopped()) return;
    }
    collect(model, domain, task);
  }

  void collect(const Model& model, const Domain& domain, const Task& task) {
    const std::size_t index = task.group % models_.size(), size = total(model.fields());
    Group& group = groups_[task.group];
    Part& part = group.parts[task.domain];
    std::vector<int> names = domains_[index][task.domain];
    std::sort(names.begin(), names.end());
    part.first = names.front();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const int row = row_of_[index][static_cast<std::size_t>(names[i])];
      const auto at = static_cast<std::size_t>(std::find(part.rows.begin(), part.rows.end(), row) - part.rows.begin());
      if (at == part.rows.size()) {
        part.rows.push_back(row);
        part.blocks.resize(part.rows.size() * size);
      }
      domain.region(i).collect({&part.blocks[at * size], size});
    }
    if (group.left.fetch_sub(1) == 1) reduce(model, group);
  }

  /// Adds the parts up in the order of their regions, whatever the order in which they finished.
  void reduce(const Model& model, Group& group) const {
    const std::size_t size = total(model.fields()), extra = total(model.derived());
    group.summed.assign(size * static_cast<std::size_t>(rows_), 0.0);
    group.derived.assign(extra * static_cast<std::size_t>(rows_), 0.0);
    std::sort(group.parts.begin(), group.parts.end(), [](const Part& a, const Part& b) { return a.first < b.first; });
    for (const Part& part : group.parts)
      for (std::size_t i = 0; i < part.rows.size(); ++i)
        add_block(model.fields(), &part.blocks[i * size], &group.summed[size * static_cast<std::size_t>(part.rows[i])]);
    std::vector<Part>().swap(group.parts);
    for (std::size_t r = 0; r < static_cast<std::size_t>(rows_); ++r)
      model.derive({&group.summed[r * size], size}, {&group.derived[r * extra], extra});
    group.whole = true;
  }

  void variables(Dataset& out, const std::vector<std::uint32_t>& kept, const std::vector<Field>& fields,
                 bool derived) const;

  const std::vector<std::shared_ptr<const Model>>& models_;
  const RunOptions& options_;
  int threads_;
  double work_ = 0;
  int rows_ = 0;
  std::atomic<std::int64_t> simulated_ns_{0};           // inside events, summed over threads; not the making of people
  std::vector<std::vector<std::vector<int>>> domains_;  // by scenario
  std::vector<std::vector<int>> row_of_;                // by scenario and region
  std::vector<Group> groups_;                           // replication-major, then scenario
  std::vector<Task> tasks_;
};

void Run::variables(Dataset& out, const std::vector<std::uint32_t>& kept, const std::vector<Field>& fields,
                    bool derived) const {
  const std::size_t block = total(fields), rows = static_cast<std::size_t>(rows_);
  std::size_t offset = 0;
  for (const Field& field : fields) {
    Variable v{field.name, {"scenario", "draw", "replication", "region"}, field.units, field.long_name, {}};
    v.dimensions.insert(v.dimensions.end(), field.dimensions.begin(), field.dimensions.end());
    v.data.reserve(models_.size() * kept.size() * rows * field.size);
    for (std::size_t s = 0; s < models_.size(); ++s)
      for (const std::uint32_t replication : kept) {
        const Group& group = groups_[replication * models_.size() + s];
        const auto& data = derived ? group.derived : group.summed;
        for (std::size_t r = 0; r < rows; ++r) {
          const double* from = &data[r * block + offset];
          v.data.insert(v.data.end(), from, from + field.size);
        }
      }
    out.variables.push_back(std::move(v));
    offset += field.size;
  }
}

Dataset Run::gather() const {
  std::vector<std::uint32_t> kept;
  Dimension replication{"replication", "replication: independent random streams", "1", {}, {}};
  for (std::size_t r = 0; r < static_cast<std::size_t>(options_.replications); ++r) {
    bool whole = true;
    for (std::size_t s = 0; s < models_.size(); ++s) whole = whole && groups_[r * models_.size() + s].whole;
    if (!whole) continue;
    kept.push_back(static_cast<std::uint32_t>(r));
    replication.values.push_back(static_cast<double>(options_.first + r));
  }
  Dataset out;
  Dimension scenario{"scenario", "scenario", "", {}, {}};
  for (const auto& m : models_) scenario.labels.push_back(m->name());
  out.dimensions = {scenario,
                    {"draw", "draw of uncertain parameters", "1", {}, {0.0}},
                    replication,
                    models_[0]->region_axis(options_.detail)};
  for (Dimension& d : models_[0]->dimensions()) out.dimensions.push_back(std::move(d));
  variables(out, kept, models_[0]->fields(), false);
  variables(out, kept, models_[0]->derived(), true);
  for (Variable& v : constants_of(models_)) out.variables.push_back(std::move(v));
  out.run_record["simulation_seconds"] = std::to_string(static_cast<double>(simulated_ns_) * 1e-9);
  out.attributes = models_[0]->attributes();
  if (kept.size() < static_cast<std::size_t>(options_.replications)) out.attributes["interrupted"] = "true";
  return out;
}

bool alike(const Dimension& a, const Dimension& b) {
  return a.name == b.name && a.units == b.units && a.labels == b.labels && a.values == b.values;
}

/// One result holds scenarios side by side only if its axes mean the same in all of them.
void check_alike(const std::vector<std::shared_ptr<const Model>>& models, const std::string& detail) {
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

/// Results are there twice while they are gathered.
void refuse_too_large(const std::vector<std::shared_ptr<const Model>>& models, const RunOptions& options) {
  const double row = static_cast<double>(total(models[0]->fields()) + total(models[0]->derived())) * sizeof(double);
  const double rows = static_cast<double>(models[0]->region_axis(options.detail).size()) *
                      static_cast<double>(models.size()) * options.replications;
  if (const double bytes = 2 * rows * row, memory = memory_bytes(); bytes > memory)
    throw TooLarge("results of " + std::to_string(options.replications) + " replications by " + options.detail +
                   " take " + gib_text(bytes) + " of memory, and there are " + gib_text(memory) +
                   ": a coarser detail (province), fewer replications or a later end of the warm-up need less");
}

}  // namespace

Dataset run(const std::vector<std::shared_ptr<const Model>>& models, const RunOptions& options) {
  check_alike(models, options.detail);
  if (options.replications < 1) throw std::invalid_argument("run: at least one replication is needed");
  refuse_too_large(models, options);
  Run all(models, options);
  all.execute();
  if (options.stop && *options.stop && !options.keep_stopped) return {};
  return all.gather();
}

}  // namespace yanglao::sim
