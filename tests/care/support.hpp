// What the tests of the care model share: a run by name, and cells of its result by index.
#pragma once

#include <cmath>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "models/care/care.hpp"
#include "models/care/setup.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/dataset.hpp"
#include "sim/runner.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

using Settings = std::vector<std::pair<std::string, std::string>>;

inline std::shared_ptr<const sim::Model> model(const std::string& scenario, const Options& options,
                                               const Settings& settings = {}) {
  return build(scenario::Scenario::load(scenario).with(settings), options);
}

/// Somebody of a completed age and a half at the start, whose Person::body_kind is `body`.
inline Person person_of(const Setup& setup, unsigned body, int age) {
  Person p;
  p.sex = body & 1u;
  p.home = body >> 1 & 1u;
  p.function = body >> 2 & 3u;
  p.dementia = body >> 4 & 1u;
  p.birth = static_cast<std::uint16_t>(setup.origin - (age + 0.5) * sim::kDaysPerYear);
  return p;
}

/// One variable of a result; cells by index, the leading dimensions (scenario, draw, replication, region) included.
class Cells {
 public:
  Cells(const sim::Dataset& dataset, const std::string& name) : variable_(dataset.variable(name)) {
    if (!variable_) throw std::invalid_argument("the result has no variable " + name);
    for (const std::string& d : variable_->dimensions) sizes_.push_back(dataset.dimension(d)->size());
  }
  double operator()(std::initializer_list<std::size_t> index) const {
    if (index.size() != sizes_.size()) throw std::invalid_argument(variable_->name + ": wrong number of indices");
    std::size_t at = 0, k = 0;
    for (const std::size_t i : index) at = at * sizes_[k++] + i;
    return variable_->data.at(at);
  }
  /// Sum over the trailing dimensions that `index` leaves out.
  double sum(std::initializer_list<std::size_t> index) const {
    std::size_t at = 0, k = 0, block = 1;
    for (const std::size_t i : index) at = at * sizes_[k++] + i;
    for (; k < sizes_.size(); ++k) block *= sizes_[k];
    double total = 0;
    for (std::size_t i = 0; i < block; ++i) total += variable_->data.at(at * block + i);
    return total;
  }

 private:
  const sim::Variable* variable_;
  std::vector<std::size_t> sizes_;
};

/// Queue of a pool integrated over a run, less all days waited in it: by those admitted, those who left without a
/// place, those who went to hospital meanwhile, and so far by those who stand there at the end. In ticks. Little's law
/// without its limit: always 0.
inline long long unexplained_queue(const sim::Dataset& d, const sim::Calendar& calendar, std::size_t s, std::size_t r,
                                   std::size_t c, std::size_t pool) {
  const Cells queue(d, "queue"), standing(d, "standing_wait_days");
  const auto ticks = [](double days) { return std::llround(days * sim::kTicksPerDay); };
  long long out = -ticks(standing({s, 0, r, c, pool}));
  for (int m = 0; m < calendar.months(); ++m)
    out += ticks(queue({s, 0, r, c, static_cast<std::size_t>(m), pool}) * calendar.month_days(m));
  for (const char* name : {"wait_days", "left_wait_days", "interrupted_wait_days"}) {
    const Cells days(d, name);
    for (std::size_t m = 0; m < static_cast<std::size_t>(calendar.months()); ++m)
      out -= ticks(days({s, 0, r, c, m, pool}));
  }
  return out;
}

}  // namespace yanglao::care
