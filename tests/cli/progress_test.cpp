#include "cli/progress.hpp"

#include <algorithm>
#include <sstream>

#include "tests/catch.hpp"

using namespace yanglao;
using cli::ProgressDisplay;

TEST_CASE("in a log, progress is a line at the start, one every ten seconds, and one at the end", "[progress]") {
  std::ostringstream out;
  ProgressDisplay display(out, false);
  display.start("Simulating x");
  // Ten reports a second for 25 seconds.
  for (int tick = 1; tick <= 250; ++tick) display.show({tick / 250.0, tick / 10.0, 25 - tick / 10.0, 1000U * tick});
  display.finish();
  const std::string text = out.str();
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  CHECK(text.find("\r") == std::string::npos);
  CHECK(text.find("40%, 0:10 elapsed, 0:15 left, 10000 events/s") != std::string::npos);
  CHECK(text.find("100% simulated in 0:25") != std::string::npos);
}

TEST_CASE("on a terminal, progress is one line that redraws itself", "[progress]") {
  std::ostringstream out;
  ProgressDisplay display(out, true);
  display.show({0.5, 60, 60, 1'200'000'000});
  const std::string text = out.str();
  CHECK(text.find("\r[########........] 50%, 1:00 elapsed, 1:00 left, 20.0 million events/s") == 0);
  CHECK(text.find('\n') == std::string::npos);
}

TEST_CASE("durations read as on a clock", "[progress]") {
  CHECK(cli::clock_text(7.4) == "0:07");
  CHECK(cli::clock_text(754) == "12:34");
  CHECK(cli::clock_text(3723) == "1:02:03");
}
