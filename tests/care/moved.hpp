// What the tests of levers and measures share: a lever that goes from one value to another, and the quantity it moves.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"
#include "sim/dataset.hpp"
#include "sim/interval.hpp"
#include "sim/time.hpp"
#include "tests/catch.hpp"

namespace yanglao::care {

/// Pairs of replications with the same random numbers, and what a mean difference must exceed in standard errors: of
/// Student's t with 7 degrees of freedom 5.408 is exceeded by chance in one of 2,000 tries.
inline constexpr int kPairs = 8;
inline constexpr double kQuantile = 5.408;

/// A schedule that goes within a month of the start from one value to another.
inline std::string ramp(int start, const std::string& from, const std::string& to) {
  return "[{date = " + sim::iso_date(start) + ", value = " + from + "}, {date = " + sim::iso_date(start + 30) +
         ", value = " + to + "}]";
}

/// Cells of a field that a quantity such as "people[*,severe]", or "queue[nursing]@Nanchang" of one region, adds up.
class Quantity {
 public:
  Quantity(const sim::Dataset& d, const std::string& text) : d_(d) {
    const std::size_t at = std::min(text.rfind('@'), text.size());
    const std::string cells = text.substr(0, at);
    const std::size_t bracket = std::min(cells.find('['), cells.size());
    name_ = cells.substr(0, bracket);
    INFO(text);
    REQUIRE(d.variable(name_) != nullptr);
    if (at < text.size()) region_ = text.substr(at + 1);
    for (std::size_t begin = bracket + 1; begin < cells.size();) {
      const std::size_t end = cells.find_first_of(",]", begin);
      labels_.push_back(cells.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  /// Sum over the months from `first` on, of one scenario, replication and region; a field without months: its value.
  [[nodiscard]] double of(std::size_t replication, std::size_t first = 0, std::size_t scenario = 0,
                          std::size_t region = 0) const {
    const sim::Variable& v = *d_.variable(name_);
    std::vector<std::size_t> cells = {0};
    std::size_t label = 0;
    for (const std::string& axis : v.dimensions) {
      const sim::Dimension& dimension = *d_.dimension(axis);
      std::vector<std::size_t> wanted;
      if (axis == "scenario") wanted = {scenario};
      else if (axis == "draw") wanted = {0};
      else if (axis == "replication") wanted = {replication};
      else if (axis == "region" && region_.empty()) wanted = {region};
      else if (axis == "region") wanted = matching(dimension, region_);
      else if (axis == "month") wanted = from(dimension, first);
      else wanted = matching(dimension, labels_.at(label++));
      std::vector<std::size_t> next;
      for (const std::size_t cell : cells)
        for (const std::size_t i : wanted) next.push_back(cell * dimension.size() + i);
      cells = std::move(next);
    }
    REQUIRE(label == labels_.size());
    REQUIRE_FALSE(cells.empty());
    double sum = 0;
    for (const std::size_t cell : cells) sum += v.data[cell];
    return sum;
  }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  static std::vector<std::size_t> matching(const sim::Dimension& axis, const std::string& label) {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < axis.labels.size(); ++i)
      if (label == "*" || label == axis.labels[i]) out.push_back(i);
    return out;
  }
  static std::vector<std::size_t> from(const sim::Dimension& months, std::size_t first) {
    std::vector<std::size_t> out;
    for (std::size_t m = first; m < months.size(); ++m) out.push_back(m);
    return out;
  }
  const sim::Dataset& d_;
  std::string name_, region_;
  std::vector<std::string> labels_;
};

/// Mean of paired differences and its standard error.
struct Difference {
  double mean = 0, error = 0;
  explicit Difference(const std::vector<double>& each) : mean(sim::mean(each)) {
    double squares = 0;
    for (const double x : each) squares += (x - mean) * (x - mean);
    const auto n = static_cast<double>(each.size());
    error = std::sqrt(squares / (n - 1) / n);
  }
  [[nodiscard]] bool beyond_chance() const { return mean > kQuantile * error; }
};

}  // namespace yanglao::care
