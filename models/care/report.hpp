// What a county tells: the fields of a run, their axes and where each begins in a block.
#pragma once

#include <string>
#include <vector>

#include "models/care/facility.hpp"
#include "models/care/money.hpp"
#include "models/care/person.hpp"
#include "models/care/setup.hpp"
#include "sim/model.hpp"

namespace yanglao::care {

/// The fields that counties report, each by month first; offsets into a block.
struct Layout {
  explicit Layout(const sim::Calendar& calendar);
  std::vector<sim::Field> fields;
  int months;
  std::size_t size = 0;
  std::size_t population, people, capacity, occupied, queue, admissions, wait_days, left_waiting, blocked_days, deaths,
      turned_60, left_province, cost, revenue, contracts, facilities, places_for, reached, falls, blocked_by_root,
      channel_places;

 private:
  std::size_t add(const char* name, std::vector<std::string> axes, const char* units, const char* long_name, int cells);
};

/// Axes of the fields (month, setting, pool, ...).
std::vector<sim::Dimension> axes(const sim::Calendar& calendar);

}  // namespace yanglao::care
