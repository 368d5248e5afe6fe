// What tests share whose expected values are worked out by hand: runs in which nothing is left to chance.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "support.hpp"
#include "tests/catch.hpp"

namespace yanglao::theory {

inline std::string fixed(double days) {
  return "service = { kind = \"deterministic\", days = " + std::to_string(days) + " }\n";
}

/// One run, in which nothing is left to chance.
inline std::vector<double> values(const std::string& sections, int days, const std::vector<Measure>& measures,
                                  int warm_up = 0, Engine engine = exact) {
  std::vector<double> out;
  const auto model = plan(sections, days, warm_up);
  for (const auto& each : simulate(*model, engine, 1, measures)) out.push_back(each[0]);
  return out;
}

/// Person-days in service at a stage, by class.
inline Measure served(std::size_t klass, std::size_t stage, double days) {
  return [=](const Outcome& o) { return o.mean("people", klass, stage) * days; };
}
inline Measure waited(std::size_t klass, std::size_t stage, double days) {
  return [=](const Outcome& o) { return o.mean("waiting", klass, stage) * days; };
}
inline Measure sum(const char* what, std::size_t i = 0, std::size_t j = 0) {
  return [=](const Outcome& o) { return o.sum(what, i, j); };
}

inline void near(const std::vector<double>& got, const std::vector<double>& expected) {
  REQUIRE(got.size() == expected.size());
  // Places and waits may be a tick (a 131072nd of a day) longer than in theory.
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(std::abs(got[i] - expected[i]) < 1e-3);
}

}  // namespace yanglao::theory
