// Whom measures reach, side by side, against the same asked one measure and one month at a time.
#include "models/care/reach.hpp"

#include <cmath>
#include <random>

#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

constexpr int kMonths = 200;

/// Coverages of every shape: none, whole, rising, falling, rising and falling, and steps at random.
std::vector<Measure> measures_of_all_shapes() {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> share;
  std::vector<Measure> out;
  for (int k = 0; k < kMeasures; ++k) {
    Measure m;
    std::vector<float> months;
    float level = share(random);
    for (int month = 0; month < kMonths; ++month) {
      const float x = static_cast<float>(month) / kMonths;
      if (random() % 20 == 0) level = share(random);
      const float shapes[] = {0, 1, x, 1 - x, 4 * x * (1 - x), level, x < 0.5F ? 0.0F : 0.3F};
      months.push_back(shapes[k % 7]);
    }
    m.coverage = {months};
    m.active_share = 0.4;
    out.push_back(m);
  }
  return out;
}

Levels levels_of(const sim::Stream& stream, std::uint32_t person) {
  return measure_levels(stream.draw(person, 2, 0), stream.draw(person, 2, 1));
}

bool reached(std::int16_t draw, double share) { return (draw + 32768 + 0.5) / 65536 < share; }

}  // namespace

TEST_CASE("who is reached, and when that changes next, is as asked month by month", "[care][reach]") {
  const std::vector<Measure> measures = measures_of_all_shapes();
  const ReachPlan plan(measures, 0);
  const sim::Stream stream({1, 0}, 0);
  int differ = 0, dates = 0;
  for (std::uint32_t person = 0; person < 500; ++person) {
    const Levels draws = levels_of(stream, person);
    const auto mask_in = [&](int month) {
      unsigned mask = 0;
      for (unsigned k = 0; k < kMeasures; ++k) {
        // A level is met from below: a coverage between two of the 65,536 levels is the lower.
        const double share = measures[k].coverage[0][static_cast<std::size_t>(month)];
        mask |= static_cast<unsigned>(reached(draws.get(k), std::floor(share * 65536) / 65536)) << k;
      }
      const bool served = reached(draws.get(kServedBit), std::floor(0.4 * 65536) / 65536);
      return mask | static_cast<unsigned>(served && (mask >> kFamilyDoctor & 1) != 0) << kServedBit;
    };
    // All measures watched by every other person, by the rest some of them, others from month to month.
    for (int month = 0; month < kMonths; ++month) {
      const unsigned watched = 0x3FFFu & (person % 2 == 0 ? ~0u : person * 2654435761u >> month % 16);
      const Reach at = plan.at(draws, month, watched);
      int next = month + 1;
      const unsigned now = mask_in(month) & watched;
      while (next < kMonths && (mask_in(next) & watched) == now) ++next;
      differ += at.mask != mask_in(month) || at.next != next;
      dates += next < kMonths;
    }
  }
  CHECK(differ == 0);
  CHECK(dates > 10000);
}

TEST_CASE("coverage is the share of people reached, and no coverage and whole coverage are exact", "[care][reach]") {
  Measure m;
  m.coverage = {{0, 0.001F, 0.3F, 1}};
  const ReachPlan plan(std::vector<Measure>(kMeasures, m), 0);
  const sim::Stream stream({7, 3}, 0);
  constexpr int kPeople = 100000;
  std::array<std::array<int, kMeasures>, 4> count{};
  for (std::uint32_t person = 0; person < kPeople; ++person)
    for (int month = 0; month < 4; ++month)
      for (unsigned k = 0, mask = plan.at(levels_of(stream, person), month, ~0u).mask; k < kMeasures; ++k)
        count[static_cast<std::size_t>(month)][k] += static_cast<int>(mask >> k & 1);
  // 28 binomial counts, each within 5 standard deviations but once in 1.7 million: 1.6e-5 in all. A coverage
  // a fortieth too large (0.3075) is refused by each of 14 lanes with a chance of a half and more.
  for (unsigned k = 0; k < kMeasures; ++k) {
    CHECK(count[0][k] == 0);
    CHECK(std::abs(count[1][k] - 100) < 5 * 10);
    CHECK(std::abs(count[2][k] - 30000) < 5 * 145);
    CHECK(count[3][k] == kPeople);
  }
}
