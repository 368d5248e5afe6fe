// How far a run has come, told to the caller at most ten times a second.
#pragma once

#include <omp.h>

#include <algorithm>
#include <chrono>
#include <mutex>

#include "sim/runner.hpp"

namespace yanglao::sim {

/// Counts finished region-days and tells the caller at most ten times a second.
class Meter {
 public:
  Meter(const RunOptions& options, double work) : options_(options), work_(work) {}
  [[nodiscard]] bool stopped() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }
  void add(double done, std::uint64_t events) {
    if (!options_.progress) return;
    const std::scoped_lock lock(mutex_);
    done_ += done;
    events_ += events;
    const double now = elapsed();
    // Callers may hold an interpreter lock or a terminal: only the thread that called run() may enter them.
    if (omp_get_thread_num() != 0 || now - told_ < 0.1) return;
    told_ = now;
    tell(now);
  }
  void finish() {
    if (options_.progress) tell(elapsed());
  }

 private:
  void tell(double now) {
    const double share = std::min(1.0, done_ / work_);
    options_.progress({share, now, share > 0 ? now * (1 - share) / share : 0, events_});
  }
  [[nodiscard]] double elapsed() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  const RunOptions& options_;
  double work_, done_ = 0, told_ = -1;
  std::uint64_t events_ = 0;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace yanglao::sim
