// A run of the engine in a thread of its own, so that Python can show progress and hear Ctrl-C meanwhile.
#include <pybind11/stl.h>

#include <chrono>
#include <future>
#include <mutex>
#include <optional>

#include "bindings.hpp"
#include "models/build.hpp"
#include "sim/runner.hpp"

namespace yanglao::python {
namespace py = pybind11;
namespace {

using Scenarios = std::vector<scenario::Scenario>;

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

sim::Dataset simulate(const Scenarios& scenarios, const models::Options& options, sim::RunOptions engine, Shared& shared) {
  engine.stop = &shared.stop;
  engine.progress = [&shared](const sim::Progress& progress) { shared.set(progress); };
  std::vector<std::shared_ptr<const sim::Model>> models;
  for (const scenario::Scenario& scenario : scenarios) models.push_back(models::build(scenario, options));
  return sim::run(models, engine);
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

/// The results and None; or, when Python raised meanwhile (Ctrl-C), what was finished and that exception.
py::tuple run(const Scenarios& scenarios, const models::Options& options, const sim::RunOptions& engine,
              const py::object& progress) {
  using namespace std::chrono_literals;
  Shared shared;
  py::object raised = py::none();
  std::optional<sim::Dataset> dataset;
  {
    const py::gil_scoped_release release;
    // Not the calling thread: OpenMP's threads belong to the thread that opens them, and a Python process that forks
    // (a process pool) after its main thread has opened some would hang in the child.
    auto work = std::async(std::launch::async, [&] { return simulate(scenarios, options, engine, shared); });
    while (work.wait_for(50ms) != std::future_status::ready) {
      if (shared.stop) continue;
      const py::gil_scoped_acquire acquire;
      raised = attend(progress, shared);
    }
    dataset = work.get();
  }
  if (raised.is_none()) raised = attend(progress, shared);
  return py::make_tuple(to_python(std::move(*dataset)), raised);
}

}  // namespace

void bind_run(py::module_& module) {
  module.def(
      "run",
      [](const Scenarios& scenarios, int replications, std::uint32_t seed, double scale, int threads,
         std::optional<int> until, const std::string& detail, const py::object& progress) {
        sim::RunOptions options;
        options.replications = replications;
        options.seed = seed;
        options.threads = threads;
        options.detail = detail;
        return run(scenarios, models::Options{scale, until}, options, progress);
      },
      py::arg("scenarios"), py::kw_only(), py::arg("replications"), py::arg("seed"), py::arg("scale"),
      py::arg("threads"), py::arg("until"), py::arg("detail"), py::arg("progress"));
}

}  // namespace yanglao::python
