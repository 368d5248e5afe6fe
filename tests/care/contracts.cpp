// Contracts of hospitals and institutions (J18, L6) over five years: beds lent between counties shorten the line, though
// less and less as spare beds fill, and a shorter wait in a hospital bed frees hospital beds.
#include <cstdio>
#include <cstdlib>

#include "tests/care/moved.hpp"
#include "tests/care/support.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

// A one-sided t-test of eight paired replications at 0.05% each: of the two in this file one would pass by chance in a
// thousand sets of seeds if nothing moved. The seed is fixed, so the test gives the same answer always.
sim::Dataset five_years(const Settings& without, const Settings& with) {
  const Options options{0.01, sim::epoch_day(2026, 1, 1)};
  return sim::run({model("jiangxi-2020", options, without), model("jiangxi-2020", options, with)},
                  {.replications = kPairs, .seed = 35, .detail = "province"});
}

bool falls(const sim::Dataset& d, const std::string& name) {
  const Quantity q(d, name);
  std::vector<double> less;
  for (std::size_t r = 0; r < kPairs; ++r) less.push_back(q.of(r, 0, 0) - q.of(r, 0, 1));
  const Difference difference(less);
  if (std::getenv("YANGLAO_PRINT") != nullptr)
    std::printf("%s: %.1f less of %.1f, t %.1f\n", name.c_str(), difference.mean, q.of(0, 0, 0),
                difference.mean / difference.error);
  return difference.beyond_chance();
}

}  // namespace

TEST_CASE("contracts shorten the line for nursing beds over five years", "[care][contracts]") {
  CHECK(falls(five_years({{"referral.next_county_share", "0"}}, {{"referral.next_county_share", "1"}}), "queue[nursing]"));
}

TEST_CASE("contracts that speed discharge free hospital beds, and without contracts nothing changes", "[care][contracts]") {
  const Settings fast = {{"referral.blocked_patience_ratio", "0.5"}};
  const Settings contracts = {{"referral.next_county_share", "1"}}, both = {contracts[0], fast[0]};
  CHECK(falls(five_years(contracts, both), "blocked_days[*,nursing]"));
  const Settings none = {{"referral.next_county_share", "0"}}, only_fast = {none[0], fast[0]};
  const sim::Dataset same = five_years(none, only_fast);
  for (const char* name : {"blocked_days[*,*]", "queue[nursing]", "admissions[acute]"})
    CHECK(Quantity(same, name).of(0, 0, 0) == Quantity(same, name).of(0, 0, 1));
}
