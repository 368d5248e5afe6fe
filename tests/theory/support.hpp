// Runs of a network written in the test, and whether their mean agrees with a value from theory.
//
// Error rate: each comparison is a two-sided Student's t test over replications at level `alpha` = 1e-5, so fewer than
// one comparison in 100,000 fails by chance with a right engine. There are 249 of them: 141 by `holds`, and 27 and
// 81 of the cohort. So the rate of the whole suite is below 2.5e-3, whatever the comparisons have to do with each
// other; who adds some counts them here. Power: `Verdict::detectable` is the relative error that the comparison misses
// with probability 1e-3 at most. Each test bounds it, and each is run on a wrong engine (engines.hpp) which it must
// refuse. Every test has seed 1.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engines.hpp"
#include "models/network/plan.hpp"
#include "sim/model.hpp"

namespace yanglao::theory {

inline constexpr double alpha = 1e-5;

/// A network (of one region where nothing else is said) from TOML sections. The run lasts `warm_up` + `days` days;
/// results are of the last `days`.
std::shared_ptr<const network::Plan> plan(const std::string& sections, int days, int warm_up = 0, long population = 0,
                                          double scale = 1);

/// What one replication yielded.
class Outcome {
 public:
  Outcome(const network::Plan& plan, const std::vector<sim::Field>& fields, std::vector<double> values)
      : plan_(&plan), fields_(&fields), values_(std::move(values)) {}
  /// Sum over the months of cell (i, j) of a field.
  [[nodiscard]] double sum(const std::string& field, std::size_t i = 0, std::size_t j = 0) const;
  /// Mean over time of a field that is a mean number in each month.
  [[nodiscard]] double mean(const std::string& field, std::size_t i = 0, std::size_t j = 0) const;
  /// One month's value.
  [[nodiscard]] double month(int month, const std::string& field, std::size_t i = 0, std::size_t j = 0) const;
  /// The same of one region; where there are several, this is of all together.
  [[nodiscard]] const Outcome& region(std::size_t r) const { return regions_.at(r); }
  void add(Outcome region);

 private:
  const network::Plan* plan_;
  const std::vector<sim::Field>* fields_;
  std::vector<double> values_;
  std::vector<Outcome> regions_;
};

using Measure = std::function<double(const Outcome&)>;

/// One replication: all regions, in their groups.
Outcome replicate(const network::Plan& plan, const std::vector<sim::Field>& fields, Engine engine,
                  std::uint32_t replication);

/// One value a replication and measure: `result[measure][replication]`.
std::vector<std::vector<double>> simulate(const network::Plan& plan, Engine engine, int replications,
                                          const std::vector<Measure>& measures);

struct Verdict {
  double mean = 0, theory = 0, half_width = 0;
  double detectable = 0;  ///< relative to `theory`
  [[nodiscard]] bool agrees() const;
};
Verdict compare(const std::vector<double>& samples, double theory);

/// A measure with its value from theory.
struct Claim {
  std::string what;
  Measure measure;
  double theory;
};

/// Every claim must agree, and errors of `resolution` (relative) must be detectable.
void holds(const network::Plan& plan, const std::vector<Claim>& claims, double resolution, int replications = 60);
/// At least one claim must be refused.
void catches(const network::Plan& plan, Engine wrong, const std::vector<Claim>& claims, int replications = 60);

/// Stationary distribution of a birth-death process on 0, 1, ... `last`.
std::vector<double> birth_death(const std::function<double(int)>& birth, const std::function<double(int)>& death,
                                int last);

}  // namespace yanglao::theory
