// Scenarios that begin with the same people have them made once: each has the results that it has alone, to the bit, whatever
// the lever in which they differ; and a model that called others alike which are not would be seen.
#include <algorithm>
#include <bit>
#include <iterator>

#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Lever;
using scenario::Scenario;
using scenario::Type;

namespace {

const Options kOptions{0.001, sim::epoch_day(2021, 3, 1)};
const sim::RunOptions kRun{.replications = 4, .seed = 7, .threads = 1, .detail = "province"};

/// Another value than the default: another choice, the other truth, or a number half-way to an end of its range. "" if there is none.
std::string other_value(const Lever& lever) {
  if (lever.type == Type::boolean) return std::get<bool>(lever.fallback) ? "false" : "true";
  if (lever.type == Type::text)
    for (const std::string& choice : lever.choices)
      if (choice != std::get<std::string>(lever.fallback)) return '"' + choice + '"';
  if (lever.type == Type::text || lever.type == Type::table || lever.type == Type::date) return "";
  double now = 0;
  if (const auto* number = std::get_if<double>(&lever.fallback)) now = *number;
  if (const auto* whole = std::get_if<long long>(&lever.fallback)) now = static_cast<double>(*whole);
  if (const auto* schedule = std::get_if<scenario::Schedule>(&lever.fallback)) now = schedule->points.front().value;
  const double low = lever.low.value_or(now - 2), high = lever.high.value_or(now + 2);
  const double to = std::min(now != 0 ? 1.5 * now : low + 0.5 * (std::min(high, 1.0) - low), high);
  const double other = to != now ? to : 0.5 * (low + now);
  if (lever.type == Type::integer) return std::to_string(static_cast<long long>(other) + (static_cast<long long>(other) == static_cast<long long>(now)));
  return std::to_string(other);
}

bool same(const sim::Dataset& a, const sim::Dataset& b) {
  const auto bits = [](double x, double y) { return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y); };
  return std::equal(a.variables.begin(), a.variables.end(), b.variables.begin(), b.variables.end(),
                    [&](const sim::Variable& x, const sim::Variable& y) {
                      return x.name == y.name && std::equal(x.data.begin(), x.data.end(), y.data.begin(), y.data.end(), bits);
                    });
}

/// Says of every model that it begins as this one does.
class Careless final : public sim::Model {
 public:
  explicit Careless(std::shared_ptr<const sim::Model> inner) : inner_(std::move(inner)) {}
  bool begins_like(const sim::Model&) const override { return true; }
  std::unique_ptr<sim::Beginning> begin(int region, sim::StreamKey key) const override { return inner_->begin(region, key); }
  std::unique_ptr<sim::Region> go_on(const sim::Beginning& from) const override { return inner_->go_on(from); }
  std::unique_ptr<sim::Region> make_region(int region, sim::StreamKey key) const override { return inner_->make_region(region, key); }
  int regions() const override { return inner_->regions(); }
  int horizon_days() const override { return inner_->horizon_days(); }
  double weight(int region) const override { return inner_->weight(region); }
  std::vector<std::vector<int>> domains() const override { return inner_->domains(); }
  const std::vector<sim::Field>& fields() const override { return inner_->fields(); }
  const std::vector<sim::Field>& derived() const override { return inner_->derived(); }
  void derive(std::span<const double> summed, std::span<double> out) const override { inner_->derive(summed, out); }
  std::vector<sim::Dimension> dimensions() const override { return inner_->dimensions(); }
  sim::Dimension region_axis(const std::string& detail) const override { return inner_->region_axis(detail); }
  int region_row(int region, const std::string& detail) const override { return inner_->region_row(region, detail); }
  std::vector<sim::Variable> constants() const override { return inner_->constants(); }
  std::map<std::string, std::string> attributes() const override { return inner_->attributes(); }
  std::string name() const override { return inner_->name(); }

 private:
  std::shared_ptr<const sim::Model> inner_;
};

}  // namespace

TEST_CASE("scenarios that begin alike have the results that they have alone, whatever the lever", "[care][beginnings]") {
  const Scenario base = Scenario::load("jiangxi-2025");
  const auto first = build(base, kOptions);
  int tried = 0, shared = 0, seen = 0, of = 0;
  std::vector<std::string> wrong;
  for (const Lever& lever : base.schema().levers()) {
    const std::string value = other_value(lever);
    std::shared_ptr<const sim::Model> other;
    try {
      if (value.empty()) continue;
      other = build(base.with({{lever.key, value}}), kOptions);
    } catch (const scenario::ScenarioError&) {
      continue;  // it contradicts another value
    }
    ++tried;
    const auto together = sim::run_each({first, other}, kRun);
    const auto alone = sim::run_each({other}, kRun);
    if (!same(together[1].dataset, alone[0].dataset)) wrong.push_back(lever.key);
    shared += together[1].shared;
    CHECK(together[1].shared == first->begins_like(*other));
    if (together[1].shared || of == 40) continue;
    ++of;
    const auto careless = sim::run_each({std::make_shared<Careless>(first), std::make_shared<Careless>(other)}, kRun);
    seen += !same(careless[1].dataset, alone[0].dataset);
  }
  CHECK(wrong.empty());
  CAPTURE(tried, shared, seen, of);
  CHECK(tried > 300);
  CHECK(shared > 150);      // most levers leave the people as they are
  CHECK(tried - shared > 60);
  CHECK(seen > of / 2);     // the rest moves nothing in so few people and four months
}

TEST_CASE("scenarios of other places, people or times do not begin alike", "[care][beginnings]") {
  const auto first = model("jiangxi-2025", kOptions);
  CHECK(first->begins_like(*model("jiangxi-2025", kOptions, {{"beds.nursing.factor", "1.5"}})));
  CHECK(first->begins_like(*model("jiangxi-2025", kOptions, {{"beds.acute.per_1000", "3"}})));
  CHECK_FALSE(first->begins_like(*model("jiangxi-2025", kOptions, {{"family_doctor.coverage", "0.9"}})));
  CHECK_FALSE(first->begins_like(*model("jiangxi-2025", kOptions, {{"mortality.level", "1.01"}})));
  CHECK_FALSE(first->begins_like(*model("jiangxi-2025", {0.0011, kOptions.until})));
  CHECK_FALSE(first->begins_like(*model("jiangxi-2025", {0.001, sim::epoch_day(2021, 3, 2)})));
  CHECK_FALSE(first->begins_like(*model("jilin-2020", kOptions)));
}
