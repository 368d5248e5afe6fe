// Every measure of both policies (scenarios/data/measures.csv): a lever that sizes it, a step that switches it off, and
// the quantities that its row names moved in the direction that the row says.
#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include "tests/care/shown.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;
using scenario::Type;

namespace {

// A one-sided t-test of paired replications at 0.05% each: of the quantities of all rows (about a hundred) one would
// pass by chance in 20 sets of seeds if none of them moved. Seeds are fixed, so the test gives the same answer always.
constexpr double kScale = 0.01;
constexpr std::size_t kFirst = 2;  ///< months left out: lines that the scenario sets at the start grow or shrink

sim::Dataset replications(const Scenario& s, int until) {
  return sim::run({build(s, {kScale, until})}, {.replications = kPairs, .seed = 35, .detail = "province"});
}

/// Every bit of every field; indicators and their targets aside, which are computed from fields or set.
std::map<std::string, std::vector<std::uint64_t>> bits(const Scenario& s, const Options& options) {
  const sim::Dataset d = sim::run({build(s, options)}, {.replications = 1, .seed = 8, .detail = "county"});
  std::map<std::string, std::vector<std::uint64_t>> out;
  for (const sim::Variable& v : d.variables)
    if (!v.name.starts_with("target"))
      for (const double x : v.data) out[v.name].push_back(std::bit_cast<std::uint64_t>(x));
  return out;
}

std::vector<std::string> schedules(const Scenario& s, const PolicyRow& row) {
  std::vector<std::string> out;
  for (const std::string& key : row.levers(s.schema()))
    if (s.schema().find(key)->type == Type::schedule) out.push_back(key);
  return out;
}

}  // namespace

TEST_CASE("every row of the two policies has its levers and its step", "[care][measures]") {
  std::set<std::string> wanted, found;
  for (int i = 1; i <= 21; ++i) wanted.insert("J" + std::to_string(i));
  for (int i = 1; i <= 14; ++i) wanted.insert("L" + std::to_string(i));
  const Scenario s = Scenario::load("jiangxi-2020");
  for (const PolicyRow& row : policy_rows()) {
    INFO(row.id);
    CHECK(found.insert(row.id).second);
    CHECK_FALSE(row.moves.empty());
    CHECK_FALSE(schedules(s, row).empty());
    const auto levers = row.levers(s.schema());
    CHECK(std::count(levers.begin(), levers.end(), step_key(row.id)) == 1);
    for (const std::string& key : levers) CHECK_FALSE(s.schema().find(key)->source.empty());
    // What shows a row is a lever of that row, or one that the row's effect works through.
    CHECK(std::any_of(row.shown_with.begin(), row.shown_with.end(), [&](const Shown& each) {
      return s.schema().find(each.key) && s.schema().find(each.key)->type == Type::schedule &&
             std::count(levers.begin(), levers.end(), each.key) == 1;
    }));
    for (const Shown& each : row.shown_with) CHECK(s.schema().find(each.key) != nullptr);
  }
  CHECK(found == wanted);
  // And no lever serves a row that there is not.
  for (const scenario::Lever& lever : s.schema().levers()) {
    std::istringstream rows(lever.row);
    for (std::string each; rows >> each;) CHECK(wanted.count(each) == 1);
  }
}

TEST_CASE("a step takes the schedules of its row back to the start, half way, and no others", "[care][measures]") {
  for (const PolicyRow& row : policy_rows()) {
    INFO(row.id);
    const Scenario s = shown(row).with;
    const int start = s.date("start"), late = s.date("end") - 1;
    const Scenario none = s.with({{step_key(row.id), "0"}}), half = s.with({{step_key(row.id), "0.5"}});
    bool moved = false;
    for (const std::string& key : schedules(s, row)) {
      const double before = s.schedule(key).at(start), after = s.schedule(key).at(late);
      moved = moved || before != after;
      CHECK(planned(s, key).at(late) == after);
      CHECK(planned(none, key).at(late) == before);
      CHECK(planned(half, key).at(late) == Approx((before + after) / 2));
    }
    CHECK(moved);
    for (const scenario::Lever& lever : s.schema().levers()) {
      if (lever.type != Type::schedule) continue;
      const auto own = schedules(s, row);
      if (std::count(own.begin(), own.end(), lever.key) == 0)
        CHECK(planned(none, lever.key).at(late) == planned(s, lever.key).at(late));
    }
  }
  // A step above 1 stays within the range of its lever.
  const Scenario twice = Scenario::load("jiangxi-2025").with({{"policy.step.j19", "2"}});
  CHECK(planned(twice, "channel.share").at(twice.date("end")) == 1);
}

