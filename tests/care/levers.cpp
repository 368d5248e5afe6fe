// Every lever that serves a row of the policies moves something of its own, in the direction that tests/care/data/
// levers.csv says: a lever (one * in its name), the values between which it goes, the quantity, what is set besides
// where the lever matters only with that, and until when it is simulated (empty: a year). {} stands for what the *
// stands for; a value a>b goes from a to b within a month of the start. Of policy.step.* the row of
// scenarios/data/measures.csv says what else.
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include "models/scenario/table.hpp"
#include "tests/care/shown.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;
using scenario::Type;

namespace {

constexpr double kScale = 0.01;

std::string filled(std::string text, const std::string& with) {
  for (std::size_t at = text.find("{}"); at != std::string::npos; at = text.find("{}", at + with.size()))
    text.replace(at, 2, with);
  return text;
}

/// What the * of a pattern stands for in a key; nothing if the key is no such one.
std::optional<std::string> captured(const std::string& pattern, const std::string& key) {
  const std::size_t star = pattern.find('*');
  if (star == std::string::npos) return pattern == key ? std::optional<std::string>("") : std::nullopt;
  const std::string before = pattern.substr(0, star), after = pattern.substr(star + 1);
  if (key.size() <= before.size() + after.size() || !key.starts_with(before) || !key.ends_with(after)) return {};
  return key.substr(before.size(), key.size() - before.size() - after.size());
}

/// `value` of a lever as a setting has it.
std::string setting(const Scenario& s, const std::string& key, const std::string& value) {
  INFO(key << " = " << value);
  REQUIRE(s.schema().find(key) != nullptr);
  const Type type = s.schema().find(key)->type;
  const std::size_t arrow = value.find('>');
  if (type == Type::text) return '"' + value + '"';
  if (type != Type::schedule || arrow == std::string::npos) return value;
  return ramp(s.date("start"), value.substr(0, arrow), value.substr(arrow + 1));
}

/// Planned, and the same in every replication.
bool is_plan(const std::string& field) {
  return field == "capacity" || field == "facilities" || field == "places_for_facilities" ||
         field == "channel_places" || field == "rule_places" || field == "chinese_medicine_places" || field.starts_with("target");
}

/// A year, or as long as the table says; what is planned shows in four months.
int until_of(const std::string& date, const std::string& quantity) {
  if (!date.empty()) return sim::epoch_day(std::stoi(date), std::stoi(date.substr(5)), std::stoi(date.substr(8)));
  return is_plan(quantity.substr(0, quantity.find('['))) ? sim::epoch_day(2021, 3, 1) : sim::epoch_day(2021, 11, 1);
}

struct Move {
  std::string lever, quantity;
  int direction = 0;
  int until = 0;
  Scenario from, to;
};

/// The step of a row, with the row's measure on.
Move of_step(const std::string& key, const PolicyRow& row) {
  const Scenario on = shown(row).with;
  const Moved& first = row.moves.front();
  return {key, first.quantity, first.direction, province_of(row).until, on.with({{key, "0"}}), on.with({{key, "1"}})};
}

class Moves {
 public:
  Moves() : table_(scenario::Table::load(YANGLAO_SOURCE "/tests/care/data/levers.csv")) {}
  /// How a lever is shown to work: by the first row that it fits.
  [[nodiscard]] std::optional<Move> of(const std::string& key) {
    for (std::size_t r = 0; r < table_.rows(); ++r) {
      const auto star = captured(table_.text(r, "lever"), key);
      if (!star) continue;
      unused_.erase(r);
      if (key.starts_with("policy.step.")) return of_step(key, row_of(key));
      Settings with;
      const std::string all = filled(table_.text(r, "with"), *star);
      for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find("; ", begin), all.size()), equals = all.find('=', begin);
        const std::string other = all.substr(begin, equals - begin);
        with.emplace_back(other, setting(base_, other, all.substr(equals + 1, end - equals - 1)));
        begin = end + 2;
      }
      const Scenario s = base_.with(with);
      return Move{key, filled(table_.text(r, "moves"), *star), table_.text(r, "direction") == "up" ? +1 : -1,
                  until_of(table_.text(r, "until"), filled(table_.text(r, "moves"), *star)), s.with({{key, setting(s, key, table_.text(r, "from"))}}),
                  s.with({{key, setting(s, key, table_.text(r, "to"))}})};
    }
    return {};
  }
  /// Rows of the table that no lever has asked for.
  [[nodiscard]] std::set<std::string> unused() const {
    std::set<std::string> out;
    for (const std::size_t r : unused_) out.insert(table_.text(r, "lever"));
    return out;
  }

 private:
  [[nodiscard]] const PolicyRow& row_of(const std::string& key) const {
    return *std::find_if(rows_.begin(), rows_.end(), [&](const PolicyRow& row) { return step_key(row.id) == key; });
  }
  scenario::Table table_;
  Scenario base_ = Scenario::load("jiangxi-2020");
  std::vector<PolicyRow> rows_ = policy_rows();
  std::set<std::size_t> unused_ = [this] {
    std::set<std::size_t> out;
    for (std::size_t r = 0; r < table_.rows(); ++r) out.insert(r);
    return out;
  }();
};

