// Runs replications and regions over OpenMP threads and gathers their fields in a fixed order.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/dataset.hpp"
#include "sim/model.hpp"

namespace yanglao::sim {

struct Progress {
  double done = 0;        ///< share of the simulated person-time finished, 0 to 1
  double elapsed_s = 0;   ///< wall-clock seconds since the start
  double remaining_s = 0; ///< estimated wall-clock seconds left
  std::uint64_t events = 0;
};

struct RunOptions {
  int replications = 1;        ///< >= 1
  std::uint32_t first = 0;     ///< number of the first of them: a later run goes on where an earlier one ended
  std::uint32_t seed = 1;
  int threads = 0;             ///< 0: all that OpenMP offers
  std::string detail = "county";
  std::function<void(const Progress&)> progress;  ///< called from one thread, at most ten times a second
  const std::atomic<bool>* stop = nullptr;        ///< set it, and the run ends within a second
  bool keep_stopped = true;                       ///< of a stopped run what is whole; false: nothing, and no time to gather it
};

/// Results that do not fit in memory.
class TooLarge : public std::length_error {
 public:
  using std::length_error::length_error;
};

/// Runs each model (one a scenario) `replications` times. Those that begin alike begin once for all of them. Identical to the bit for any number of threads.
/// If stopped early, the replications that are whole in every scenario are returned and
/// `attributes["interrupted"]` is "true"; the `replication` dimension may then be empty. Without `keep_stopped` the dataset is
/// empty. Throws TooLarge.
Dataset run(const Models& models, const RunOptions& options);

/// The results of one model.
struct Results {
  Dataset dataset;
  std::uint64_t events = 0;  ///< handled for them
  bool shared = false;       ///< its regions had their beginnings in common with those of another
};
/// Runs models side by side that need not fit in one result: each has the results that `run` gives it alone, to the bit.
std::vector<Results> run_each(const Models& models, const RunOptions& options);

}  // namespace yanglao::sim
