// Capacities that change on the same day, worked out by hand: what stages are called decides nothing.
#include "by_hand.hpp"

using namespace yanglao::theory;

namespace {

/// Stages a and b, and the same with their names exchanged.
struct Names {
  std::string one, other;
  std::size_t i, j;  ///< the indices of the stages, which are sorted by name
};
const Names both_ways[] = {{"a", "b", 0, 1}, {"b", "a", 1, 0}};

std::string stage(const std::string& name, double days, const std::string& to, const std::string& rest) {
  return "[stage." + name + "]\nstays_at_start = \"fresh\"\n" + fixed(days) + "next = { " + to + " = 1 }\n" + rest;
}
/// Capacity before and from day 10.
std::string places(int before, int after) {
  return "capacity = [{ date = 2001-01-01, value = " + std::to_string(before) + " }, { date = 2001-01-11, value = " +
         std::to_string(after) + " }]\n";
}
std::string cut(const std::string& policy, const std::string& to) {
  return "when_cut = { policy = \"" + policy + "\", to = \"" + to + "\" }\n";
}

}  // namespace

TEST_CASE("Beds that move from one stage to another take their people along") {
  // Ten people in ten beds for 20 days; on day 10 the beds and people move, to where nobody may wait.
  for (const Names& n : both_ways) {
    const std::string sections =
        "exits = [\"out\", \"lost\"]\n[class.x]\n" +
        stage(n.one, 20, "out", places(10, 0) + cut("move", n.other) + "at_start = 10\n") +
        stage(n.other, 5, "out", places(0, 10) + "waiting_room = 0\noverflow_to = \"lost\"\n");
    const std::vector<Measure> measures{served(0, n.i, 59),       served(0, n.j, 59),       sum("pushed_out", n.i),
                                        sum("turned_away", n.j), sum("departures", 0, 0), sum("departures", 0, 1)};
    near(values(sections, 59, measures), {100, 100, 10, 0, 10, 0});
    // The beds that close before the others open have nowhere to send people.
    const bool closed_first = n.i == 0;
    near(values(sections, 59, measures, 0, wrong::one_by_one),
         closed_first ? std::vector<double>{100, 0, 10, 10, 0, 10} : std::vector<double>{100, 100, 10, 0, 10, 0});
  }
}

TEST_CASE("Those in line go into beds opened before those who are moved there") {
  // Of class w one waits; on day 10 there is one bed, and x is moved there from a bed that closes, with 10 days to go.
  // Were x in line by then, the last come would be the first.
  for (const Names& n : both_ways) {
    const std::string sections = "exits = [\"out\"]\n[class.w]\n[class.x]\n" +
                                 stage(n.one, 20, "out",
                                       places(1, 0) + cut("move", n.other) + "class.x.at_start = 1\n") +
                                 stage(n.other, 5, "out",
                                       places(0, 1) + "discipline = \"lifo\"\nclass.w.waiting_at_start = 1\n");
    const std::vector<Measure> measures{waited(0, n.j, 59), waited(1, n.j, 59), served(1, n.j, 59)};
    near(values(sections, 59, measures), {10, 5, 10});
    near(values(sections, 59, measures, 0, wrong::moved_first), {20, 0, 10});
  }
}

TEST_CASE("Who is moved finds the places that remain after the cuts of the day") {
  // Two are moved from one stage to another, whose three places, one of them taken until day 20, become one that day.
  // They go on there for 10 days each, one after the other.
  for (const Names& n : both_ways) {
    const std::string sections =
        "exits = [\"out\"]\n[class.x]\n[class.y]\n" +
        stage(n.one, 20, "out", places(2, 0) + cut("move", n.other) + "class.x.at_start = 2\n") +
        stage(n.other, 20, "out", places(3, 1) + cut("move", "c") + "class.y.at_start = 1\n") +
        stage("c", 20, "out", "");
    const std::vector<Measure> measures{waited(0, n.j, 59), served(0, n.j, 59), served(1, n.j, 59),
                                        sum("pushed_out", n.i), sum("pushed_out", n.j)};
    near(values(sections, 59, measures), {30, 20, 20, 2, 0});
    // Moved before the three places are one, they go in, and are moved on at once.
    const bool moved_before = n.i == 0;
    near(values(sections, 59, measures, 0, wrong::one_by_one),
         moved_before ? std::vector<double>{0, 0, 20, 2, 2} : std::vector<double>{30, 20, 20, 2, 0});
  }
}

TEST_CASE("Of all whom the cuts of a day put out, the last to begin goes on first") {
  // x is in one stage from day 0 and y in the other from day 5. On day 10 both are sent to the one place of c.
  for (const Names& n : both_ways) {
    const std::string sections =
        "exits = [\"out\"]\n[class.x]\n[class.y]\n" +
        stage(n.one, 20, "out", places(1, 0) + cut("send_home", "c") + "class.x.at_start = 1\n") +
        stage(n.other, 20, "out", places(1, 0) + cut("send_home", "c")) + stage("c", 7, "out", "capacity = 1\n") +
        stage("first", 5, n.other, "class.y.at_start = 1\n");
    near(values(sections, 59, {waited(0, 2, 59), waited(1, 2, 59)}), {7, 0});
    const bool x_by_name = n.i == 0;
    near(values(sections, 59, {waited(0, 2, 59), waited(1, 2, 59)}, 0, wrong::out_by_name),
         x_by_name ? std::vector<double>{0, 7} : std::vector<double>{7, 0});
  }
}

TEST_CASE("Of the stages that open on one day, that with the first in line is first") {
  // w and z wait from the start, w with the lower id, and u and v are blocked behind them from day 1. On day 10 there is
  // a place in each line's stage; u and v, next in line, do not join and go to c, which has one place.
  for (const Names& n : both_ways) {
    const std::string opens =
        places(0, 1) + "waiting_room = 1\noverflow_to = \"c\"\nbalking = [{ queue = 0, probability = 1 }]\n";
    const std::string held = "capacity = 1\nblocking = \"until_room\"\n";
    const std::string sections = "exits = [\"out\"]\n[class.u]\n[class.v]\n[class.w]\n[class.z]\n" +
                                 stage(n.one, 20, "out", opens + "class.w.waiting_at_start = 1\n") +
                                 stage(n.other, 20, "out", opens + "class.z.waiting_at_start = 1\n") +
                                 stage("c", 7, "out", "capacity = 1\n") +
                                 stage("first", 1, n.one, held + "class.u.at_start = 1\n") +
                                 stage("second", 1, n.other, held + "class.v.at_start = 1\n");
    const std::vector<Measure> measures{waited(0, 2, 59), waited(1, 2, 59), sum("blocked_days", 3, n.i)};
    near(values(sections, 59, measures), {0, 7, 9});
    const bool u_by_name = n.i == 0;
    near(values(sections, 59, measures, 0, wrong::opened_by_name),
         u_by_name ? std::vector<double>{0, 7, 9} : std::vector<double>{7, 0, 9});
  }
}
