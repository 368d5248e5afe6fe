// A run of the engine in a thread of its own, so that Python can show progress and hear Ctrl-C meanwhile.
#include <omp.h>
#include <pybind11/stl.h>

#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "bindings.hpp"
#include "models/build.hpp"
#include "sim/overall.hpp"
#include "sim/provenance.hpp"
#include "sim/runner.hpp"

namespace yanglao::python {
namespace py = pybind11;
namespace {

/// What the engine's thread and Python's share.
struct Shared {
  std::atomic<bool> stop = false;
  std::mutex mutex;
  sim::Progress latest;

  void set(const sim::Progress& progress) {
    const std::lock_guard lock(mutex);
    latest = progress;
  }
  sim::Progress get() {
    const std::lock_guard lock(mutex);
    return latest;
  }
};

/// What is asked of the engine, and how to ask for it again.
struct Request {
  std::vector<scenario::Scenario> scenarios;
  models::Options model;
  sim::RunOptions engine;
  sim::Recipe recipe;
  std::shared_ptr<care::LifeLog> lives;  ///< null, or who is watched (one scenario of the care model)
};

sim::RunOptions engine(int replications, std::uint32_t first, std::uint32_t seed, int threads, const std::string& detail) {
  sim::RunOptions out;
  out.replications = replications;
  out.first = first;
  out.seed = seed;
  out.threads = threads;
  out.detail = detail;
  return out;
}

std::string title_of(const scenario::Scenario& scenario) {
  return scenario.title().empty() ? scenario.name() : scenario.title();
}

/// Ready to run, the first event not yet simulated.
struct Begun {
  Begun(Request& request, Shared& shared) {
    request.engine.stop = &shared.stop;
    request.engine.progress = [&](const sim::Progress& progress) {
      course.events = progress.events;
      shared.set(progress);
    };
    for (const scenario::Scenario& scenario : request.scenarios)
      models.push_back(request.lives ? care::build_watched(scenario, request.model, *request.lives)
                                     : models::build(scenario, request.model));
    course.started = std::chrono::system_clock::now();
    start = std::chrono::steady_clock::now();
  }
  void end(const Request& request) {
    course.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    course.threads = request.engine.threads > 0 ? request.engine.threads : omp_get_max_threads();
  }
  sim::Models models;
  sim::Course course;
  std::chrono::steady_clock::time_point start;
};

sim::Dataset simulate(Request request, Shared& shared) {
  Begun begun(request, shared);
  sim::Dataset dataset = sim::run(begun.models, request.engine);
  if (shared.stop && !request.engine.keep_stopped) return dataset;
  begun.end(request);
  sim::add_overall(dataset, begun.models);
  sim::stamp(dataset, request.recipe, begun.course);
  return dataset;
}

/// What each scenario would yield alone, and whether any of them had something in common that was made once.
struct Each {
  std::vector<sim::Dataset> datasets;
  bool shared = false;
};

Each simulate_each(Request request, Shared& shared) {
  Begun begun(request, shared);
  std::vector<sim::Results> results = sim::run_each(begun.models, request.engine);
  Each each;
  if (shared.stop) return each;
  begun.end(request);
  const double events = static_cast<double>(begun.course.events), seconds = begun.course.wall_seconds;
  for (std::size_t i = 0; i < results.size(); ++i) {
    sim::Dataset& dataset = results[i].dataset;
    request.recipe.title = title_of(request.scenarios[i]);
    begun.course.events = results[i].events;
    begun.course.wall_seconds = events > 0 ? seconds * static_cast<double>(results[i].events) / events : 0;
    sim::add_overall(dataset, {begun.models[i]});
    sim::stamp(dataset, request.recipe, begun.course);
    each.datasets.push_back(std::move(dataset));
    each.shared = each.shared || results[i].shared;
  }
  return each;
}

/// Hears Ctrl-C and shows progress. What Python raised, or None.
py::object attend(const py::object& progress, Shared& shared) {
  try {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (progress.is_none()) return py::none();
    const sim::Progress now = shared.get();
    progress(now.done, now.elapsed_s, now.remaining_s, now.events);
  } catch (const py::error_already_set& error) {
    shared.stop = true;
    return error.value();
  }
  return py::none();
}

/// What `simulate` yields and None; or, when Python raised meanwhile (Ctrl-C), what was finished and that exception.
template <typename Simulate>
auto attended(const Request& request, const py::object& progress, Simulate simulate) {
  using namespace std::chrono_literals;
  Shared shared;
  py::object raised = py::none();
  std::optional<decltype(simulate(request, shared))> results;
  {
    const py::gil_scoped_release release;
    // Not the calling thread: OpenMP's threads belong to the thread that opens them, and a Python process that forks
    // (a process pool) after its main thread has opened some would hang in the child.
    auto work = std::async(std::launch::async, [&] { return simulate(request, shared); });
    while (work.wait_for(50ms) != std::future_status::ready) {
      if (shared.stop) continue;
      const py::gil_scoped_acquire acquire;
      raised = attend(progress, shared);
    }
    results = work.get();
  }
  const bool stopped = !raised.is_none();
  if (!stopped) raised = attend(progress, shared);
  return std::tuple{std::move(*results), raised, stopped};
}

/// The results and None; or, when Python raised meanwhile (Ctrl-C), what was finished (None: it is not to be kept) and that
/// exception.
py::tuple run(const Request& request, const py::object& progress) {
  auto [dataset, raised, stopped] = attended(request, progress, simulate);
  if (stopped && !request.engine.keep_stopped) return py::make_tuple(py::none(), raised);
  return py::make_tuple(to_python(std::move(dataset)), raised);
}

/// A list of results, whether their scenarios shared anything, and None; or None, False and what Python raised meanwhile.
py::tuple run_each(const Request& request, const py::object& progress) {
  auto [each, raised, stopped] = attended(request, progress, simulate_each);
  if (stopped) return py::make_tuple(py::none(), false, raised);
  py::list datasets;
  for (sim::Dataset& dataset : each.datasets) datasets.append(to_python(std::move(dataset)));
  return py::make_tuple(datasets, each.shared, raised);
}

/// Raises what a run would raise before its first event: models are built, and stopped before they begin.
void check(const Request& request) {
  const py::gil_scoped_release release;
  Shared shared;
  shared.stop = true;
  std::async(std::launch::async, [&] { return simulate(request, shared); }).get();
}

}  // namespace

void bind_run(py::module_& module) {
  module.def(
      "run",
      [](std::vector<scenario::Scenario> scenarios, int replications, std::uint32_t first, std::uint32_t seed,
         double scale, int threads, std::optional<int> until, const std::string& detail, const std::string& title,
         const std::string& command, const py::object& progress, bool keep) {
        Request request{std::move(scenarios), {scale, until}, {}, {title, command, seed, replications, scale}, nullptr};
        request.engine = engine(replications, first, seed, threads, detail);
        request.engine.keep_stopped = keep;
        return run(request, progress);
      },
      py::arg("scenarios"), py::kw_only(), py::arg("replications"), py::arg("first") = 0, py::arg("seed"),
      py::arg("scale"), py::arg("threads"), py::arg("until"), py::arg("detail"), py::arg("title"), py::arg("command"),
      py::arg("progress"), py::arg("keep") = true);
  module.def(
      "run_each",
      [](std::vector<scenario::Scenario> scenarios, int replications, std::uint32_t first, std::uint32_t seed, double scale,
         int threads, std::optional<int> until, const std::string& detail, const py::object& progress) {
        Request request{std::move(scenarios), {scale, until}, {}, {"", "", seed, replications, scale}, nullptr};
        request.engine = engine(replications, first, seed, threads, detail);
        request.engine.keep_stopped = false;
        return run_each(request, progress);
      },
      py::arg("scenarios"), py::kw_only(), py::arg("replications"), py::arg("first"), py::arg("seed"), py::arg("scale"),
      py::arg("threads"), py::arg("until"), py::arg("detail"), py::arg("progress"));
  module.def("threads", [] { return omp_get_max_threads(); });
  module.def(
      "check",
      [](std::vector<scenario::Scenario> scenarios, double scale, std::optional<int> until, const std::string& detail) {
        Request request{std::move(scenarios), {scale, until}, {}, {}, nullptr};
        request.engine = engine(1, 0, 1, 1, detail);
        check(request);
      },
      py::arg("scenarios"), py::kw_only(), py::arg("scale"), py::arg("until"), py::arg("detail"));
  module.def(
      "run_watched",
      [](const scenario::Scenario& scenario, double about, const std::vector<std::pair<int, std::uint32_t>>& persons,
         std::uint32_t replication, std::uint32_t seed, double scale, int threads, std::optional<int> until,
         const std::string& detail, const py::object& progress) {
        Request request{{scenario}, {scale, until}, {}, {scenario.title(), "", seed, 1, scale}, nullptr};
        if (scenario.model() != "care") throw std::invalid_argument("lives are told of the care model only");
        const int counties = static_cast<int>(scenario.places().size());
        request.lives = std::make_shared<care::LifeLog>(counties, about, persons);
        request.engine = engine(1, replication, seed, threads, detail);
        const py::tuple done = run(request, progress);
        return py::make_tuple(done[0], lives_to_python(*request.lives, counties), done[1]);
      },
      py::arg("scenario"), py::kw_only(), py::arg("about"), py::arg("persons"), py::arg("replication"), py::arg("seed"),
      py::arg("scale"), py::arg("threads"), py::arg("until"), py::arg("detail"), py::arg("progress"));
}

}  // namespace yanglao::python
