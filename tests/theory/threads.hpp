// A result does not depend on how many threads made it, but does on the seed; and a wrong model whose result does.
#pragma once

#include <omp.h>

#include <memory>

#include "sim/runner.hpp"
#include "tests/catch.hpp"

namespace yanglao::theory {

/// Wrong: draws come from a generator for each thread, and regions are dealt out to threads in turn.
class GeneratorAThread final : public sim::Model {
 public:
  explicit GeneratorAThread(std::shared_ptr<const sim::Model> right) : right_(std::move(right)) {}
  [[nodiscard]] std::unique_ptr<sim::Region> make_region(int region, sim::StreamKey key) const override {
    key.seed += static_cast<std::uint32_t>(region % omp_get_num_threads());
    return right_->make_region(region, key);
  }
  [[nodiscard]] int regions() const override { return right_->regions(); }
  [[nodiscard]] int horizon_days() const override { return right_->horizon_days(); }
  [[nodiscard]] double weight(int region) const override { return right_->weight(region); }
  [[nodiscard]] std::vector<std::vector<int>> domains() const override { return right_->domains(); }
  [[nodiscard]] const std::vector<sim::Field>& fields() const override { return right_->fields(); }
  [[nodiscard]] const std::vector<sim::Field>& derived() const override { return right_->derived(); }
  void derive(std::span<const double> summed, std::span<double> out) const override { right_->derive(summed, out); }
  [[nodiscard]] std::vector<sim::Dimension> dimensions() const override { return right_->dimensions(); }
  [[nodiscard]] sim::Dimension region_axis(const std::string& detail) const override {
    return right_->region_axis(detail);
  }
  [[nodiscard]] int region_row(int region, const std::string& detail) const override {
    return right_->region_row(region, detail);
  }
  [[nodiscard]] std::map<std::string, std::string> attributes() const override { return right_->attributes(); }
  [[nodiscard]] std::string name() const override { return right_->name(); }

 private:
  std::shared_ptr<const sim::Model> right_;
};

inline sim::Dataset with_threads(const std::shared_ptr<const sim::Model>& model, int threads, std::uint32_t seed = 1) {
  sim::RunOptions options;
  options.replications = 2;
  options.threads = threads;
  options.seed = seed;
  return sim::run({model}, options);
}

inline bool same_bits(const sim::Dataset& a, const sim::Dataset& b) {
  REQUIRE(a.variables.size() == b.variables.size());
  for (std::size_t v = 0; v < a.variables.size(); ++v)
    if (a.variables[v].data != b.variables[v].data) return false;
  return true;
}
inline bool same_bits(const std::shared_ptr<const sim::Model>& model, int threads, int others) {
  return same_bits(with_threads(model, threads), with_threads(model, others));
}

/// `field`: one that another seed must change.
inline void same_for_any_threads(const std::shared_ptr<const sim::Model>& model, const char* field) {
  const sim::Dataset one = with_threads(model, 1);
  for (const int threads : {2, 3, 8}) CHECK(same_bits(one, with_threads(model, threads)));
  CHECK(with_threads(model, 1, 2).variable(field)->data != one.variable(field)->data);
}

}  // namespace yanglao::theory
