// The same results to the last bit whatever the number of threads, and other results for another seed.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>

#include "sim/time.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

/// The care model, noting which threads make its regions.
class Watched : public sim::Model {
 public:
  explicit Watched(std::shared_ptr<const sim::Model> model) : model_(std::move(model)) {}
  int regions() const override { return model_->regions(); }
  int horizon_days() const override { return model_->horizon_days(); }
  double weight(int region) const override { return model_->weight(region); }
  std::vector<std::vector<int>> domains() const override { return model_->domains(); }
  std::unique_ptr<sim::Region> make_region(int region, sim::StreamKey key) const override {
    const std::scoped_lock lock(mutex_);
    threads_.insert(std::this_thread::get_id());
    return model_->make_region(region, key);
  }
  const std::vector<sim::Field>& fields() const override { return model_->fields(); }
  const std::vector<sim::Field>& derived() const override { return model_->derived(); }
  void derive(std::span<const double> summed, std::span<double> out) const override { model_->derive(summed, out); }
  std::vector<sim::Dimension> dimensions() const override { return model_->dimensions(); }
  sim::Dimension region_axis(const std::string& detail) const override { return model_->region_axis(detail); }
  int region_row(int region, const std::string& detail) const override { return model_->region_row(region, detail); }
  std::map<std::string, std::string> attributes() const override { return model_->attributes(); }
  std::string name() const override { return model_->name(); }
  std::size_t threads_seen() const { return threads_.size(); }

 private:
  std::shared_ptr<const sim::Model> model_;
  mutable std::mutex mutex_;
  mutable std::set<std::thread::id> threads_;
};

/// Every bit of every variable; NaN equals NaN.
std::map<std::string, std::vector<std::uint64_t>> bits(const sim::Dataset& d) {
  std::map<std::string, std::vector<std::uint64_t>> out;
  for (const sim::Variable& v : d.variables)
    for (const double x : v.data) out[v.name].push_back(std::bit_cast<std::uint64_t>(x));
  return out;
}

}  // namespace

TEST_CASE("one, two, three and eight threads give the same bits, at each level of detail", "[care][threads]") {
  for (const char* detail : {"county", "prefecture", "province"}) {
    std::vector<std::map<std::string, std::vector<std::uint64_t>>> results;
    for (const int threads : {1, 2, 3, 8}) {
      const auto watched = std::make_shared<Watched>(model("jiangxi-2025", {0.01, sim::epoch_day(2022, 1, 1)}));
      results.push_back(
          bits(sim::run({watched}, {.replications = 2, .seed = 5, .threads = threads, .detail = detail})));
      // Where there are fewer processors than threads, the last thread may come to find that all is done.
      CHECK(watched->threads_seen() <= static_cast<std::size_t>(threads));
      CHECK(watched->threads_seen() >= static_cast<std::size_t>(std::min(threads, 3)));
    }
    CHECK(results[0].size() > 15);
    CHECK(results[1] == results[0]);
    CHECK(results[2] == results[0]);
    CHECK(results[3] == results[0]);
  }
}

TEST_CASE("the engine that faults are planted in is the engine", "[care][threads][faulty]") {
  const int end = sim::epoch_day(2022, 1, 1);
  for (const char* scenario : {"jiangxi-2025", "jilin-2016"}) {
    const sim::RunOptions options{.seed = 6, .detail = "prefecture"};
    const int until = scenario[2] == 'a' ? end : sim::epoch_day(2017, 7, 1);
    CHECK(bits(sim::run({faulty_model(scenario, 0.01, until)}, options)) ==
          bits(sim::run({model(scenario, {0.01, until})}, options)));
  }
}

TEST_CASE("an engine whose draws depend on who drew before differs between numbers of threads",
          "[care][threads][faulty]") {
  const Planted plant(Fault::draws_shared);
  const auto result = [](int threads) {
    const auto m = faulty_model("jiangxi-2025", 0.01, sim::epoch_day(2021, 3, 1));
    return bits(sim::run({m}, {.seed = 7, .threads = threads, .detail = "province"}));
  };
  CHECK(result(8) != result(1));
}

TEST_CASE("another seed and another replication give other results in all that chance decides", "[care][threads]") {
  const auto m = model("jiangxi-2025", {0.02, sim::epoch_day(2021, 7, 1)});
  const auto one = sim::run({m}, {.replications = 2, .seed = 1, .detail = "province"});
  const auto two = sim::run({m}, {.replications = 2, .seed = 2, .detail = "province"});
  for (const char* name : {"population", "people", "occupied", "queue", "admissions", "wait_days", "blocked_days",
                           "deaths", "turned_60", "cost", "family_doctor_contracts"}) {
    INFO(name);
    const auto& a = one.variable(name)->data;
    CHECK(a != two.variable(name)->data);
    const auto middle = a.begin() + static_cast<std::ptrdiff_t>(a.size() / 2);
    CHECK(std::vector<double>(a.begin(), middle) != std::vector<double>(middle, a.end()));
  }
}
