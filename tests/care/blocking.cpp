// Blocked bed-days along the chain of blocked stages, against cases worked out by hand.
#include "models/care/blocking.hpp"

#include "models/care/money.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

constexpr int kNursing = pool_of(Place::nursing), kGeneral = pool_of(Place::general), kAcute = pool_of(Place::acute),
              kGeriatric = pool_of(Place::geriatric);

struct Chain {
  sim::Calendar calendar{sim::epoch_day(2021, 1, 1), sim::epoch_day(2021, 4, 1)};
  Blocking blocking{calendar};
  void at(double day, int pool, int cause, int by) {
    blocking.change(pool, cause, static_cast<sim::Tick>(day * sim::kTicksPerDay), by);
  }
  [[nodiscard]] double days(int month, int pool, int root) const {
    return blocking.days()[static_cast<std::size_t>((month * kPools + pool) * kPools + root)];
  }
};

}  // namespace

TEST_CASE("two patients, one blocked bed: one waits for the root, the other for the pool", "[care][blocking]") {
  Chain c;
  c.at(2, kAcute, kGeriatric, +1);
  c.at(4, kAcute, kGeriatric, +1);     // days 2 to 4: one patient, no blocked geriatric bed
  c.at(6, kGeriatric, kNursing, +1);   // 4 to 6: two patients, none blocked
  c.at(9, kAcute, kGeriatric, -1);     // 6 to 9: two patients, one blocked bed; then one and one until
  c.at(10, kGeriatric, kNursing, -1);  // day 10, when the nursing bed comes
  c.at(12, kAcute, kGeriatric, -1);
  CHECK(c.days(0, kAcute, kGeriatric) == Approx(2 + 2 * 2 + 3 + 2));
  CHECK(c.days(0, kAcute, kNursing) == Approx(3 + 1));
  CHECK(c.days(0, kGeriatric, kNursing) == Approx(4));
  CHECK(c.days(0, kGeriatric, kGeriatric) == 0);
  CHECK(c.days(1, kAcute, kGeriatric) == 0);
}

TEST_CASE("fewer patients than blocked beds: each cause has its share of them, and months are kept apart",
          "[care][blocking]") {
  Chain c;
  for (int i = 0; i < 3; ++i) c.at(30, kGeriatric, kNursing, +1);
  c.at(30, kGeriatric, kGeneral, +1);
  c.at(30, kAcute, kGeriatric, +1);
  c.at(30, kAcute, kGeriatric, +1);  // and so it stays: one day of January, 28 of February, 31 of March
  const double length[] = {1, 28, 31};
  for (int m = 0; m < 3; ++m) {
    CHECK(c.days(m, kAcute, kNursing) == Approx(2 * 0.75 * length[m]));
    CHECK(c.days(m, kAcute, kGeneral) == Approx(2 * 0.25 * length[m]));
    CHECK(c.days(m, kAcute, kGeriatric) == 0);
    CHECK(c.days(m, kGeriatric, kNursing) == Approx(3 * length[m]));
  }
}

TEST_CASE("every blocked day has one root, and its price is that of the bed held", "[care][blocking]") {
  const Settings tight = {{"beds.nursing.share", "0.02"},
                          {"beds.geriatric.per_1000", "0.3"},
                          {"initial.nursing_occupancy", "1"},
                          {"cost.hospital_cny_per_day", "1000"},
                          {"cost.geriatric_cny_per_day", "10"}};
  const sim::Dataset d = sim::run({model("jiangxi-2020", {0.05, sim::epoch_day(2022, 1, 1)}, tight)},
                                  {.replications = 1, .seed = 3, .detail = "prefecture"});
  const Cells direct(d, "blocked_days"), root(d, "blocked_days_by_root"), cost(d, "blocked_cost");
  double passed_on = 0;
  for (std::size_t r = 0; r < d.dimension("region")->size(); ++r)
    for (std::size_t m = 0; m < d.dimension("month")->size(); ++m) {
      for (std::size_t pool = 0; pool < kPools; ++pool)
        CHECK(root.sum({0, 0, 0, r, m, pool}) == Approx(direct.sum({0, 0, 0, r, m, pool})).margin(1e-9));
      for (std::size_t cause = 0; cause < kPools; ++cause)
        CHECK(cost({0, 0, 0, r, m, cause}) ==
              Approx(1000 * root({0, 0, 0, r, m, kAcute, cause}) + 10 * root({0, 0, 0, r, m, kGeriatric, cause}))
                  .margin(1e-6));
      passed_on += root({0, 0, 0, r, m, kAcute, kNursing}) - direct({0, 0, 0, r, m, kAcute, kNursing});
    }
  CHECK(passed_on > 0);
}
