// Tables as the program prints them, of a file written by hand.
#pragma once

#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "cli/summary.hpp"
#include "cli/table.hpp"
#include "sim/dataset.hpp"
#include "tests/catch.hpp"

namespace yanglao::cli {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Two replications, two regions, December 2020 to February 2021 (31, 31 and 28 days), two settings, one pool.
inline sim::Dataset small() {
  sim::Dataset dataset;
  dataset.dimensions = {{"scenario", "", "", {"base"}, {}},
                        {"draw", "", "", {}, {0}},
                        {"replication", "", "", {}, {0, 1}},
                        {"region", "", "", {"A", "B"}, {}},
                        {"month", "", "days since 2020-12-01", {}, {0, 31, 62}},
                        {"setting", "", "", {"home", "nursing_home"}, {}},
                        {"pool", "", "", {"hospital"}, {}},
                        {"cause", "", "", {"institution", "rehabilitation"}, {}},
                        {"payer", "", "", {"county"}, {}},
                        {"line", "", "", {"beds", "meals"}, {}},
                        {"year", "", "", {}, {2020, 2021}},
                        {"target_name", "", "", {"coverage"}, {}}};
  const std::vector<std::string> lead = {"scenario", "draw", "replication", "region", "month"};
  const auto add = [&](const std::string& name, const std::vector<std::string>& more, std::vector<double> data) {
    std::vector<std::string> names = lead;
    names.insert(names.end(), more.begin(), more.end());
    dataset.variables.push_back({name, names, "", "", std::move(data)});
  };
  // replication, region, month, setting
  add("people", {"setting"}, {100, 1, 200, 2, 300, 3, 1000, 10, 2000, 20, 3000, 30,  //
                              100, 1, 200, 2, 359, 3, 1000, 10, 2000, 20, 3000, 30});
  add("capacity", {"pool"}, {10, 10, 10, 30, 30, 30, 10, 10, 10, 30, 30, 30});
  add("occupied", {"pool"}, {5, 5, 5, 15, 15, 15, 10, 10, 10, 30, 30, 30});
  add("queue", {"pool"}, {0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2});
  add("admissions", {"pool"}, {0, 4, 5, 0, 6, 5, 0, 10, 0, 0, 0, 10});
  add("wait_days", {"pool"}, {0, 20, 30, 0, 30, 20, 0, 0, 0, 0, 0, 20});
  add("left_waiting", {"pool"}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  // replication, region, month, pool, line
  add("cost", {"payer", "line"}, {1e6, 2e6, 0, 0, 0, 0, 1e6, 2e6, 0, 0, 0,   0,  //
                                  1e6, 2e6, 0, 0, 0, 0, 1e6, 4e6, 0, 0, 5e6, 0});
  return dataset;
}

inline std::string printed(const sim::Dataset& dataset) {
  std::ostringstream out;
  print_tables(out, dataset);
  return out.str();
}

/// The words of the first line that begins with `start`, after the line `heading`.
inline std::vector<std::string> row(const std::string& text, const std::string& heading, const std::string& start) {
  const std::size_t section = text.find("\n" + heading);
  REQUIRE(section != std::string::npos);
  const std::size_t at = text.find("\n" + start, section + 1);
  REQUIRE(at != std::string::npos);
  std::istringstream line(text.substr(at + 1, text.find('\n', at + 1) - at - 1));
  std::vector<std::string> words;
  for (std::string word; line >> word;) words.push_back(word);
  return words;
}

using Words = std::vector<std::string>;

}  // namespace yanglao::cli
