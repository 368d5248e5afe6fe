// Every measure of both policies (scenarios/data/measures.csv): a lever that sizes it, a step that switches it off, and
// the quantities that its row names moved in the direction that the row says.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "models/care/policy.hpp"
#include "sim/interval.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;
using scenario::Type;

namespace {

// A one-sided t-test of paired replications at 0.05% each: of the quantities of all rows (about a hundred) one would
// pass by chance in 20 sets of seeds if none of them moved. Seeds are fixed, so the test gives the same answer always.
constexpr int kReplications = 8;
constexpr double kQuantile = 5.408;  ///< of Student's t, 7 degrees of freedom, 0.9995
constexpr double kScale = 0.01;
constexpr std::size_t kFirst = 2;  ///< months left out: lines that the scenario sets at the start grow or shrink

struct Province {
  const char* before;  ///< the scenario in which nothing new is done
  const char* policy;
  int until;
};
Province province_of(const PolicyRow& row) {
  return row.id[0] == 'J' ? Province{"jiangxi-2020", "jiangxi-2025", sim::epoch_day(2022, 1, 1)}
                          : Province{"jilin-2016", "jilin-2020", sim::epoch_day(2017, 3, 1)};
}

/// A schedule that goes within a month of the start from one value to another.
std::string ramp(int start, const std::string& from, const std::string& to) {
  return "[{date = " + sim::iso_date(start) + ", value = " + from + "}, {date = " + sim::iso_date(start + 30) +
         ", value = " + to + "}]";
}

struct Pair {
  Scenario without, with;
};

/// A row's measure and nothing else, strong: as its `shown_with` says. Where the evidence has no effect, or the default
/// is neutral, that sets an effect away from it: the channel is shown, not the size.
Pair shown(const PolicyRow& row) {
  const Scenario s = Scenario::load(province_of(row).before);
  const int start = s.date("start");
  Settings both, on;
  for (const Shown& each : row.shown_with) {
    if (s.schema().find(each.key)->type != Type::schedule) {
      both.emplace_back(each.key, each.to);
      continue;
    }
    char now[32];
    std::snprintf(now, sizeof now, "%.17g", s.schedule(each.key).at(start));
    const std::string from = each.from.empty() ? now : each.from;
    both.emplace_back(each.key, from);
    on.emplace_back(each.key, ramp(start, from, each.to));
  }
  // Without the measure nobody is reached, and its effects do not matter: rows share their runs without.
  Settings others;
  std::copy_if(both.begin(), both.end(), std::back_inserter(others),
               [](const auto& setting) { return !setting.first.starts_with("measure."); });
  return {s.with(others), s.with(both).with(on)};
}

sim::Dataset replications(const Scenario& s, int until) {
  return sim::run({build(s, {kScale, until})}, {.replications = kReplications, .seed = 35, .detail = "province"});
}

/// Cells of a field that a quantity such as "people[*,severe]" adds up, within one month.
class Quantity {
 public:
  Quantity(const sim::Dataset& d, const std::string& text) : d_(d) {
    const std::size_t bracket = std::min(text.find('['), text.size());
    variable_ = d.variable(text.substr(0, bracket));
    INFO(text);
    REQUIRE(variable_ != nullptr);
    std::vector<std::string> labels;
    for (std::size_t at = bracket + 1; at < text.size();) {
      const std::size_t end = text.find_first_of(",]", at);
      labels.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    // scenario, draw, replication, region, month, then the axes of the field.
    REQUIRE(variable_->dimensions.size() == 5 + labels.size());
    cells_ = {0};
    for (std::size_t k = 0; k < labels.size(); ++k) {
      const sim::Dimension& axis = *d.dimension(variable_->dimensions[5 + k]);
      std::vector<std::size_t> next;
      for (std::size_t i = 0; i < axis.labels.size(); ++i)
        if (labels[k] == "*" || labels[k] == axis.labels[i])
          for (const std::size_t cell : cells_) next.push_back(cell * axis.size() + i);
      REQUIRE_FALSE(next.empty());
      cells_ = next;
      block_ *= axis.size();
    }
  }
  /// Sum over the months after the first ones; of money over all, as places are paid for when they are built.
  [[nodiscard]] double of(std::size_t replication) const {
    const std::size_t months = d_.dimension("month")->size();
    double sum = 0;
    for (std::size_t m = variable_->name == "cost" ? 0 : kFirst; m < months; ++m)
      for (const std::size_t cell : cells_) sum += variable_->data[(replication * months + m) * block_ + cell];
    return sum;
  }

 private:
  const sim::Dataset& d_;
  const sim::Variable* variable_;
  std::vector<std::size_t> cells_;
  std::size_t block_ = 1;
};

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
      std::vector<double> difference;
      double before = 0;
      for (std::size_t r = 0; r < kReplications; ++r) {
        before += before_it.of(r) / kReplications;
        difference.push_back(moved.direction * (with_it.of(r) - before_it.of(r)));
      }
      const double mean = sim::mean(difference);
      double squares = 0;
      for (const double x : difference) squares += (x - mean) * (x - mean);
      const double error = std::sqrt(squares / (kReplications - 1) / kReplications);
      if (print)
        std::printf("%-4s %-44s %14.1f %+14.1f  t %.1f\n", row.id.c_str(), moved.quantity.c_str(), before,
                    moved.direction * mean, mean / error);
      INFO(row.id << " " << moved.quantity << ": " << before << ", moved by " << moved.direction * mean
                  << ", standard error " << error);
      CHECK(mean > kQuantile * error);
    }
  }
}

