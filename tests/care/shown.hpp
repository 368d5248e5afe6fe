// A measure of the policies and nothing else, strong: what its row of scenarios/data/measures.csv says shows it.
#pragma once

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string>

#include "models/care/policy.hpp"
#include "tests/care/moved.hpp"
#include "tests/care/support.hpp"

namespace yanglao::care {

struct Province {
  const char* before;  ///< the scenario in which nothing new is done
  const char* policy;
  int until;
};
inline Province province_of(const PolicyRow& row) {
  return row.id[0] == 'J' ? Province{"jiangxi-2020", "jiangxi-2025", sim::epoch_day(2022, 1, 1)}
                          : Province{"jilin-2016", "jilin-2020", sim::epoch_day(2017, 3, 1)};
}

struct Pair {
  scenario::Scenario without, with;
};

/// A row's measure and nothing else, strong: as its `shown_with` says. Where the evidence has no effect, or the default
/// is neutral, that sets an effect away from it: the channel is shown, not the size.
inline Pair shown(const PolicyRow& row) {
  const scenario::Scenario s = scenario::Scenario::load(province_of(row).before);
  const int start = s.date("start");
  Settings both, on;
  for (const Shown& each : row.shown_with) {
    if (s.schema().find(each.key)->type != scenario::Type::schedule) {
      both.emplace_back(each.key, each.to);
      continue;
    }
    char now[32];
    std::snprintf(now, sizeof now, "%.17g", s.schedule(each.key).at(start));
    const std::string from = each.from.empty() ? now : each.from;
    both.emplace_back(each.key, from);
    on.emplace_back(each.key, ramp(start, from, each.to));
  }
  // Without the measure nobody is reached, and its effects do not matter: rows share their runs without.
  Settings others;
  std::copy_if(both.begin(), both.end(), std::back_inserter(others),
               [](const auto& setting) { return !setting.first.starts_with("measure."); });
  return {s.with(others), s.with(both).with(on)};
}

}  // namespace yanglao::care
