// A measure switched off at one place: there it is off, and everywhere else as it was.
#include "tests/care/shown.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

constexpr double kScale = 0.01;
constexpr std::size_t kFirst = 2;  ///< months left out: lines that the scenario sets at the start grow or shrink

}  // namespace

TEST_CASE("a step at one place switches a measure off there and nowhere else", "[care][measures]") {
  const Scenario s = Scenario::load("jiangxi-2025");
  const Options options{0.01, sim::epoch_day(2023, 1, 1)};
  const sim::Dataset d = sim::run({build(s, options), build(s.with({{"policy.step.j10@Ganzhou", "0"}}), options)},
                                  {.detail = "prefecture"});
  const Cells reached(d, "reached");
  const std::size_t last = d.dimension("month")->size() - 1;
  const auto& regions = d.dimension("region")->labels;
  const auto& measures = d.dimension("measure")->labels;
  const auto services =
      static_cast<std::size_t>(std::find(measures.begin(), measures.end(), "home_services") - measures.begin());
  REQUIRE(std::count(regions.begin(), regions.end(), "Ganzhou") == 1);
  for (std::size_t r = 0; r < regions.size(); ++r) {
    CHECK(reached({0, 0, 0, r, last, services}) > 0);
    if (regions[r] == "Ganzhou")
      CHECK(reached({1, 0, 0, r, last, services}) == 0);
    else
      CHECK(reached({1, 0, 0, r, last, services}) == Approx(reached({0, 0, 0, r, last, services})).epsilon(0.05));
  }
}

// Without chance: one replication of each, the same random numbers. Where a measure is switched off in one prefecture,
// its row's first quantity is there what it is without the measure, and elsewhere what it is with it. Beds are whole,
// and what is left over is carried on to the next county, so a bed may move: one bed in every month, and a fiftieth of
// what the measure does to others, is let pass. A step that did nothing at a place would differ by all of it.
TEST_CASE("every step at a place switches its row off there and nowhere else", "[care][measures]") {
  for (const PolicyRow& row : policy_rows()) {
    const Pair pair = shown(row);
    const std::string place = row.id[0] == 'J' ? "Ganzhou" : "Changchun", quantity = row.moves.front().quantity;
    INFO(row.id << " " << quantity);
    const Scenario off = pair.with.with({{step_key(row.id) + "@" + place, "0"}}),
                   none = pair.with.with({{step_key(row.id), "0"}});
    const Options options{kScale, province_of(row).until};
    const sim::Dataset d = sim::run({build(pair.with, options), build(off, options), build(none, options)},
                                    {.replications = 1, .seed = 35, .detail = "prefecture"});
    const auto& regions = d.dimension("region")->labels;
    const auto there = static_cast<std::size_t>(std::find(regions.begin(), regions.end(), place) - regions.begin());
    REQUIRE(there < regions.size());
    const Quantity q(d, quantity);
    const std::size_t first = q.name() == "cost" ? 0 : kFirst;
    double inside[3], outside[3] = {0, 0, 0};
    for (std::size_t s = 0; s < 3; ++s)
      for (std::size_t r = 0; r < regions.size(); ++r)
        (r == there ? inside[s] = 0 : outside[s]) += q.of(0, first, s, r);
    const double effect = std::abs(inside[0] - inside[2]), effect_outside = std::abs(outside[0] - outside[2]);
    const double months = static_cast<double>(d.dimension("month")->size() - kFirst);
    const double bed = quantity.starts_with("capacity") || quantity.starts_with("chinese") ? months : 0;
    CHECK(effect > 2 * bed);
    CHECK(std::abs(inside[1] - inside[2]) <= effect / 50 + bed);
    CHECK(std::abs(outside[1] - outside[0]) <= effect_outside / 50 + bed);
  }
}
