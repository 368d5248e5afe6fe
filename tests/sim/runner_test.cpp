#include "sim/runner.hpp"

#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "sim/stream.hpp"
#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

/// Regions that report an amount of their own, a draw of their key and the days that passed. Later regions finish
/// first, so that the order of finishing is not that of the regions.
class Toy : public Model {
 public:
  explicit Toy(std::vector<double> amounts, std::string name = "toy")
      : amounts_(std::move(amounts)), name_(std::move(name)) {}

  class Part : public Region {
   public:
    Part(const Toy& toy, int region, StreamKey key) : toy_(toy), region_(region), key_(key) {}
    void advance(int last_day) override {
      if (region_ == toy_.broken && key_.replication == toy_.broken_replication)
        throw std::runtime_error("region broke");
      const auto wait = toy_.regions() - region_;
      if (day_ == 0) std::this_thread::sleep_for(std::chrono::milliseconds(wait));
      const std::scoped_lock lock(toy_.mutex_);
      toy_.threads_.insert(std::this_thread::get_id());
      day_ = last_day;
      if (toy_.on_advance) toy_.on_advance(key_.replication, region_, last_day);
    }
    void collect(std::span<double> out) const override {
      out[0] += toy_.amounts_[static_cast<std::size_t>(region_)];
      out[1] += unit(Stream(key_, static_cast<std::uint32_t>(region_)).draw(0, 0)[0]);
      out[2] += day_;
    }
    std::uint64_t events() const override { return static_cast<std::uint64_t>(day_); }

   private:
    const Toy& toy_;
    int region_;
    StreamKey key_;
    int day_ = 0;
  };

  int regions() const override { return static_cast<int>(amounts_.size()); }
  int horizon_days() const override { return 130; }
  std::unique_ptr<Region> make_region(int region, StreamKey key) const override {
    return std::make_unique<Part>(*this, region, key);
  }
  /// A region and a key, which is all that a Part is made of.
  struct Start final : Beginning {
    Start(int region_, StreamKey key_) : region(region_), key(key_) {}
    int region;
    StreamKey key;
  };
  bool begins_like(const Model& other) const override { return family > 0 && dynamic_cast<const Toy&>(other).family == family; }
  std::unique_ptr<Beginning> begin(int region, StreamKey key) const override {
    ++begun;
    return std::make_unique<Start>(region, key);
  }
  std::unique_ptr<Region> go_on(const Beginning& from) const override {
    const auto& start = dynamic_cast<const Start&>(from);
    return make_region(start.region, start.key);
  }
  const std::vector<Field>& fields() const override { return fields_; }
  const std::vector<Field>& derived() const override { return derived_; }
  void derive(std::span<const double> summed, std::span<double> out) const override { out[0] = summed[0] * 2; }
  std::vector<Dimension> dimensions() const override { return {}; }
  Dimension region_axis(const std::string& detail) const override {
    Dimension d{"region", detail, "", {"all"}, {}};
    if (detail == "county") d = {"region", detail, "", std::vector<std::string>(amounts_.size(), "c"), {}};
    if (detail == "prefecture") d.labels = {"even", "odd"};
    return d;
  }
  int region_row(int region, const std::string& detail) const override {
    return detail == "county" ? region : detail == "prefecture" ? region % 2 : 0;
  }
  std::map<std::string, std::string> attributes() const override { return {{"model", "toy"}}; }
  std::string name() const override { return name_; }

  std::size_t threads_seen() const { return threads_.size(); }
  int family = 0;  ///< models of one begin alike; 0: of none
  mutable std::atomic<int> begun{0};
  int broken = -1;
  std::uint32_t broken_replication = 0;
  std::function<void(std::uint32_t, int, int)> on_advance;

 private:
  std::vector<double> amounts_;
  std::string name_;
  std::vector<Field> fields_ = {{"amount", {}, "", "", 1}, {"draw_sum", {}, "", "", 1}, {"days", {}, "", "", 1}};
  std::vector<Field> derived_ = {{"twice", {}, "", "", 1}};
  mutable std::mutex mutex_;
  mutable std::set<std::thread::id> threads_;
};

std::shared_ptr<Toy> toy(std::vector<double> amounts, std::string name = "toy") {
  return std::make_shared<Toy>(std::move(amounts), std::move(name));
}

