// Renewal arrivals belong to the whole network: shared out over the regions, and faster at a larger scale.
#include "by_hand.hpp"

using namespace yanglao::theory;

namespace {

std::shared_ptr<const yanglao::network::Plan> daily(int regions, double scale) {
  return plan(
      "regions = " + std::to_string(regions) +
          "\nexits = [\"out\"]\n[class.a]\n[arrival.a]\nto = \"bed\"\nbetween = { kind = \"deterministic\", days = "
          "1 }\n[stage.bed]\n" +
          fixed(0.5) + "next = { out = 1 }\n",
      31, 0, 0, scale);
}

// Exponential gaps are those of a Poisson process, and so are its parts: four regions with one place each and no
// waiting room (Erlang B with one server and load 1).
std::shared_ptr<const yanglao::network::Plan> parts() {
  return plan(
      "regions = 4\nexits = [\"done\", \"lost\"]\n[class.a]\n[arrival.a]\nto = \"s\"\nbetween = { kind = "
      "\"exponential\", "
      "mean_days = 0.25 }\n[stage.s]\ncapacity = 4\nwaiting_room = 0\noverflow_to = \"lost\"\nservice = { kind = "
      "\"exponential\", mean_days = 1 }\nnext = { done = 1 }\n",
      2000, 20);
}
std::vector<Claim> parts_claims() {
  return {{"arrivals a day", [](const Outcome& o) { return o.sum("arrivals") / 2000; }, 4},
          {"arrivals a day in the last region", [](const Outcome& o) { return o.region(3).sum("arrivals") / 2000; }, 1},
          {"share turned away", [](const Outcome& o) { return o.sum("turned_away") / o.sum("arrivals"); }, 0.5}};
}

}  // namespace

TEST_CASE("Renewal arrivals are of the whole network, whatever the number of regions, and scale with it") {
  const Measure all = sum("arrivals");
  for (const int regions : {1, 4, 7}) {
    // On days 1 to 30; at twice the scale on days 0.5 to 30.5.
    CHECK(simulate(*daily(regions, 1), exact, 1, {all})[0][0] == 30);
    CHECK(simulate(*daily(regions, 2), exact, 1, {all})[0][0] == 61);
    CHECK(simulate(*daily(regions, 0.5), exact, 1, {all})[0][0] == 15);
  }
  const Measure first = [](const Outcome& o) { return o.region(0).sum("arrivals"); };
  const double part = simulate(*daily(4, 1), exact, 1, {first})[0][0];
  CHECK((part > 0 && part < 30));
}
TEST_CASE("Renewal arrivals with exponential gaps are Poisson in each region") {
  holds(*parts(), parts_claims(), 0.03);
}
TEST_CASE("Renewal arrivals catch arrivals 3% too few") { catches(*parts(), wrong::slow_arrivals, parts_claims()); }
