// Who is blocked and who is not, and what is a deadlock: worked out by hand.
#include "by_hand.hpp"

using namespace yanglao::theory;

namespace {

constexpr const char* until_service = "blocking = \"until_service\"\n";
constexpr const char* until_room = "blocking = \"until_room\"\n";

/// A stage with one person in service.
std::string stage(const std::string& name, double days, const std::string& to, const std::string& rest,
                  const std::string& capacity = "1") {
  return "[stage." + name + "]\ncapacity = " + capacity + "\nat_start = 1\nstays_at_start = \"fresh\"\n" + fixed(days) +
         "next = { " + to + " = 1 }\n" + rest;
}
std::string later(int before, const char* date, int after) {
  return "[{ date = 2001-01-01, value = " + std::to_string(before) + " }, { date = " + date +
         ", value = " + std::to_string(after) + " }]";
}
const std::string head = "exits = [\"out\", \"lost\"]\n[class.x]\n";
const std::vector<Measure> deadlocks{sum("deadlocks", 0), sum("deadlocks", 1)};

}  // namespace

TEST_CASE("Who is urgent pushes out the less urgent of the next stage instead of being blocked") {
  // Class low is in b for 10 days; urgent is done at a on day 2, is at b until day 12, and low goes on until day 20.
  const auto sections = [](const std::string& blocking, const std::string& room) {
    return "exits = [\"out\"]\n[class.low]\n[class.urgent]\n[stage.a]\ncapacity = 1\nstays_at_start = \"fresh\"\n" +
           blocking + fixed(2) +
           "next = { b = 1 }\n[stage.a.class.urgent]\nat_start = 1\n"
           "[stage.b]\ncapacity = 1\ndiscipline = \"preemptive\"\nstays_at_start = \"fresh\"\n" +
           room + fixed(10) +
           "next = { out = 1 }\n[stage.b.class.low]\nat_start = 1\npriority = 1\n[stage.b.class.urgent]\npriority = "
           "0\n";
  };
  const std::vector<Measure> measures{sum("pushed_out", 1), sum("blocked_days", 0, 1), waited(0, 1, 59),
                                      waited(1, 1, 59)};
  const std::string full = "waiting_room = 0\noverflow_to = \"out\"\n";
  near(values(sections("", ""), 59, measures), {1, 0, 10, 0});
  near(values(sections(until_service, ""), 59, measures), {1, 0, 10, 0});
  near(values(sections(until_room, full), 59, measures), {1, 0, 10, 0});
}

TEST_CASE("Whoever is blocked is at one stage or in one line: nobody is lost, and nobody counted twice") {
  // One at a, done on day 2; b is taken until day 10. Until then they are at a (until_room), or in line for b. Of 59 days a has 10
  // and b 10 + 10, or a has 2, the line 8 and b 20.
  const auto sections = [](const std::string& blocking) {
    return head + stage("a", 2, "b", blocking) + stage("b", 10, "out", "waiting_room = 0\noverflow_to = \"lost\"\n");
  };
  const auto days = [](const char* field, std::size_t s) -> Measure {
    return [=](const Outcome& o) { return 31 * o.month(0, field, 0, s) + 28 * o.month(1, field, 0, s); };
  };
  const std::vector<Measure> measures{days("people", 0), days("waiting", 1), days("people", 1), sum("blocked_days", 0, 1)};
  near(values(sections(until_room), 59, measures), {10, 0, 20, 8});
  near(values(sections(until_service), 59, measures), {2, 8, 20, 8});
}

TEST_CASE("At the seat a way to the seat is a way to the stage, and blocks like one") {
  // In each of two regions one person is done at a on day 2, and b is taken until day 10. The seat's own is blocked for
  // 8 days; the other region's leaves its place at once and comes a day later.
  const std::string sections =
      "regions = 2\nregions_per_group = 2\nexits = [\"out\"]\n[class.x]\n[elsewhere.up]\nto = \"b\"\nregion = "
      "\"seat\"\n[stage.a]\ncapacity = 2\nat_start = 2\nstays_at_start = \"fresh\"\n" +
      (until_service + fixed(2)) +
      "next = { up = 1 }\n[stage.b]\ncapacity = 2\nat_start = 2\nstays_at_start = \"fresh\"\n" + fixed(10) +
      "next = { out = 1 }\n";
  const Measure at_seat = [](const Outcome& o) { return o.region(0).sum("blocked_days", 0, 1); };
  near(values(sections, 59, {at_seat, sum("blocked_days", 0, 1), sum("left_region", 0, 1), sum("departures")}),
       {8, 8, 1, 4});
}