TEST_CASE("a step at one place switches a measure off there and nowhere else", "[care][measures]") {
  const Scenario s = Scenario::load("jiangxi-2025");
  const Options options{0.01, sim::epoch_day(2023, 1, 1)};
  const sim::Dataset d = sim::run({build(s, options), build(s.with({{"policy.step.j10@Ganzhou", "0"}}), options)},
                                  {.detail = "prefecture"});
  const Cells reached(d, "reached");
  const std::size_t last = d.dimension("month")->size() - 1;
  const auto& regions = d.dimension("region")->labels;
  const auto& measures = d.dimension("measure")->labels;
  const auto services =
      static_cast<std::size_t>(std::find(measures.begin(), measures.end(), "home_services") - measures.begin());
  REQUIRE(std::count(regions.begin(), regions.end(), "Ganzhou") == 1);
  for (std::size_t r = 0; r < regions.size(); ++r) {
    CHECK(reached({0, 0, 0, r, last, services}) > 0);
    if (regions[r] == "Ganzhou")
      CHECK(reached({1, 0, 0, r, last, services}) == 0);
    else
      CHECK(reached({1, 0, 0, r, last, services}) == Approx(reached({0, 0, 0, r, last, services})).epsilon(0.05));
  }
}

// Without chance: one replication of each, the same random numbers. Where a measure is switched off in one prefecture,
// its row's first quantity is there what it is without the measure, and elsewhere what it is with it. Beds are whole,
// and what is left over is carried on to the next county, so a bed may move: one bed in every month, and a fiftieth of
// what the measure does to others, is let pass. A step that did nothing at a place would differ by all of it.
TEST_CASE("every step at a place switches its row off there and nowhere else", "[care][measures]") {
  for (const PolicyRow& row : policy_rows()) {
    const Pair pair = shown(row);
    const std::string place = row.id[0] == 'J' ? "Ganzhou" : "Changchun", quantity = row.moves.front().quantity;
    INFO(row.id << " " << quantity);
    const Scenario off = pair.with.with({{step_key(row.id) + "@" + place, "0"}}),
                   none = pair.with.with({{step_key(row.id), "0"}});
    const Options options{kScale, province_of(row).until};
    const sim::Dataset d = sim::run({build(pair.with, options), build(off, options), build(none, options)},
                                    {.replications = 1, .seed = 35, .detail = "prefecture"});
    const auto& regions = d.dimension("region")->labels;
    const auto there = static_cast<std::size_t>(std::find(regions.begin(), regions.end(), place) - regions.begin());
    REQUIRE(there < regions.size());
    const Quantity q(d, quantity);
    double inside[3], outside[3] = {0, 0, 0};
    for (std::size_t s = 0; s < 3; ++s)
      for (std::size_t r = 0; r < regions.size(); ++r)
        (r == there ? inside[s] = 0 : outside[s]) += q.of(s * regions.size() + r);
    const double effect = std::abs(inside[0] - inside[2]), effect_outside = std::abs(outside[0] - outside[2]);
    const double months = static_cast<double>(d.dimension("month")->size() - kFirst);
    const double bed = quantity.starts_with("capacity") || quantity.starts_with("chinese") ? months : 0;
    CHECK(effect > 2 * bed);
    CHECK(std::abs(inside[1] - inside[2]) <= effect / 50 + bed);
    CHECK(std::abs(outside[1] - outside[0]) <= effect_outside / 50 + bed);
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
