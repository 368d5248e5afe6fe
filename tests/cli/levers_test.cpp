// yanglao levers: what each table tells, within 120 columns.
#include <iostream>
#include <sstream>

#include "cli/commands.hpp"
#include "cli/grid.hpp"
#include "tests/catch.hpp"

using namespace yanglao::cli;

namespace {

std::vector<std::string> printed(const LeversOptions& options) {
  std::ostringstream out;
  std::streambuf* const before = std::cout.rdbuf(out.rdbuf());
  levers(options);
  std::cout.rdbuf(before);
  std::vector<std::string> lines;
  std::istringstream in(out.str());
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool has(const std::vector<std::string>& lines, const std::string& key, const std::string& text) {
  for (const std::string& line : lines)
    if (line.find(key + " ") != std::string::npos && line.find(text) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("the tables of levers fit 120 columns, with and without a scenario", "[levers]") {
  for (const bool measures : {false, true})
    for (const char* scenario : {"", "jiangxi-2020", "jiangxi-2025-half", "jilin-2020-half"}) {
      LeversOptions options;
      options.measures = measures;
      if (*scenario != 0) options.scenario = scenario;
      for (const std::string& line : printed(options)) {
        INFO(line);
        CHECK(screen_width(line) <= 120);
      }
    }
}

TEST_CASE("a lever is told with the rows it serves, and with its range", "[levers]") {
  LeversOptions options;
  const auto all = printed(options);
  CHECK(has(all, "measure.home_adaptation.coverage", "J1 "));
  CHECK(has(all, "measure.home_adaptation.coverage", "0 to 1"));
  CHECK(has(all, "workforce.nurses_per_1000", "J16"));
  options.measures = true;
  CHECK(has(printed(options), "measure.home_adaptation.falls_ratio", "0.3 to 1.5"));
}