// Their sum depends on the order in which they are added.
const std::vector<double> awkward = {1e16, 1, -1e16, 1, 3e-3, 1e16, -1e16, 7};

double in_order(const std::vector<double>& x) {
  double sum = 0;
  for (const double v : x) sum += v;
  return sum;
}

}  // namespace

TEST_CASE("regions are added up in their order, however they finish", "[runner]") {
  auto backwards = awkward;
  std::reverse(backwards.begin(), backwards.end());
  REQUIRE(in_order(awkward) != in_order(backwards));
  std::vector<std::vector<double>> draws;
  for (const int threads : {1, 2, 3, 8}) {
    const Dataset d = run({toy(awkward)}, {.replications = 3, .threads = threads, .detail = "province"});
    CHECK(d.variable("amount")->data == std::vector<double>(3, in_order(awkward)));
    CHECK(d.variable("twice")->data == std::vector<double>(3, 2 * in_order(awkward)));
    draws.push_back(d.variable("draw_sum")->data);
  }
  for (const auto& other : draws) CHECK(other == draws.front());
}

TEST_CASE("each level of detail adds up its own regions", "[runner]") {
  const std::vector<double> amounts = {1, 20, 300, 4000};
  CHECK(run({toy(amounts)}, {.detail = "county"}).variable("amount")->data == amounts);
  CHECK(run({toy(amounts)}, {.detail = "prefecture"}).variable("amount")->data == std::vector<double>{301, 4020});
  CHECK(run({toy(amounts)}, {.detail = "province"}).variable("amount")->data == std::vector<double>{4321});
  CHECK(run({toy(amounts)}, {.detail = "province"}).variable("days")->data == std::vector<double>{4 * 130});
}

TEST_CASE("a run uses as many threads as it was told to", "[runner]") {
  for (const int threads : {1, 2, 3}) {
    const auto model = toy(std::vector<double>(12, 1.0));
    run({model}, {.replications = 3, .threads = threads});
    CHECK(model->threads_seen() == static_cast<std::size_t>(threads));
  }
}

TEST_CASE("seeds and replications have draws of their own, scenarios share theirs", "[runner]") {
  const std::vector<double> amounts = {1, 2};
  const auto draws = [&](std::uint32_t seed) {
    return run({toy(amounts, "a"), toy(amounts, "b")}, {.replications = 2, .seed = seed, .detail = "province"})
        .variable("draw_sum")
        ->data;
  };
  const auto one = draws(1), two = draws(2);
  REQUIRE(one.size() == 4);  // scenario, replication
  CHECK((one[0] == one[2] && one[1] == one[3]));
  CHECK(std::set<double>{one[0], one[1], two[0], two[1]}.size() == 4);
}

TEST_CASE("models that begin alike begin once, and each has the results that it has alone", "[runner]") {
  const std::vector<double> amounts = {1, 2, 3, 4};
  for (const int threads : {1, 2}) {
    std::vector<std::shared_ptr<Toy>> toys;
    for (const int family : {1, 0, 1, 2, 1}) {
      toys.push_back(toy(amounts, "toy " + std::to_string(toys.size())));
      toys.back()->family = family;
    }
    const RunOptions options{.replications = 6, .threads = threads, .detail = "county"};
    const Models models(toys.begin(), toys.end());
    const auto each = run_each(models, options);
    const Dataset together = run(models, options);
    REQUIRE(each.size() == 5);
    // Twice: for run_each and for run.
    CHECK(toys[0]->begun == 2 * 6 * 4);
    for (const std::size_t m : {1u, 2u, 3u, 4u}) CHECK(toys[m]->begun == 0);
    for (std::size_t m = 0; m < 5; ++m) {
      const Dataset alone = run({models[m]}, options);
      CHECK(each[m].dataset.variable("draw_sum")->data == alone.variable("draw_sum")->data);
      CHECK(each[m].dataset.dimension("scenario")->labels == std::vector<std::string>{models[m]->name()});
      CHECK(each[m].shared == (toys[m]->family == 1));
      CHECK(each[m].events == 6 * 4 * 130);
      const auto& all = together.variable("draw_sum")->data;
      CHECK(std::equal(all.begin() + static_cast<long>(m) * 24, all.begin() + static_cast<long>(m + 1) * 24,
                       alone.variable("draw_sum")->data.begin()));
    }
  }
}