sim::Dataset run(const Move& move, int replications) {
  const bool by_region = move.quantity.find('@') != std::string::npos;
  return sim::run({build(move.from, {kScale, move.until}), build(move.to, {kScale, move.until})},
                  {.replications = replications, .seed = 35, .detail = by_region ? "prefecture" : "province"});
}

/// Nothing happened to anybody that did not happen without: what differs is reckoned, not drawn.
bool same_lives(const sim::Dataset& d) {
  for (const char* name : {"people", "admissions", "deaths", "queue", "population"}) {
    const auto& data = d.variable(name)->data;
    if (!std::equal(data.begin(), data.begin() + static_cast<std::ptrdiff_t>(data.size() / 2),
                    data.begin() + static_cast<std::ptrdiff_t>(data.size() / 2)))
      return false;
  }
  return true;
}

}  // namespace

// One replication tells where there is no chance in it: the quantity is planned, the lives of the two runs are the same,
// or it is 0 without the lever. Else the mean of eight pairs must exceed what chance alone exceeds in one of 2,000 tries
// (one-sided t-test), so of the hundred levers for which that is asked one that only stirs chance passes in one of
// twenty sets of seeds, and one without any effect never, as its differences are all 0. The values between which levers
// go are far apart: all pass with t above 5.9 (YANGLAO_PRINT=1 prints them).
TEST_CASE("every lever of the policies moves what it is for, in its direction", "[care][measures][levers]") {
  const bool print = std::getenv("YANGLAO_PRINT") != nullptr;
  Moves moves;
  const scenario::Schema schema = Scenario::load("jiangxi-2020").schema();
  for (const scenario::Lever& lever : schema.levers()) {
    if (lever.row.empty()) continue;
    INFO(lever.key);
    const auto move = moves.of(lever.key);
    CHECK(move.has_value());  // no row of the table: a lever that nothing shows to work
    if (!move) continue;
    INFO(move->quantity << (move->direction > 0 ? " up" : " down"));
    const sim::Dataset one = run(*move, 1);
    const Quantity q(one, move->quantity);
    const double before = q.of(0, 0, 0), after = q.of(0, 0, 1);
    double mean = move->direction * (after - before), t = -1;
    if (is_plan(q.name()) || same_lives(one) || before == 0) {
      CHECK(mean > 1e-9 * std::abs(before));
    } else {
      const sim::Dataset eight = run(*move, kPairs);
      const Quantity each(eight, move->quantity);
      std::vector<double> differences;
      for (std::size_t r = 0; r < kPairs; ++r)
        differences.push_back(move->direction * (each.of(r, 0, 1) - each.of(r, 0, 0)));
      const Difference difference(differences);
      mean = difference.mean, t = difference.mean / difference.error;
      INFO("moved by " << mean << ", standard error " << difference.error);
      CHECK(difference.beyond_chance());
    }
    if (print)
      std::printf("%-58s %-46s %14.1f %+14.1f  t %.1f\n", lever.key.c_str(), move->quantity.c_str(), before,
                  move->direction * mean, t);
  }
  CHECK(moves.unused().empty());
}
