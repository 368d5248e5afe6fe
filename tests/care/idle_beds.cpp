// Hospital beds that stand empty at the start, and what of them becomes geriatric.
#include "models/care/idle_beds.hpp"

#include <numeric>

#include "models/care/setup.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

struct Idle {
  explicit Idle(const Settings& settings)
      : s(scenario::Scenario::load("jiangxi-2020").with(settings)),
        setup(s, sim::epoch_day(2022, 1, 1), 1),
        share(idle_at_start(s, setup.parameters, setup.hazards, setup.population)) {}
  /// The first county of a prefecture.
  [[nodiscard]] std::size_t in(const std::string& prefecture) const {
    std::size_t c = 0;
    while (s.places()[c].prefecture != prefecture) ++c;
    return c;
  }
  [[nodiscard]] double acute_beds(std::size_t c) const { return 9.08 * setup.population.counties()[c].persons_60plus / 1000; }
  /// Hospital beds turned into geriatric ones by the end.
  [[nodiscard]] double turned(std::size_t c) const {
    double sum = 0;
    for (int m = 0; m < setup.calendar.months(); ++m)
      sum += setup.facilities.works(static_cast<int>(c), m)[convert_geriatric];
    return sum;
  }
  scenario::Scenario s;
  Setup setup;
  std::vector<double> share;
};

const std::pair<std::string, std::string> kPlan{"conversion.idle_share",
                                                "[{date = 2020-11-01, value = 0}, {date = 2021-06-01, value = 0.5}]"};

}  // namespace

TEST_CASE("beds stand empty where people are not expected to use them, as a run finds", "[care][beds]") {
  const Idle x({});
  double beds = 0, empty = 0;
  for (std::size_t c = 0; c < x.share.size(); ++c) {
    beds += x.acute_beds(c);
    empty += x.share[c] * x.acute_beds(c);
  }
  // The first half of 2021, two replications of a tenth: means of 5,700 beds taken for nine days each vary by 0.2 points, and
  // 2 points are left, as the pools of counties of a tenth turn some away, people grow older, and some beds are held by those
  // who wait to leave.
  const sim::Dataset d = sim::run({model("jiangxi-2020", {0.1, sim::epoch_day(2021, 7, 1)})},
                                  {.replications = 2, .seed = 5, .detail = "province"});
  const Cells occupied(d, "occupied"), capacity(d, "capacity");
  double used = 0, there = 0;
  for (std::size_t r = 0; r < 2; ++r)
    for (std::size_t m = 2; m < d.dimension("month")->size(); ++m) {
      used += occupied({0, 0, r, 0, m, static_cast<std::size_t>(pool_of(Place::acute))});
      there += capacity({0, 0, r, 0, m, static_cast<std::size_t>(pool_of(Place::acute))});
    }
  CHECK(empty / beds == Approx(1 - used / there).margin(0.02));
}

TEST_CASE("what is turned is a part of what stands empty in that county", "[care][beds]") {
  const Idle x({kPlan});
  for (std::size_t c = 0; c < x.share.size(); ++c)
    CHECK(x.turned(c) == Approx(0.5 * 0.47 * x.share[c] * x.acute_beds(c)).margin(1e-6));
  const auto [least, most] = std::minmax_element(x.share.begin(), x.share.end());
  CHECK(*most > *least + 0.01);
  // A prefecture with a quarter more beds for the same people has those idle too; one with half of them has none.
  const Idle more({kPlan, {"beds.acute.per_1000@Ganzhou", "11.35"}, {"beds.acute.per_1000@Nanchang", "4.54"}});
  const std::size_t ganzhou = x.in("Ganzhou"), nanchang = x.in("Nanchang");
  CHECK(more.turned(ganzhou) ==
        Approx(x.turned(ganzhou) + 0.5 * 0.47 * 0.25 * x.acute_beds(ganzhou)).margin(1e-6));
  CHECK(more.turned(nanchang) == 0);
}
