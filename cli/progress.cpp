#include "cli/progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace yanglao::cli {
namespace {

constexpr double seconds_between_lines = 10;
constexpr int bar_width = 16;

std::string rate_text(const sim::Progress& progress) {
  const double rate = progress.elapsed_s > 0 ? static_cast<double>(progress.events) / progress.elapsed_s : 0;
  char text[64];
  if (rate >= 1e6)
    std::snprintf(text, sizeof text, "%.1f million events/s", rate / 1e6);
  else
    std::snprintf(text, sizeof text, "%.0f events/s", rate);
  return text;
}

// Rounded down: 100% is said only when it is.
std::string percent_text(double share) { return std::to_string(static_cast<int>(share * 100)) + "%"; }

std::string bar_text(double share) {
  std::string bar(bar_width, '.');
  std::fill_n(bar.begin(), static_cast<std::size_t>(share * bar_width), '#');
  return std::string(1, '[') + bar + ']';
}

std::string line_text(const sim::Progress& progress) {
  return percent_text(progress.done) + ", " + clock_text(progress.elapsed_s) + " elapsed, " +
         clock_text(progress.remaining_s) + " left, " + rate_text(progress);
}

}  // namespace

std::string clock_text(double seconds) {
  const long whole = std::isfinite(seconds) && seconds > 0 ? std::lround(seconds) : 0;
  char text[48];
  if (whole >= 3600)
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  else
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

void ProgressDisplay::start(const std::string& what) { out_ << what << std::endl; }

void ProgressDisplay::show(const sim::Progress& progress) {
  latest_ = progress;
  if (terminal_) {
    // Return to the first column and erase what an earlier, longer line left.
    out_ << "\r" << bar_text(progress.done) << " " << line_text(progress) << "\x1b[K" << std::flush;
  } else if (progress.elapsed_s - last_line_s_ >= seconds_between_lines) {
    last_line_s_ = progress.elapsed_s;
    out_ << line_text(progress) << std::endl;
  }
}

void ProgressDisplay::finish() {
  if (terminal_) out_ << "\r\x1b[K";
  out_ << percent_text(latest_.done) << " simulated in " << clock_text(latest_.elapsed_s) << ", " << rate_text(latest_)
       << std::endl;
}

}  // namespace yanglao::cli
