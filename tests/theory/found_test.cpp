// Who has which place at the start, whatever the classes are called: every value is worked out by hand.
#include "by_hand.hpp"

using namespace yanglao::theory;

namespace {

/// A ward of stays of 10 days, each of which begins with the run.
std::string ward(int places, const std::string& more) {
  return "[stage.ward]\ncapacity = " + std::to_string(places) + "\nstays_at_start = \"fresh\"\n" + fixed(10) +
         "next = { out = 1 }\n" + more;
}
/// Days waited in the ward by each of two classes.
std::vector<double> waits(const std::string& sections, long population = 0) {
  std::vector<double> out;
  const auto model = plan("exits = [\"out\"]\n" + sections, 40, 0, population);
  for (const auto& each : simulate(*model, exact, 1, {waited(0, 0, 40), waited(1, 0, 40)})) out.push_back(each[0]);
  return out;
}

}  // namespace

TEST_CASE("Who is found in service has a place before anybody found in line, of whatever class") {
  // Five of each class fill the ten places; the three in line follow after 10 days. Classes go by the alphabet.
  const auto found = [](const std::string& with_line, const std::string& other) {
    return "[class." + with_line + "]\n[class." + other + "]\n" +
           ward(10, "at_start = 5\n[stage.ward.class." + with_line + "]\nwaiting_at_start = 3\n");
  };
  near(waits(found("a", "b")), {30, 0});
  near(waits(found("z", "b")), {0, 30});
}

TEST_CASE("Who is found in service, or in line, is ahead of those who begin at the stage") {
  // Ten of class a begin at the ward, where class b has all places: each waits for 10 days.
  const std::string classes = "[class.a]\nshare = 0.5\nstarts_at = \"ward\"\n[class.b]\nshare = 0.5\nstarts_at = ";
  near(waits(classes + "\"ward\"\n" + ward(10, "[stage.ward.class.b]\nat_start = 10\n"), 20), {100, 0});
  // One of class b waits in front of one of class a, and so has the only place at once.
  near(waits(classes + "\"ward\"\n" + ward(1, "[stage.ward.class.b]\nwaiting_at_start = 1\n"), 2), {10, 0});
}

TEST_CASE("Places per 1000 people are by all who are there at the start, of classes without a share too") {
  const auto home = [](const char* regions, const char* a) {
    return std::string(regions) + "exits = [\"out\"]\n[class.a]\n" + a +
           "[class.b]\n[stage.home]\nservice = { kind = \"exponential\", mean_days = 100 }\nnext = { ward = 1 }\n"
           "[stage.home.class.b]\nat_start = 900\n[stage.ward]\ncapacity_per_1000 = 10\n" +
           fixed(1) + "next = { home = 1 }\n[stage.ward.class.b]\nwaiting_at_start = 100\n";
  };
  CHECK(plan(home("", ""), 30)->capacity(1, 0, 0) == 10);
  // 500 with a share and 1000 without, in two regions: 7.5 places each, rounded up.
  const auto two = plan(home("regions = 2\n", "share = 1\nstarts_at = \"home\"\n"), 30, 0, 500);
  CHECK(two->capacity(1, 0, 0) == 8);
  CHECK(two->capacity(1, 1, 0) == 8);
}
