#include "cli/summary.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace yanglao::cli {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

std::optional<sys_days> origin_of(const std::string& units) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (std::sscanf(units.c_str(), "days since %4d-%2u-%2u", &year, &month, &day) != 3) return std::nullopt;
  const year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return sys_days(date);
}

/// How an index into a variable's data splits into sample, step and cell.
struct Axis {
  enum class Role { scenario, sample, region, step, cell };
  Role role = Role::cell;
  std::size_t length = 1;
};

Axis::Role role_of(const std::string& name) {
  if (name == "scenario") return Axis::Role::scenario;
  if (name == "draw" || name == "replication") return Axis::Role::sample;
  if (name == "region") return Axis::Role::region;
  if (name == "month" || name == "year") return Axis::Role::step;
  return Axis::Role::cell;
}

// Adds each value into its place; the order of addition is that of the file, so the sums are reproducible.
void gather(const std::vector<double>& data, const std::vector<Axis>& axes, std::size_t scenario, Block& block) {
  std::vector<std::size_t> index(axes.size(), 0);
  for (const double value : data) {
    std::size_t sample = 0;
    std::size_t step = 0;
    std::size_t cell = 0;
    bool wanted = true;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      switch (axes[i].role) {
        case Axis::Role::scenario:
          wanted = index[i] == scenario;
          break;
        case Axis::Role::sample:
          sample = sample * axes[i].length + index[i];
          break;
        case Axis::Role::step:
          step = step * axes[i].length + index[i];
          break;
        case Axis::Role::cell:
          cell = cell * axes[i].length + index[i];
          break;
        case Axis::Role::region:
          break;
      }
      if (!wanted) break;
    }
    if (wanted) block.values[(sample * block.steps + step) * block.cells + cell] += value;
    for (std::size_t i = axes.size(); i-- > 0 && ++index[i] == axes[i].length;) index[i] = 0;
  }
}

}  // namespace

std::string Years::Year::text() const {
  if (whole()) return std::to_string(number);
  const std::size_t count = cut ? static_cast<std::size_t>(std::lround(days)) : months.size();
  return std::to_string(number) + " (" + std::to_string(count) + (cut ? " day" : " month") + (count == 1 ? ")" : "s)");
}

Years Years::of(const sim::Dataset& dataset) {
  Years result;
  const sim::Dimension* month = dataset.dimension("month");
  if (month == nullptr) return result;
  const auto origin = origin_of(month->units);
  if (!origin) return result;
  for (std::size_t index = 0; index < month->values.size(); ++index) {
    const year_month_day first{*origin + std::chrono::days(std::lround(month->values[index]))};
    const year_month_day last{first.year() / first.month() / std::chrono::last};
    result.month_days.push_back(static_cast<unsigned>(last.day()));
    const int number = static_cast<int>(first.year());
    if (result.years.empty() || result.years.back().number != number)
      result.years.push_back({number, {}, false, static_cast<unsigned>(first.month())});
    result.years.back().months.push_back(index);
    result.years.back().to_its_end = first.month() == std::chrono::December;
  }
  // The first and last month may be counted in part.
  const sim::Variable* days = dataset.variable("month_days");
  const bool counted = days != nullptr && days->data.size() == result.month_days.size();
  for (Year& year : result.years)
    for (const std::size_t index : year.months) {
      const bool part = counted && days->data[index] < result.month_days[index];
      if (counted) result.month_days[index] = days->data[index];
      if (part && index + 1 == result.month_days.size()) year.to_its_end = false;
      year.cut = year.cut || part;
      year.days += result.month_days[index];
    }
  return result;
}

const Years::Year* Years::find(int number) const {
  const auto found = std::find_if(years.begin(), years.end(), [&](const Year& each) { return each.number == number; });
  return found == years.end() ? nullptr : &*found;
}

std::optional<Block> block_of(const sim::Dataset& dataset, const std::string& variable, std::size_t scenario) {
  const sim::Variable* found = dataset.variable(variable);
  if (found == nullptr) return std::nullopt;
  Block block;
  std::vector<Axis> axes;
  std::size_t size = 1;
  for (const std::string& name : found->dimensions) {
    const sim::Dimension* dimension = dataset.dimension(name);
    if (dimension == nullptr) return std::nullopt;
    const Axis axis{role_of(name), dimension->size()};
    axes.push_back(axis);
    size *= axis.length;
    if (axis.role == Axis::Role::sample) block.samples *= axis.length;
    if (axis.role == Axis::Role::step) block.steps *= axis.length;
    if (axis.role == Axis::Role::cell) {
      block.cells *= axis.length;
      block.axes.push_back(dimension);
    }
  }
  if (size != found->data.size()) return std::nullopt;
  block.values.assign(block.samples * block.steps * block.cells, 0.0);
  gather(found->data, axes, scenario, block);
  return block;
}

Block along(const Block& block, const std::string& axis) {
  Block result{block.samples, block.steps, 1, {}, {}};
  std::size_t stride = 1;
  for (std::size_t i = block.axes.size(); i-- > 0;) {
    if (block.axes[i]->name == axis) {
      result.axes = {block.axes[i]};
      result.cells = block.axes[i]->size();
      break;
    }
    stride *= block.axes[i]->size();
  }
  result.values.assign(result.samples * result.steps * result.cells, 0.0);
  for (std::size_t row = 0; row < block.samples * block.steps; ++row)
    for (std::size_t cell = 0; cell < block.cells; ++cell)
      result.values[row * result.cells + cell / stride % result.cells] += block.values[row * block.cells + cell];
  return result;
}

Block by_year(const Block& months, const Years& years, Gather how) {
  Block result{months.samples, years.years.size(), months.cells, months.axes, {}};
  result.values.assign(result.samples * result.steps * result.cells, 0.0);
  for (std::size_t sample = 0; sample < months.samples; ++sample)
    for (std::size_t year = 0; year < years.years.size(); ++year)
      for (std::size_t cell = 0; cell < months.cells; ++cell) {
        double sum = 0;
        double weight = 0;
        for (const std::size_t month : years.years[year].months) {
          const double days = how == Gather::mean ? years.month_days[month] : 1.0;
          sum += days * months.at(sample, month, cell);
          weight += days;
        }
        result.values[(sample * result.steps + year) * result.cells + cell] = how == Gather::mean ? sum / weight : sum;
      }
  return result;
}

std::vector<double> samples_at(const Block& block, std::size_t step, std::size_t cell) {
  std::vector<double> values;
  for (std::size_t sample = 0; sample < block.samples; ++sample) values.push_back(block.at(sample, step, cell));
  return values;
}

}  // namespace yanglao::cli
