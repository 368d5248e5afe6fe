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
