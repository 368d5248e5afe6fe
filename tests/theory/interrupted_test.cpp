// Stays that a cut in capacity or somebody more urgent interrupts, worked out by hand.
#include "by_hand.hpp"

using namespace yanglao::theory;

namespace {

/// A stage bed for two whose capacity falls to one on `date`, from which one of `days` is moved to `to`.
std::string moving(const std::string& date, double days, const std::string& to, const std::string& exit = "out") {
  return "exits = [\"out\", \"dead\"]\n[class.a]\n[stage.bed]\ncapacity = [{ date = 2001-01-01, value = 2 }, { date "
         "= " +
         date + ", value = 1 }]\nat_start = 2\nstays_at_start = \"fresh\"\n" + fixed(days) + "next = { " + exit +
         " = 1 }\nwhen_cut = { policy = \"move\", to = \"" + to + "\" }\n";
}
/// A stage ward with one person in service.
std::string ward(int capacity, double days, const std::string& line = "") {
  return "[stage.ward]\ncapacity = " + std::to_string(capacity) + "\nat_start = 1\nstays_at_start = \"fresh\"\n" +
         fixed(days) + "next = { out = 1 }\n" + line;
}
std::string home(double days) { return "[stage.home]\n" + fixed(days) + "next = { out = 1 }\n"; }

}  // namespace

TEST_CASE("A stay that ends at the midnight of the cut has ended, not begun anew where it is moved to") {
  // Both would leave on day 20, when one is moved to a stage where stays last 30 days.
  near(values(moving("2001-01-21", 20, "home") + home(30), 40,
              {served(0, 0, 40), served(0, 1, 40), sum("departures", 0, 0)}),
       {40, 0, 2});
}

TEST_CASE("Who is moved and gives up begins anew where they go") {
  // Moved on day 10 with 10 days to go, then to "dead"; waits 3 days; at home 50 days, then to "out". Of the two
  // others one is dead on day 20 and one out of the ward on day 100.
  const std::string sections =
      moving("2001-01-11", 20, "ward", "dead") +
      ward(1, 100, "patience = { kind = \"deterministic\", days = 3 }\ngives_up_to = \"home\"\n") + home(50);
  near(values(sections, 120, {waited(0, 2, 120), served(0, 1, 120), sum("departures", 0, 0), sum("departures", 0, 1)}),
       {3, 50, 2, 1});
}

TEST_CASE("Who is moved and finds no room begins anew where they go") {
  const std::string sections =
      moving("2001-01-11", 20, "ward", "dead") + ward(1, 100, "waiting_room = 0\noverflow_to = \"home\"\n") + home(50);
  near(values(sections, 120, {served(0, 1, 120), sum("departures", 0, 0), sum("departures", 0, 1)}), {50, 2, 1});
}

TEST_CASE("Who is moved counts among the admissions of the stage they come to, and so does their wait") {
  // Moved on day 10 with 20 days to go. The ward's only place is free on day 20; where there are two, at once.
  const std::vector<Measure> measures{sum("admissions", 0), sum("admissions", 1), sum("wait_days", 1),
                                      served(0, 1, 59)};
  near(values(moving("2001-01-11", 30, "ward") + ward(1, 20), 59, measures), {0, 1, 10, 40});
  near(values(moving("2001-01-11", 30, "ward") + ward(2, 20), 59, measures), {0, 1, 0, 40});
}

TEST_CASE("A cut puts out those who came last") {
  // Class a is in bed from the start, b from day 5; on day 10 one has to go.
  const std::string sections =
      "exits = [\"out\"]\n[class.a]\n[class.b]\n[stage.bed]\ncapacity = [{ date = 2001-01-01, value = 2 }, { date = "
      "2001-01-11, value = 1 }]\nstays_at_start = \"fresh\"\nwhen_cut = { policy = \"send_home\", to = \"home\" }\n" +
      fixed(20) + "next = { out = 1 }\n[stage.bed.class.a]\nat_start = 1\n[stage.first]\nstays_at_start = \"fresh\"\n" +
      fixed(5) + "next = { bed = 1 }\n[stage.first.class.b]\nat_start = 1\n" + home(7);
  const std::vector<Measure> measures{served(0, 0, 40), served(1, 0, 40), served(0, 2, 40), served(1, 2, 40)};
  near(values(sections, 40, measures), {20, 5, 0, 7});
  near(values(sections, 40, measures, 0, wrong::first_out), {10, 20, 7, 0});
}

