// How far a run is, for the person who waits.
#pragma once

#include <iosfwd>
#include <string>

#include "sim/runner.hpp"

namespace yanglao::cli {

/// On a terminal one line that redraws itself; elsewhere (a log file) a line at the start, at most one every ten
/// seconds, and one at the end.
class ProgressDisplay {
 public:
  ProgressDisplay(std::ostream& out, bool terminal) : out_(out), terminal_(terminal) {}
  void start(const std::string& what);
  void show(const sim::Progress& progress);
  /// `progress` as the last `show` had it, or newer.
  void finish();
  [[nodiscard]] const sim::Progress& latest() const { return latest_; }

 private:
  std::ostream& out_;
  bool terminal_;
  sim::Progress latest_;
  double last_line_s_ = 0;
};

/// "0:07", "12:34" or "1:02:03".
std::string clock_text(double seconds);

}  // namespace yanglao::cli
