// What the rules of a network come to where nothing is left to chance: every value is worked out by hand.
#include "by_hand.hpp"

using namespace yanglao::theory;

namespace {

// Two people begin stays of 20 days in two beds; from day 10 there is one.
std::string cut(const std::string& policy) {
  return "exits = [\"out\"]\n[class.a]\n"
         "[stage.bed]\ncapacity = [{ date = 2001-01-01, value = 2 }, { date = 2001-01-11, value = 1 }]\nat_start = 2\n"
         "stays_at_start = \"fresh\"\ncost_cny_per_day = 7\n" +
         fixed(20) + "next = { out = 1 }\n" + policy + "[stage.home]\n" + fixed(5) + "next = { out = 1 }\n";
}

}  // namespace

TEST_CASE("A cut in capacity drains, moves people or sends them home") {
  const std::vector<Measure> measures{served(0, 0, 40), served(0, 1, 40), sum("departures"), sum("cost", 0, 0)};
  near(values(cut(""), 40, measures), {40, 0, 2, 280});
  near(values(cut("when_cut = { policy = \"move\", to = \"home\" }\n"), 40, measures), {30, 10, 2, 210});
  near(values(cut("when_cut = { policy = \"send_home\", to = \"home\" }\n"), 40, measures), {30, 5, 2, 210});
  for (const char* policy : {"move", "send_home"})
    near(values(cut("when_cut = { policy = \"" + std::string(policy) + "\", to = \"home\" }\n"), 40, measures, 0,
                wrong::no_cuts),
         {40, 0, 2, 280});
  near(values(cut("when_cut = { policy = \"move\", to = \"home\" }\n"), 40, measures, 0, wrong::restart),
       {30, 5, 2, 210});
}

TEST_CASE("The line is served first come first, last come first, or the urgent first") {
  // One is in service for 10 days; of class b and class c one each waits, b having come first.
  const auto line = [](const std::string& discipline) {
    return "exits = [\"out\"]\n[class.a]\n[class.b]\n[class.c]\n[stage.bed]\ncapacity = 1\nstays_at_start = "
           "\"fresh\"\n" +
           discipline + fixed(10) +
           "next = { out = 1 }\n[stage.bed.class.a]\nat_start = 1\n[stage.bed.class.b]\n"
           "waiting_at_start = 1\npriority = 1\n[stage.bed.class.c]\nwaiting_at_start = 1\n";
  };
  const std::vector<Measure> measures{waited(1, 0, 40), waited(2, 0, 40)};
  near(values(line(""), 40, measures), {10, 20});
  near(values(line("discipline = \"lifo\"\n"), 40, measures), {20, 10});
  near(values(line("discipline = \"priority\"\n"), 40, measures), {20, 10});
  near(values(line("discipline = \"priority\"\n"), 40, measures, 0, wrong::no_priorities), {10, 20});
}

TEST_CASE("Who is pushed out goes on where the stay stopped") {
  // Class a comes every 3 days for 1 day; b's stay of 10 days runs 0-3, 4-6, 7-9, 10-12 and 13-14.
  const std::string sections =
      "exits = [\"out\"]\n[class.a]\n[class.b]\n[arrival.a]\nclass = \"a\"\nto = \"bed\"\nbetween = { kind = "
      "\"deterministic\", days = 3 }\n"
      "[stage.bed]\ncapacity = 1\ndiscipline = \"preemptive\"\nstays_at_start = \"fresh\"\nnext = { out = 1 }\n"
      "[stage.bed.class.a]\n" +
      fixed(1) + "[stage.bed.class.b]\npriority = 1\nat_start = 1\n" + fixed(10);
  const std::vector<Measure> measures{waited(1, 0, 20), served(1, 0, 20), waited(0, 0, 20), sum("pushed_out")};
  near(values(sections, 20, measures), {4, 10, 0, 4});
  // Begun anew each time, it never ends: pushed out on days 3, 6, ... 18.
  near(values(sections, 20, measures, 0, wrong::restart), {6, 14, 0, 6});
}

TEST_CASE("Arrivals at fixed gaps, batches, and a warm-up of which results say nothing") {
  const std::string sections =
      "exits = [\"out\"]\n[class.a]\n[arrival.a]\nto = \"bed\"\nbatch_size = 2\nbetween = { kind = \"deterministic\", "
      "days = 1 }\n"
      "[stage.bed]\n" +
      fixed(0.5) + "next = { out = 1 }\n";
  near(values(sections, 31, {sum("arrivals"), served(0, 0, 31)}), {60, 30});
  near(values(sections, 21, {sum("arrivals"), served(0, 0, 21)}, 10), {42, 21});
  near(values(sections, 31, {sum("arrivals"), served(0, 0, 31)}, 0, wrong::single_arrivals), {30, 15});
}

TEST_CASE("A full waiting room and a long line turn people away to where they are told") {
  const auto station = [](const std::string& line) {
    return "exits = [\"out\"]\n[class.a]\n[arrival.a]\nto = \"bed\"\nbetween = { kind = \"deterministic\", days = 1 }\n"
           "[stage.bed]\ncapacity = 1\n" +
           fixed(100) + "next = { out = 1 }\noverflow_to = \"home\"\n" + line + "[stage.home]\n" + fixed(0.25) +
           "next = { out = 1 }\n";
  };
  // Ten come on days 1 to 10 of 11: one is served, so many wait, the others go home.
  const std::vector<Measure> measures{sum("turned_away"), sum("departures")};
  near(values(station("waiting_room = 3\n"), 11, measures), {6, 6});
  near(values(station("balking = [{ queue = 2, probability = 1 }]\n"), 11, measures), {7, 7});
  near(values(station("balking = [{ queue = 2, probability = 1 }]\n"), 11, measures, 0, wrong::no_balking), {0, 0});
  near(values(station("waiting_room = 0\n"), 11, measures, 0, wrong::no_room), {0, 0});
}

TEST_CASE("Blocked days and their cost are charged to the place that was missing") {
  // Done at a after 2 days; b is taken for 10: 8 days blocked.
  const std::string sections =
      "exits = [\"out\"]\n[class.x]\n[stage.a]\ncapacity = 1\nat_start = 1\nstays_at_start = \"fresh\"\nblocking = "
      "\"until_service\"\n"
      "cost_cny_per_blocked_day = 100\n" +
      fixed(2) +
      "next = { b = 1 }\n[stage.b]\ncapacity = 1\nat_start = 1\n"
      "stays_at_start = \"fresh\"\ncost_cny_per_waiting_day = 10\n" +
      fixed(10) + "next = { out = 1 }\n";
  near(values(sections, 30, {sum("blocked_days", 0, 1), sum("cost", 0, 2), sum("cost", 1, 1), sum("departures")}),
       {8, 800, 80, 2});
}