TEST_CASE("Somebody urgent found waiting pushes out the less urgent found in service") {
  const std::string sections =
      "exits = [\"out\"]\n[class.low]\n[class.urgent]\n[stage.bed]\ncapacity = 1\ndiscipline = \"preemptive\"\n"
      "stays_at_start = \"fresh\"\n" +
      fixed(10) +
      "next = { out = 1 }\n[stage.bed.class.low]\nat_start = 1\npriority = 1\n[stage.bed.class.urgent]\n"
      "waiting_at_start = 1\n";
  near(values(sections, 30, {waited(0, 0, 30), waited(1, 0, 30), sum("pushed_out")}), {10, 0, 1});
}

TEST_CASE("Of those less urgent, the last to begin is pushed out") {
  // Class a is in bed from the start, b from day 5; on day 6 c comes for 10 days. Pushed out is b, who goes on then.
  const std::string sections =
      "exits = [\"out\"]\n[class.a]\n[class.b]\n[class.c]\n[stage.bed]\ncapacity = 2\ndiscipline = \"preemptive\"\n"
      "stays_at_start = \"fresh\"\n" +
      fixed(20) +
      "next = { out = 1 }\n[stage.bed.class.a]\nat_start = 1\npriority = 1\n[stage.bed.class.b]\npriority = 1\n"
      "[stage.bed.class.c]\n" +
      fixed(10) + "[stage.first]\nstays_at_start = \"fresh\"\nnext = { bed = 1 }\n[stage.first.class.a]\n" + fixed(1) +
      "[stage.first.class.b]\nat_start = 1\n" + fixed(5) + "[stage.first.class.c]\nat_start = 1\n" + fixed(6);
  const std::vector<Measure> measures{waited(0, 0, 59), waited(1, 0, 59), sum("pushed_out")};
  near(values(sections, 59, measures), {0, 10, 1});
  near(values(sections, 59, measures, 0, wrong::pushes_out_first), {10, 0, 1});
}

TEST_CASE("Who comes with the lower id is served first when two come at the same tick") {
  const std::string sections = "exits = [\"out\"]\n[class.a]\n[class.b]\n[stage.bed]\ncapacity = 1\n" + fixed(10) +
                               "next = { out = 1 }\n[stage.home]\nat_start = 1\nstays_at_start = \"fresh\"\n" +
                               fixed(3) + "next = { bed = 1 }\n";
  near(values(sections, 31, {waited(0, 0, 31), waited(1, 0, 31)}), {0, 10});
  near(values(sections, 31, {waited(0, 0, 31), waited(1, 0, 31)}, 0, wrong::reversed_ties), {10, 0});
}

TEST_CASE("Who comes while closed places are still held pushes out when the last of them is given back") {
  // Two places, one from day 2: low stays until day 8, lower until day 300. One urgent person comes every 6 days for a
  // day: the first waits from 6 to 8, for the place that low gives back is closed, and then pushes out lower; those of
  // days 12, 18, 24 and 30 do so at once. Lower waits for a day each time.
  const std::string sections =
      "exits = [\"out\"]\n[class.low]\n[class.lower]\n[class.urgent]\n[arrival.u]\nclass = \"urgent\"\nto = "
      "\"bed\"\nbetween = { kind = \"deterministic\", days = 6 }\n[stage.bed]\ndiscipline = \"preemptive\"\n"
      "capacity = [{ date = 2001-01-01, value = 2 }, { date = 2001-01-03, value = 1 }]\nstays_at_start = \"fresh\"\n" +
      fixed(1) + "next = { out = 1 }\n[stage.bed.class.low]\nat_start = 1\npriority = 1\n" + fixed(8) +
      "[stage.bed.class.lower]\nat_start = 1\npriority = 1\n" + fixed(300);
  const std::vector<Measure> measures{waited(0, 0, 31), waited(1, 0, 31), waited(2, 0, 31), sum("pushed_out")};
  near(values(sections, 31, measures), {0, 5, 2, 5});
  // The first waits until day 13, when the second, who has pushed out lower on day 12, is done.
  near(values(sections, 31, measures, 0, wrong::meek_line), {0, 5, 7, 4});
}