TEST_CASE("Waiting for places that are to come is no deadlock, and waiting for some that never come is one") {
  const std::string a = head + stage("a", 2, "b", until_service);
  const auto b = [](const std::string& capacity) {
    return "[stage.b]\ncapacity = " + capacity + "\n" + fixed(2) + "next = { out = 1 }\n";
  };
  near(values(a + b(later(0, "2001-01-11", 1)), 59, {deadlocks[0], deadlocks[1], sum("blocked_days", 0, 1)}),
       {0, 0, 8});
  near(values(a + b("0"), 59, deadlocks), {1, 0});
  // In a circle the same: on day 10 there is a second place at b.
  const std::string circle = a + stage("b", 3, "a", until_service, later(1, "2001-01-11", 2));
  near(values(circle, 59, {deadlocks[0], deadlocks[1], sum("blocked_days", 0, 1)}), {0, 0, 8});
}

TEST_CASE("A circle that somebody's patience opens is no deadlock") {
  const std::string patience = "patience = { kind = \"deterministic\", days = 5 }\ngives_up_to = \"lost\"\n";
  const auto circle = [](const std::string& at_a, const std::string& at_b) {
    return head + stage("a", 1, "b", until_service + at_a) + stage("b", 2, "a", until_service + at_b);
  };
  near(values(circle("", ""), 59, deadlocks), {1, 1});
  // Who is in b's line holds the place at a, and leaves it on day 6; who holds b then goes round for ever.
  near(values(circle("", patience), 59, {deadlocks[0], deadlocks[1], sum("left_waiting", 1), sum("departures", 0, 1)}),
       {0, 0, 1, 1});
  near(values(circle(patience, patience), 59, deadlocks), {0, 0});
}

TEST_CASE("Full waiting rooms make a deadlock, unless those who wait there may give up") {
  const std::string room = "waiting_at_start = 1\nwaiting_room = 1\noverflow_to = \"out\"\n";
  const std::string patience = "patience = { kind = \"deterministic\", days = 5 }\ngives_up_to = \"lost\"\n";
  const auto circle = [&](const std::string& more) {
    return head + stage("a", 1, "b", until_room + room + more) + stage("b", 2, "a", until_room + room + more);
  };
  near(values(circle(""), 59, deadlocks), {1, 1});
  near(values(circle(patience), 59, deadlocks), {0, 0});
}

TEST_CASE("A deadlock that a cut completes is found") {
  // Of two places at a one is held by somebody blocked; the other, which would open the circle, goes with who leaves
  // it.
  const auto circle = [](const std::string& places) {
    return "exits = [\"out\"]\n[class.go]\n[class.leave]\n[stage.a]\ncapacity = " + places +
           "\nat_start = 1\nstays_at_start = \"fresh\"\n" + until_service +
           "[stage.a.class.go]\nservice = { kind = \"deterministic\", days = 2 }\nnext = { b = 1 }\n"
           "[stage.a.class.leave]\nservice = { kind = \"deterministic\", days = 10 }\nnext = { out = 1 }\n"
           "[stage.b]\ncapacity = 1\nstays_at_start = \"fresh\"\n" +
           until_service + fixed(3) + "next = { a = 1 }\n[stage.b.class.go]\nat_start = 1\n";
  };
  near(values(circle("2"), 300, deadlocks), {0, 0});
  near(values(circle(later(2, "2001-01-05", 1)), 300, deadlocks), {1, 1});
  near(values(circle(later(2, "2001-01-21", 1)), 15, deadlocks), {0, 0});
}