TEST_CASE("every measure moves what its row names, in the direction that the row says", "[care][measures]") {
  const bool print = std::getenv("YANGLAO_PRINT") != nullptr;
  std::map<std::string, sim::Dataset> without;  // by the text of the scenario
  for (const PolicyRow& row : policy_rows()) {
    const Pair pair = shown(row);
    const int until = province_of(row).until;
    const std::string text = pair.without.resolved();
    if (!without.contains(text)) without[text] = replications(pair.without, until);
    const sim::Dataset with = replications(pair.with, until);
    for (const Moved& moved : row.moves) {
      const Quantity before_it(without[text], moved.quantity), with_it(with, moved.quantity);
      // Of money all months, as places are paid for when they are built.
      const std::size_t first = before_it.name() == "cost" ? 0 : kFirst;
      std::vector<double> differences;
      double before = 0;
      for (std::size_t r = 0; r < kPairs; ++r) {
        before += before_it.of(r, first) / kPairs;
        differences.push_back(moved.direction * (with_it.of(r, first) - before_it.of(r, first)));
      }
      const Difference difference(differences);
      if (print)
        std::printf("%-4s %-44s %14.1f %+14.1f  t %.1f\n", row.id.c_str(), moved.quantity.c_str(), before,
                    moved.direction * difference.mean, difference.mean / difference.error);
      INFO(row.id << " " << moved.quantity << ": " << before << ", moved by " << moved.direction * difference.mean
                  << ", standard error " << difference.error);
      CHECK(difference.beyond_chance());
    }
  }
}

TEST_CASE("with its step at 0 a measure changes nothing, to the bit", "[care][measures]") {
  for (const char* first : {"J", "L"}) {
    // All rows of a policy at once, each strong and each switched off by its own step. A measure that needs another
    // value from the start on (from>to) is left out: the schedule test above has it.
    Scenario with = Scenario::load(first[0] == 'J' ? "jiangxi-2020" : "jilin-2016"), without = with;
    int until = 0;
    for (const PolicyRow& row : policy_rows()) {
      if (row.id[0] != first[0]) continue;
      until = province_of(row).until;
      const int start = with.date("start");
      for (const Shown& each : row.shown_with) {
        if (with.schema().find(each.key)->type != Type::schedule || !each.from.empty()) continue;
        char now[32];
        std::snprintf(now, sizeof now, "%.17g", without.schedule(each.key).at(start));
        with = with.with({{each.key, ramp(start, now, each.to)}});
      }
      with = with.with({{step_key(row.id), "0"}});
    }
    CHECK(bits(with, {0.01, until}) == bits(without, {0.01, until}));
    // Planted: any one of them on makes a difference.
    CHECK(bits(with.with({{step_key(std::string(first) + "1"), "1"}}), {0.01, until}) != bits(without, {0.01, until}));
  }
}

TEST_CASE("with every measure off the policies are the scenarios in which nothing new is done", "[care][measures]") {
  for (const auto& [policy, before] : {std::pair{"jiangxi-2025", "jiangxi-2020"}, {"jilin-2020", "jilin-2016"}}) {
    INFO(policy);
    const Scenario off = Scenario::load(policy).with({{"policy.step.all", "0"}});
    const Scenario old = Scenario::load(before);
    CHECK(off.date("end") == old.date("end"));
    const auto a = bits(off, {0.01}), b = bits(old, {0.01});
    CHECK(a.size() > 20);
    for (const auto& [name, values] : a) {
      INFO(name);
      CHECK(values == b.at(name));
    }
    // Planted: with the steps taken they differ.
    CHECK(bits(Scenario::load(policy), {0.01}) != b);
  }
}