TEST_CASE("Who is done is not pushed out of the place they leave") {
  // Two beds, one from day 10. Low is in service from day 0 (for 20 days) and quick from day 0.5 (for 11.5). Urgent
  // comes on day 11.5 for 5 and finds both held, one of them closed; on day 12 quick is done and leaves, and urgent
  // pushes out low, who goes on from day 17 to 25.
  const std::string sections =
      "exits = [\"out\"]\n[class.low]\n[class.quick]\n[class.urgent]\n[stage.bed]\ncapacity = [{ date = 2001-01-01, "
      "value = 2 }, { date = 2001-01-11, value = 1 }]\ndiscipline = \"preemptive\"\nstays_at_start = \"fresh\"\n" +
      fixed(20) + "next = { out = 1 }\n[stage.bed.class.low]\nat_start = 1\npriority = 1\n[stage.bed.class.quick]\n" +
      "priority = 1\n" + fixed(11.5) + "[stage.bed.class.urgent]\n" + fixed(5) +
      "[stage.first]\nstays_at_start = \"fresh\"\nnext = { bed = 1 }\n" + fixed(11.5) +
      "[stage.first.class.quick]\nat_start = 1\n" + fixed(0.5) + "[stage.first.class.urgent]\nat_start = 1\n";
  const Measure in_february = [](const Outcome& o) { return o.month(1, "occupied", 0); };
  near(values(sections, 59,
              {served(0, 0, 59), served(1, 0, 59), served(2, 0, 59), waited(0, 0, 59), waited(1, 0, 59),
               waited(2, 0, 59), sum("pushed_out"), sum("departures", 0), sum("departures", 1), sum("departures", 2),
               in_february}),
       {20, 11.5, 5, 5, 0, 0.5, 1, 1, 1, 1, 0});
}

TEST_CASE("Who is pushed out is the first of their class in line") {
  // Low is in bed from day 0 for 20 days, lower waits with the same urgency. Urgent comes on day 5 for 10 days; then low
  // goes on until day 30, and lower begins. At the end of their class, low goes on when lower has been there, on day 35.
  const std::string sections =
      "exits = [\"out\"]\n[class.low]\n[class.lower]\n[class.urgent]\n[stage.bed]\ncapacity = 1\ndiscipline = "
      "\"preemptive\"\nstays_at_start = \"fresh\"\n" +
      fixed(20) +
      "next = { out = 1 }\n[stage.bed.class.low]\nat_start = 1\npriority = 1\n[stage.bed.class.lower]\n"
      "waiting_at_start = 1\npriority = 1\n[stage.bed.class.urgent]\n" +
      fixed(10) + "[stage.first]\nstays_at_start = \"fresh\"\nnext = { bed = 1 }\n" + fixed(5) +
      "[stage.first.class.urgent]\nat_start = 1\n";
  const std::vector<Measure> measures{waited(0, 0, 59), waited(1, 0, 59), waited(2, 0, 59)};
  near(values(sections, 59, measures), {10, 30, 0});
  near(values(sections, 59, measures, 0, wrong::pushed_to_the_end), {30, 15, 0});
}

TEST_CASE("A cut puts out the least urgent, though they came first") {
  // Low is in bed from day 0, urgent from day 5; on day 10 one has to go, and is home for 7 days.
  const std::string sections =
      "exits = [\"out\"]\n[class.low]\n[class.urgent]\n[stage.bed]\ncapacity = [{ date = 2001-01-01, value = 2 }, { "
      "date = 2001-01-11, value = 1 }]\ndiscipline = \"priority\"\nstays_at_start = \"fresh\"\nwhen_cut = { policy = "
      "\"send_home\", to = \"home\" }\n" +
      fixed(20) +
      "next = { out = 1 }\n[stage.bed.class.low]\nat_start = 1\npriority = 1\n[stage.first]\nstays_at_start = "
      "\"fresh\"\n" +
      fixed(5) + "next = { bed = 1 }\n[stage.first.class.urgent]\nat_start = 1\n" + home(7);
  const std::vector<Measure> measures{served(0, 0, 40), served(1, 0, 40), served(0, 2, 40), served(1, 2, 40)};
  near(values(sections, 40, measures), {10, 20, 7, 0});
  near(values(sections, 40, measures, 0, wrong::careless_cuts), {20, 5, 0, 7});
}
