// Large numbers: many arrivals a tick, small classes in many regions, more places than people could ever need; and what
// lies beyond the run changes nothing in it.
#include <cmath>

#include "models/network/report.hpp"
#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

// 100,000 a day are one in 1.3 ticks.
std::shared_ptr<const network::Plan> crowd(const std::string& arrival) {
  return plan("exits = [\"out\"]\n[class.a]\n[arrival.a]\nto = \"s\"\n" + arrival +
                  "\n[stage.s]\nservice = { kind = \"exponential\", mean_days = 0.01 }\nnext = { out = 1 }\n",
              3);
}
std::vector<Claim> counts(double a_day) {
  return {{"arrivals", [](const Outcome& o) { return o.sum("arrivals"); }, 3 * a_day}};
}
const std::string dense = "rate_per_day = 100000";
// The rate of 2040 is none of this run's business.
const std::string later =
    "rate_per_day = [{ date = 2001-01-01, value = 1000 }, { date = 2040-01-01, value = 1000000 }]";

double people(const network::Plan& p, std::size_t klass) {
  const std::vector<sim::Field> fields = network::fields(p);
  return std::round(replicate(p, fields, exact, 0).mean("people", klass, 0));
}

/// Classes a (a tenth) and b stay for ever, in regions of four people each.
std::shared_ptr<const network::Plan> small_regions(const std::string& of_a) {
  return plan(
      "regions = 100\n[class.a]\nshare = 0.1\nstarts_at = \"h\"\n[class.b]\nshare = 0.9\nstarts_at = \"h\"\n"
      "[stage.h]\nservice = { kind = \"exponential\", mean_days = 100 }\nnext = { h = 1 }\n" +
          of_a,
      30, 0, 400);
}

}  // namespace

TEST_CASE("Many arrivals a day are as many as the rate says") {
  holds(*crowd(dense), counts(100000), 0.01);
  holds(*crowd(later), counts(1000), 0.05);
}
TEST_CASE("Many arrivals a day catches gaps 3% too long") {
  catches(*crowd(dense), wrong::slow_arrivals, counts(100000));
}

TEST_CASE("Many renewal arrivals a day are as many as the gaps say") {
  const auto p = crowd("between = { kind = \"deterministic\", days = 0.00001 }");
  const std::vector<sim::Field> fields = network::fields(*p);
  CHECK(std::abs(replicate(*p, fields, exact, 0).sum("arrivals") - 300000) <= 1);
}

TEST_CASE("Classes have their share of the people, however small the regions") {
  const auto p = small_regions("");
  CHECK(people(*p, 0) == 40);
  CHECK(people(*p, 1) == 360);
  // All of class a are said to be there at the start.
  const auto said = small_regions("[stage.h.class.a]\nat_start = 40\n");
  CHECK(people(*said, 0) == 40);
  CHECK(people(*said, 1) == 360);
}

TEST_CASE("More places than can be counted are as many as can be") {
  const std::string huge =
      "[class.a]\nshare = 1\nstarts_at = \"h\"\n[stage.h]\ncapacity = 1000000000\nservice = { kind = "
      "\"exponential\", mean_days = 1 }\nnext = { h = 1 }\n";
  for (const double scale : {1.0, 3.0, 1000.0}) {
    const auto p = plan(huge, 2, 0, 10, scale);
    CHECK(p->capacity(0, 0, 0) == network::kMostPlaces);
  }
}
