#include "sim/runner.hpp"

#include <omp.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <numeric>
#include <stdexcept>

#include "sim/domain.hpp"
#include "sim/gather.hpp"
#include "sim/memory.hpp"
#include "sim/meter.hpp"

namespace yanglao::sim {
namespace {

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
  Outcome outcome;
};

/// Models (by their numbers) whose regions begin alike and run in the same groups: what comes first is made once for all.
std::vector<std::vector<std::size_t>> families(const Models& models, const std::vector<std::vector<std::vector<int>>>& domains,
                                               bool shared) {
  std::vector<std::vector<std::size_t>> out;
  for (std::size_t m = 0; m < models.size(); ++m) {
    const auto mine = std::find_if(out.begin(), out.end(), [&](const std::vector<std::size_t>& family) {
      return shared && domains[family[0]] == domains[m] && models[family[0]]->begins_like(*models[m]);
    });
    if (mine == out.end()) out.push_back({m});
    else mine->push_back(m);
  }
  return out;
}

class Run {
 public:
  Run(const Models& models, const RunOptions& options)
      : models_(models),
        options_(options),
        threads_(options.threads > 0 ? options.threads : omp_get_max_threads()),
        spent_(models.size()),
        groups_(models.size() * static_cast<std::size_t>(options.replications)) {
    for (const auto& m : models) {
      rows_.push_back(m->region_axis(options.detail).size());
      domains_.push_back(groups_of(*m, threads_));
      row_of_.emplace_back();
      for (int r = 0; r < m->regions(); ++r) {
        work_ += m->weight(r) * m->horizon_days() * options.replications;
        row_of_.back().push_back(m->region_row(r, options.detail));
      }
    }
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      groups_[g].left = domains_[g % models.size()].size();
      groups_[g].parts.resize(domains_[g % models.size()].size());
    }
    // What a family shares is made by one thread: where there are few domains for the threads, each model is on its own.
    const std::size_t turns = groups_.size() / models.size() * domains_[0].size();
    families_ = families(models, domains_, turns >= 4 * static_cast<std::size_t>(threads_));
    for (std::size_t r = 0; r < static_cast<std::size_t>(options.replications); ++r)
      for (std::size_t f = 0; f < families_.size(); ++f)
        for (std::size_t k = 0; k < domains_[families_[f][0]].size(); ++k) tasks_.push_back({r, f, k});
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

  /// The results of some of the models, side by side.
  [[nodiscard]] Dataset results(const std::vector<std::size_t>& which) const {
    Models told;
    double simulated_ns = 0;
    for (const std::size_t m : which) {
      told.push_back(models_[m]);
      simulated_ns += static_cast<double>(spent_[m].simulated_ns);
    }
    Dataset out = gather(told, options_, [&](std::size_t replication, std::size_t i) -> const Outcome& {
      return groups_[replication * models_.size() + which[i]].outcome;
    });
    out.run_record["simulation_seconds"] = std::to_string(simulated_ns * 1e-9);
    return out;
  }
  [[nodiscard]] std::uint64_t events(std::size_t model) const { return spent_[model].events; }
  [[nodiscard]] bool shares(std::size_t model) const {
    return std::any_of(families_.begin(), families_.end(), [&](const std::vector<std::size_t>& family) {
      return family.size() > 1 && std::find(family.begin(), family.end(), model) != family.end();
    });
  }

 private:
  /// One replication of a family of models in one domain.
  struct Task {
    std::size_t replication, family, domain;
  };
  /// Of a model, over all threads.
  struct Spent {
    std::atomic<std::int64_t> simulated_ns{0};  ///< inside events; not the making of people
    std::atomic<std::uint64_t> events{0};
  };

  void one(const Task& task, Meter& meter) {
    const std::vector<std::size_t>& family = families_[task.family];
    const std::vector<int>& regions = domains_[family[0]][task.domain];
    const StreamKey key{options_.seed, options_.first + static_cast<std::uint32_t>(task.replication)};
    Beginnings shared;
    if (family.size() > 1) shared = beginnings_of(*models_[family[0]], regions, key, options_.stop);
    for (const std::size_t m : family) {
      if (meter.stopped()) return;
      Domain domain(*models_[m], regions, key, options_.stop, shared);
      if (meter.stopped() || !simulate(m, regions, domain, meter)) return;
      collect(m, domain, task);
    }
  }