TEST_CASE("models do not wait for each other where there are few domains for the threads", "[runner]") {
  const auto first = toy({1, 2, 3}, "first"), second = toy({4, 5, 6}, "second");
  first->family = second->family = 1;
  const auto few = run_each({first, second}, {.replications = 1, .threads = 2});
  CHECK((first->begun == 0 && !few[0].shared));
  const auto enough = run_each({first, second}, {.replications = 3, .threads = 2});
  CHECK((first->begun == 9 && enough[1].shared));
}

TEST_CASE("models that do not fit in one result run side by side all the same", "[runner]") {
  const auto each = run_each({toy({1, 2, 3}), toy({5})}, {.replications = 2, .threads = 1});
  CHECK(each[0].dataset.variable("amount")->data == std::vector<double>{1, 2, 3, 1, 2, 3});
  CHECK(each[1].dataset.variable("amount")->data == std::vector<double>{5, 5});
  CHECK_THROWS_AS(run_each({}, {}), std::invalid_argument);
  CHECK_THROWS_AS(run_each({toy({1})}, {.replications = 0}), std::invalid_argument);
}

TEST_CASE("a fault in one region of one replication ends the run with that fault", "[runner]") {
  for (const int threads : {1, 2}) {
    const auto model = toy(std::vector<double>(6, 1.0));
    model->broken = 4;
    model->broken_replication = 1;
    CHECK_THROWS_WITH(run({model}, {.replications = 3, .threads = threads}), "region broke");
  }
}

TEST_CASE("a stopped run keeps the replications that are whole in every scenario", "[runner]") {
  std::atomic<bool> stop = false;
  const auto first = toy({1, 2, 3}, "first"), second = toy({4, 5, 6}, "second");
  // Stops in the middle of the second scenario of the third replication.
  second->on_advance = [&](std::uint32_t replication, int region, int) {
    if (replication == 2 && region == 1) stop = true;
  };
  const Dataset d = run({first, second}, {.replications = 10, .threads = 1, .detail = "province", .stop = &stop});
  CHECK(d.dimension("replication")->values == std::vector<double>{0, 1});
  CHECK(d.variable("amount")->data == std::vector<double>{6, 6, 15, 15});
  CHECK(d.attributes.at("interrupted") == "true");
  const Dataset whole = run({toy({1, 2, 3})}, {.replications = 2});
  CHECK(!whole.attributes.contains("interrupted"));
}

TEST_CASE("a run stopped before it begins has no replication, and says so", "[runner]") {
  const std::atomic<bool> stop = true;
  const Dataset d = run({toy({1, 2})}, {.replications = 2, .stop = &stop});
  CHECK(d.dimension("replication")->values.empty());
  CHECK(d.variable("amount")->data.empty());
  CHECK(d.attributes.at("interrupted") == "true");
}

TEST_CASE("progress rises to the whole, told by the caller's thread only", "[runner]") {
  std::vector<double> shares;
  std::set<std::thread::id> from;
  std::uint64_t events = 0;
  RunOptions options{.replications = 40, .threads = 2};
  options.progress = [&](const Progress& p) {
    shares.push_back(p.done);
    from.insert(std::this_thread::get_id());
    events = p.events;
    CHECK((p.remaining_s >= 0 && p.elapsed_s >= 0));
  };
  run({toy(std::vector<double>(10, 1.0))}, options);
  CHECK(std::is_sorted(shares.begin(), shares.end()));
  CHECK(shares.size() >= 2);
  CHECK((!shares.empty() && shares.back() == 1));
  CHECK(from == std::set<std::thread::id>{std::this_thread::get_id()});
  CHECK(events == 40 * 10 * 130);
}

TEST_CASE("what makes no run is refused", "[runner]") {
  CHECK_THROWS_AS(run({}, {}), std::invalid_argument);
  CHECK_THROWS_AS(run({toy({1})}, {.replications = 0}), std::invalid_argument);
  CHECK_THROWS_AS(run({toy({1}), toy({1, 2})}, {}), std::invalid_argument);
}
