// Little's law in every line of the care model, as an identity of accounts: the queue integrated over the run is the
// sum of the days waited in it, to the last tick; and waits are told with their distribution.
#include <algorithm>
#include <array>

#include "models/care/person.hpp"
#include "models/care/report.hpp"
#include "sim/time.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

const int kEnd = sim::epoch_day(2022, 11, 1);
sim::Calendar calendar() { return {sim::epoch_day(2020, 11, 1), kEnd}; }

/// Few places of every kind, so that there are lines, with people in them at the end.
const Settings scarce = {{"beds.institution.per_1000", "6"}, {"beds.nursing.share", "0.3"},
                         {"beds.acute.per_1000", "3"},       {"beds.geriatric.per_1000", "0.1"},
                         {"beds.dementia.per_1000", "0.3"},  {"community.places_per_1000", "1"}};

constexpr std::size_t pool(Place p) { return static_cast<std::size_t>(pool_of(p)); }

/// Rows (replications and counties) by pool in which the identity does not hold.
std::array<int, kPools> broken(const sim::Dataset& d) {
  std::array<int, kPools> out{};
  for (std::size_t r = 0; r < d.dimension("replication")->size(); ++r)
    for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
      for (std::size_t k = 0; k < kPools; ++k) out[k] += unexplained_queue(d, calendar(), 0, r, c, k) != 0;
  return out;
}

int broken_with(Fault fault, Told tally = Told::states) {
  static const auto m = faulty_model("jiangxi-2025", 0.02, kEnd, scarce);
  const Planted plant(fault, tally);
  const auto rows = broken(sim::run({m}, {.seed = 22}));
  int all = 0;
  for (const int n : rows) all += n;
  return all;
}

}  // namespace

TEST_CASE("in every pool the queue integrated over the run is the sum of all waits, to the tick", "[care][little]") {
  const auto m = model("jiangxi-2025", {0.02, kEnd}, scarce);
  const sim::Dataset d = sim::run({m}, {.replications = 2, .seed = 21});
  CHECK(broken(d) == std::array<int, kPools>{});
  // The case is worth nothing unless people were in each line, left it in each way and stand there at the end. Nobody
  // ever waits for a hospice bed or one of a dementia unit: who finds none asks for another kind of place.
  const auto all = [&](const char* name, std::size_t k) {
    const Cells cells(d, name);
    double sum = 0;
    for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
      for (std::size_t month = 0; month < d.dimension("month")->size(); ++month) sum += cells({0, 0, 0, c, month, k});
    return sum;
  };
  for (std::size_t k = 0; k < kPools; ++k) {
    INFO(kPoolNames[k]);
    double standing = 0;
    for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
      standing += Cells(d, "standing_wait_days")({0, 0, 0, c, k});
    const bool line = k != pool(Place::hospice) && k != pool(Place::dementia);
    CHECK((all("queue", k) > 0) == line);
    CHECK((all("wait_days", k) > 0) == line);
    CHECK((all("left_wait_days", k) > 0) == line);
    CHECK((standing > 0) == line);
  }
  CHECK(all("interrupted_wait_days", pool(Place::nursing)) > 0);
  CHECK(all("interrupted_wait_days", pool(Place::acute)) == 0);
}

TEST_CASE("Little's law refuses engines that lose or misplace a telling, or a day of a wait",
          "[care][little][faulty]") {
  CHECK(broken_with(Fault::none) == 0);
  CHECK(broken_with(Fault::wait_too_long) > 0);
  for (const Told tally : {Told::queue, Told::wait_ticks, Told::left_ticks, Told::interrupted_ticks})
    for (const Fault fault : {Fault::telling_lost, Fault::telling_wrong_cell}) {
      INFO("tally " << static_cast<int>(tally) << ", fault " << static_cast<int>(fault));
      CHECK(broken_with(fault, tally) > 0);
    }
}

TEST_CASE("bins of waits follow each other without a gap, two to a doubling", "[care][little]") {
  CHECK(wait_bin(0) == 0);
  CHECK(wait_bin(1) == 1);
  for (int b = 1; b < kWaitBins; ++b) {
    CHECK(wait_bin(wait_from(b)) == b);
    CHECK(wait_bin(wait_from(b) - 1) == b - 1);
  }
  CHECK(sim::days(wait_from(2)) == 0.25);
  CHECK(sim::days(wait_from(3)) == 0.375);
  CHECK(sim::days(wait_from(6)) == 1);
  CHECK(sim::days(wait_from(kWaitBins - 1)) == 768);
  CHECK(wait_bin(sim::kNever) == kWaitBins - 1);
}

TEST_CASE("of waits in several counties the histogram is the sum and the longest the greatest", "[care][little]") {
  const auto m = model("jiangxi-2025", {0.02, sim::epoch_day(2021, 7, 1)}, scarce);
  const sim::Dataset counties = sim::run({m}, {.seed = 23});
  const sim::Dataset province = sim::run({m}, {.seed = 23, .detail = "province"});
  const Cells bins(counties, "wait_histogram"), longest(counties, "wait_max_days");
  const Cells all_bins(province, "wait_histogram"), all_longest(province, "wait_max_days");
  for (std::size_t y = 0; y < 2; ++y)
    for (std::size_t k = 0; k < kPools; ++k) {
      double greatest = 0;
      for (std::size_t c = 0; c < counties.dimension("region")->size(); ++c)
        greatest = std::max(greatest, longest({0, 0, 0, c, y, k}));
      CHECK(all_longest({0, 0, 0, 0, y, k}) == greatest);
      for (std::size_t b = 0; b < kWaitBins; ++b) {
        double sum = 0;
        for (std::size_t c = 0; c < counties.dimension("region")->size(); ++c) sum += bins({0, 0, 0, c, y, k, b});
        CHECK(all_bins({0, 0, 0, 0, y, k, b}) == sum);
      }
    }
}