  /// False: it was stopped on the way.
  bool simulate(std::size_t m, const std::vector<int>& regions, Domain& domain, Meter& meter) {
    constexpr int kStride = 16;  // days between looks at the stop flag
    const Model& model = *models_[m];
    double weight = 0;
    for (const int r : regions) weight += model.weight(r);
    std::uint64_t events = 0;
    for (int day = 0; day < model.horizon_days(); day += kStride) {
      const int to = std::min(day + kStride, model.horizon_days());
      const auto begin = std::chrono::steady_clock::now();
      domain.advance(to);
      spent_[m].simulated_ns += (std::chrono::steady_clock::now() - begin).count();
      meter.add(weight * (to - day), domain.events() - events);
      events = domain.events();
      if (meter.stopped()) return false;
    }
    spent_[m].events += events;
    return true;
  }

  void collect(std::size_t m, const Domain& domain, const Task& task) {
    const Model& model = *models_[m];
    const std::size_t size = total(model.fields());
    Group& group = groups_[task.replication * models_.size() + m];
    Part& part = group.parts[task.domain];
    std::vector<int> names = domains_[m][task.domain];
    std::sort(names.begin(), names.end());
    part.first = names.front();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const int row = row_of_[m][static_cast<std::size_t>(names[i])];
      const auto at = static_cast<std::size_t>(std::find(part.rows.begin(), part.rows.end(), row) - part.rows.begin());
      if (at == part.rows.size()) {
        part.rows.push_back(row);
        part.blocks.resize(part.rows.size() * size);
      }
      domain.region(i).collect({&part.blocks[at * size], size});
    }
    if (group.left.fetch_sub(1) == 1) reduce(model, rows_[m], group);
  }

  /// Adds the parts up in the order of their regions, whatever the order in which they finished.
  static void reduce(const Model& model, std::size_t rows, Group& group) {
    const std::size_t size = total(model.fields()), extra = total(model.derived());
    group.outcome.summed.assign(size * rows, 0.0);
    group.outcome.derived.assign(extra * rows, 0.0);
    std::sort(group.parts.begin(), group.parts.end(), [](const Part& a, const Part& b) { return a.first < b.first; });
    for (const Part& part : group.parts)
      for (std::size_t i = 0; i < part.rows.size(); ++i)
        add_block(model.fields(), &part.blocks[i * size], &group.outcome.summed[size * static_cast<std::size_t>(part.rows[i])]);
    std::vector<Part>().swap(group.parts);
    for (std::size_t r = 0; r < rows; ++r)
      model.derive({&group.outcome.summed[r * size], size}, {&group.outcome.derived[r * extra], extra});
    group.outcome.whole = true;
  }

  const Models& models_;
  const RunOptions& options_;
  int threads_;
  double work_ = 0;
  std::vector<Spent> spent_;                            // by scenario
  std::vector<std::size_t> rows_;                       // by scenario
  std::vector<std::vector<std::vector<int>>> domains_;  // by scenario
  std::vector<std::vector<int>> row_of_;                // by scenario and region
  std::vector<Group> groups_;                           // replication-major, then scenario
  std::vector<std::vector<std::size_t>> families_;
  std::vector<Task> tasks_;
};

/// Results are there twice while they are gathered.
void refuse_too_large(const Models& models, const RunOptions& options) {
  double bytes = 0;
  for (const auto& m : models)
    bytes += 2 * static_cast<double>((total(m->fields()) + total(m->derived())) * sizeof(double)) *
             static_cast<double>(m->region_axis(options.detail).size()) * options.replications;
  if (const double memory = memory_bytes(); bytes > memory)
    throw TooLarge("results of " + std::to_string(options.replications) + " replications by " + options.detail +
                   " take " + gib_text(bytes) + " of memory, and there are " + gib_text(memory) +
                   ": a coarser detail (province), fewer replications or a later end of the warm-up need less");
}

}  // namespace

Dataset run(const Models& models, const RunOptions& options) {
  check_alike(models, options.detail);
  if (options.replications < 1) throw std::invalid_argument("run: at least one replication is needed");
  refuse_too_large(models, options);
  Run all(models, options);
  all.execute();
  if (options.stop && *options.stop && !options.keep_stopped) return {};
  std::vector<std::size_t> every(models.size());
  std::iota(every.begin(), every.end(), std::size_t{0});
  return all.results(every);
}

std::vector<Results> run_each(const Models& models, const RunOptions& options) {
  if (models.empty()) throw std::invalid_argument("run: at least one scenario is needed");
  if (options.replications < 1) throw std::invalid_argument("run: at least one replication is needed");
  refuse_too_large(models, options);
  Run all(models, options);
  all.execute();
  std::vector<Results> out(models.size());
  if (options.stop && *options.stop && !options.keep_stopped) return out;
  for (std::size_t m = 0; m < models.size(); ++m) out[m] = {all.results({m}), all.events(m), all.shares(m)};
  return out;
}

}  // namespace yanglao::sim