TEST_CASE("A deadlock that somebody completes by giving up is found") {
  // x is done at a on day 1 and z at c on day 2; both are blocked, for in b's waiting room of one is p. y is done at b on
  // day 3 and is blocked too, for z holds c's only place. When p gives up x comes in, but not z: y and z wait for each
  // other. As long as p may give up they do not.
  const auto at = [](const char* name, double days, const char* to, const std::string& who, const std::string& rest) {
    return "[stage." + std::string(name) + "]\ncapacity = 1\nstays_at_start = \"fresh\"\n" + fixed(days) +
           "next = { " + to + " = 1 }\n" + rest + "class." + who + ".at_start = 1\n";
  };
  const auto sections = [&](double patience) {
    return "exits = [\"out\", \"lost\"]\n[class.p]\n[class.x]\n[class.y]\n[class.z]\n" +
           at("a", 1, "b", "x", until_room) +
           at("b", 3, "c", "y",
              until_service + std::string("waiting_room = 1\noverflow_to = \"lost\"\nclass.p = { waiting_at_start = "
                                          "1, gives_up_to = \"lost\", patience = { kind = \"deterministic\", days = ") +
                  std::to_string(patience) + " } }\n") +
           at("c", 2, "b", "z", until_room);
  };
  const std::vector<Measure> measures{deadlocks[0], deadlocks[1], sum("deadlocks", 2), sum("left_waiting", 1)};
  near(values(sections(5), 59, measures), {0, 1, 1, 1});
  near(values(sections(5), 59, measures, 0, wrong::gave_up_unseen), {0, 0, 0, 1});
  near(values(sections(100), 59, measures), {0, 0, 0, 0});
}

TEST_CASE("Of those blocked until there is room, the first goes in first") {
  // b is taken until day 10. Blocked for it are one of a from day 1 and one of c from day 2, who then are there for 10
  // days each.
  const std::string sections = head + stage("a", 1, "b", until_room) +
                               stage("b", 10, "out", "waiting_room = 0\noverflow_to = \"lost\"\n") +
                               stage("c", 2, "b", until_room);
  const std::vector<Measure> measures{sum("blocked_days", 0, 1), sum("blocked_days", 2, 1)};
  near(values(sections, 59, measures), {9, 18});
  near(values(sections, 59, measures, 0, wrong::last_blocked_first), {19, 8});
}

TEST_CASE("Looking for deadlocks after every event finds no other") {
  // People go round three stages that block in both ways, push out, lose places and have people give up; stages that
  // lock for good are many.
  const auto network = [](const std::string& a, const std::string& b, const std::string& c) {
    const std::string places =
        "[{ date = 2001-01-01, value = 4 }, { date = 2001-02-01, value = 3 }, { date = "
        "2001-03-01, value = 2 }, { date = 2001-06-01, value = 3 }]\n";
    const std::string patience = "patience = { kind = \"exponential\", mean_days = 5 }\ngives_up_to = \"out\"\n";
    return plan(
        "exits = [\"out\"]\n[class.x]\nshare = 0.5\nstarts_at = \"home\"\n[class.y]\nshare = "
        "0.5\nstarts_at = \"home\"\n[stage.home]\nrates_per_day = { a = 0.2, b = 0.1, c = 0.1 }\n"
        "[stage.a]\ncapacity = " +
            places + a +
            "service = { kind = \"exponential\", mean_days = 1 }\nnext = { b = 0.6, c = 0.3, out = 0.1 }\n"
            "[stage.a.class.x]\n" +
            patience + "[stage.b]\ncapacity = " + places + b +
            "service = { kind = \"exponential\", mean_days = 1 }\nnext = { a = 0.5, c = 0.5 }\n"
            "[stage.b.class.y]\npriority = 1\n[stage.c]\ncapacity = 2\nwaiting_room = 2\noverflow_to = "
            "\"home\"\n" +
            c + "service = { kind = \"exponential\", mean_days = 1 }\nnext = { a = 0.5, b = 0.5 }\n" +
            "[stage.c.class.y]\n" + patience,
        300, 0, 40);
  };
  const std::vector<Measure> measures{sum("deadlocks", 0), sum("deadlocks", 1), sum("deadlocks", 2),
                                      sum("left_waiting", 2)};
  double found = 0;
  const std::string preemptive = "discipline = \"preemptive\"\n", room = "waiting_room = 2\noverflow_to = \"home\"\n";
  for (const auto& model :
       {network(until_service, until_service, until_service), network(until_room + room, until_service, until_room),
        network(until_room + room, preemptive + until_room + room, until_room),
        network(until_service, preemptive + until_service, until_room)}) {
    const auto usual = simulate(*model, exact, 50, measures);
    CHECK(usual == simulate(*model, watchful, 50, measures));
    for (std::size_t s = 0; s < 3; ++s)
      for (const double each : usual[s]) found += each;
  }
  CHECK(found > 20);
}
