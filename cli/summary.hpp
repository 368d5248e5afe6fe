// From a results file's arrays to what a table shows: one scenario, regions added up, months gathered into years.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/dataset.hpp"

namespace yanglao::cli {

/// The calendar years that the months of a run lie in.
struct Years {
  struct Year {
    int number = 0;                   ///< e.g. 2025
    std::vector<std::size_t> months;  ///< indices into the dimension `month`
    bool to_its_end = false;          ///< its December is among them
    unsigned first_month = 1;         ///< of those, in the calendar: 11 where the year begins in November
    double days = 0;                  ///< of those, as far as they are counted
    bool cut = false;                 ///< one of those is counted in part
    [[nodiscard]] bool whole() const { return months.size() == 12 && !cut; }
    /// "2025"; where the results do not cover it all, "2020 (2 months)", or "2025 (349 days)" when a month is cut.
    [[nodiscard]] std::string text() const;
  };
  std::vector<Year> years;
  std::vector<double> month_days;  ///< length of each month in days

  /// Years of the dimension `month`, whose units are "days since YYYY-MM-DD". Empty when there is none.
  static Years of(const sim::Dataset& dataset);
  [[nodiscard]] const Year* find(int number) const;
};

/// One variable of one scenario. `values[(sample * steps + step) * cells + cell]`; a sample is a replication of a
/// draw, a step a month or a year, a cell an entry of the remaining `axes` (row-major). Regions are added up.
struct Block {
  std::size_t samples = 1;
  std::size_t steps = 1;
  std::size_t cells = 1;
  std::vector<const sim::Dimension*> axes;
  std::vector<double> values;

  [[nodiscard]] double at(std::size_t sample, std::size_t step, std::size_t cell) const {
    return values[(sample * steps + step) * cells + cell];
  }
};

/// Nothing when the dataset has no such variable or the file's arrays do not fit their dimensions.
std::optional<Block> block_of(const sim::Dataset& dataset, const std::string& variable, std::size_t scenario);

/// `block` with every axis but the one called `axis` added up (all of them for "").
Block along(const Block& block, const std::string& axis);

/// Months into years, one value a sample, year and cell: the sum, or the mean weighted by the days of each month.
enum class Gather { sum, mean };
Block by_year(const Block& months, const Years& years, Gather how);

/// The value of each sample at one step and cell.
std::vector<double> samples_at(const Block& block, std::size_t step, std::size_t cell);

}  // namespace yanglao::cli
