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

sim::Dataset simulate(Request request, Shared& shared) {
  sim::Course course;
  request.engine.stop = &shared.stop;
  request.engine.progress = [&](const sim::Progress& progress) {
    course.events = progress.events;
    shared.set(progress);
  };
  std::vector<std::shared_ptr<const sim::Model>> models;
  for (const scenario::Scenario& scenario : request.scenarios)
    models.push_back(request.lives ? care::build_watched(scenario, request.model, *request.lives)
                                   : models::build(scenario, request.model));
  course.started = std::chrono::system_clock::now();
  const auto start = std::chrono::steady_clock::now();
  sim::Dataset dataset = sim::run(models, request.engine);
  if (shared.stop && !request.engine.keep_stopped) return dataset;
  course.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  course.threads = request.engine.threads > 0 ? request.engine.threads : omp_get_max_threads();
  sim::add_overall(dataset, models);
  sim::stamp(dataset, request.recipe, course);
  return dataset;
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

/// The results and None; or, when Python raised meanwhile (Ctrl-C), what was finished (None: it is not to be kept) and that
/// exception.
py::tuple run(const Request& request, const py::object& progress) {
  using namespace std::chrono_literals;
  Shared shared;
  py::object raised = py::none();
  std::optional<sim::Dataset> dataset;
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
    dataset = work.get();
  }
  if (raised.is_none()) raised = attend(progress, shared);
  else if (!request.engine.keep_stopped) return py::make_tuple(py::none(), raised);
  return py::make_tuple(to_python(std::move(*dataset)), raised);
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
        request.engine.keep_stopped = keep;
        request.engine.replications = replications;
        request.engine.first = first;
        request.engine.seed = seed;
        request.engine.threads = threads;
        request.engine.detail = detail;
        return run(request, progress);
      },
      py::arg("scenarios"), py::kw_only(), py::arg("replications"), py::arg("first") = 0, py::arg("seed"),
      py::arg("scale"), py::arg("threads"), py::arg("until"), py::arg("detail"), py::arg("title"), py::arg("command"),
      py::arg("progress"), py::arg("keep") = true);
  module.def("threads", [] { return omp_get_max_threads(); });
  module.def(
      "check",
      [](std::vector<scenario::Scenario> scenarios, double scale, std::optional<int> until, const std::string& detail) {
        Request request{std::move(scenarios), {scale, until}, {}, {}, nullptr};
        request.engine.replications = 1;
        request.engine.threads = 1;
        request.engine.detail = detail;
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
        request.engine.first = replication;
        request.engine.seed = seed;
        request.engine.threads = threads;
        request.engine.detail = detail;
        const py::tuple done = run(request, progress);
        return py::make_tuple(done[0], lives_to_python(*request.lives, counties), done[1]);
      },
      py::arg("scenario"), py::kw_only(), py::arg("about"), py::arg("persons"), py::arg("replication"), py::arg("seed"),
      py::arg("scale"), py::arg("threads"), py::arg("until"), py::arg("detail"), py::arg("progress"));
}

}  // namespace yanglao::python
