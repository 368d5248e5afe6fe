// yanglao run: simulate one scenario, write its results, print what happened.
#include <omp.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "models/build.hpp"
#include "sim/archive.hpp"
#include "sim/overall.hpp"
#include "sim/provenance.hpp"
#include "sim/runner.hpp"
#include "sim/time.hpp"

namespace yanglao::cli {
namespace {

std::atomic<bool> stop_asked = false;
std::atomic<int> times_asked = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

/// While it lives, Ctrl-C and a request to end set `stop_asked`, so that what is finished is kept, and count.
class StopOnSignal {
 public:
  StopOnSignal() {
    stop_asked = false;
    times_asked = 0;
    struct sigaction action = {};
    action.sa_handler = [](int) { stop_asked = true, ++times_asked; };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &interrupt_);
    sigaction(SIGTERM, &action, &terminate_);
  }
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  ~StopOnSignal() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGTERM, &terminate_, nullptr);
  }

 private:
  struct sigaction interrupt_ = {};
  struct sigaction terminate_ = {};
};

std::string output_path(const RunOptions& options, const std::string& scenario_name) {
  if (!options.output.empty()) return options.output;
  std::error_code fault;
  std::filesystem::create_directory("out", fault);
  std::string name = scenario_name;
  for (char& letter : name)
    if (letter == '/') letter = '-';
  return "out/" + name + ".h5";
}

/// What makes this result again. Threads, output and quiet are left out: they do not change it.
std::string command_line(const RunOptions& options) {
  std::string line = "yanglao run " + shell_word(options.scenario);
  line += " --replications " + std::to_string(options.replications) + " --seed " + std::to_string(options.seed);
  line += " --scale " + sim::shortest(options.scale) + " --detail " + options.detail;
  if (options.until) line += " --until " + sim::iso_date(*options.until);
  for (const auto& [key, value] : options.settings) line += " --set " + shell_word(key + "=" + value);
  return line;
}

sim::Dataset simulate(const std::shared_ptr<const sim::Model>& model, const RunOptions& options, sim::Course& course) {
  ProgressDisplay display(std::cerr, isatty(STDERR_FILENO) != 0);
  sim::RunOptions engine;
  engine.replications = options.replications;
  engine.seed = options.seed;
  engine.threads = options.threads;
  engine.detail = options.detail;
  engine.stop = &stop_asked;
  engine.progress = [&](const sim::Progress& progress) {
    course.events = progress.events;
    if (!options.quiet) display.show(progress);
  };
  if (!options.quiet)
    display.start("Simulating " + model->name() + ": " + std::to_string(options.replications) +
                  (options.replications == 1 ? " replication" : " replications") + ", seed " +
                  std::to_string(options.seed));
  course.started = std::chrono::system_clock::now();
  const auto start = std::chrono::steady_clock::now();
  sim::Dataset dataset = sim::run({model}, engine);
  course.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  course.threads = options.threads > 0 ? options.threads : omp_get_max_threads();
  if (!options.quiet) display.finish();
  return dataset;
}

/// Somebody cannot wait until what is finished is written.
struct Left {};

/// Writes the results. Who has asked for an end is told how to leave at once, and who asks a second time, when it may be, does.
void write(const sim::Dataset& dataset, const std::string& path) {
  bool told = false;
  sim::write_archive(dataset, path, [&] {
    if (times_asked > 1) throw Left();
    if (told || times_asked == 0) return;
    told = true;
    std::cerr << "yanglao: writing " << dataset.dimension("replication")->size() << " replications to " << path
              << "; Ctrl-C once more leaves without them" << std::endl;
  });
}

void say_interrupted(const sim::Dataset& dataset, const RunOptions& options, const std::string& path) {
  const std::size_t finished = dataset.dimension("replication")->size();
  std::cerr << "yanglao: interrupted: " << finished << " of " << options.replications << " replications were finished; "
            << path << " holds them\n";
}

}  // namespace

int run(const RunOptions& options) {
  const scenario::Scenario scenario = scenario::Scenario::load(options.scenario).with(options.settings);
  const std::shared_ptr<const sim::Model> model = models::build(scenario, {options.scale, options.until});
  const std::string path = output_path(options, scenario.name());
  sim::check_writable(path);

  const StopOnSignal stop;
  sim::Course course;
  sim::Dataset dataset = simulate(model, options, course);
  if (dataset.dimension("replication")->size() == 0) {  // an earlier run's results are worth more than none
    std::cerr << "yanglao: interrupted: no replication was finished; " << path << " was not written\n";
    return exit_interrupted;
  }
  sim::add_overall(dataset, {model});
  dataset.attributes.try_emplace("scenario_text", scenario.resolved());
  sim::stamp(dataset,
             {scenario.title().empty() ? scenario.name() : scenario.title(), command_line(options), options.seed,
              options.replications, options.scale},
             course);
  try {
    write(dataset, path);
  } catch (const Left&) {
    std::cerr << "yanglao: interrupted: " << path << " was not written\n";
    return exit_interrupted;
  }

  const bool interrupted = dataset.attributes.contains("interrupted");
  if (!options.quiet) {
    print_tables(std::cout, dataset);
    std::cout << "\nResults are in " << path << "\n";
  }
  if (interrupted) say_interrupted(dataset, options, path);
  return interrupted ? exit_interrupted : exit_done;
}

}  // namespace yanglao::cli
