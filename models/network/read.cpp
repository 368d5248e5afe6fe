#include "models/network/read.hpp"

#include <algorithm>
#include <cmath>

#include "models/network/plan.hpp"
#include "models/network/read_distribution.hpp"
#include "models/network/read_stage.hpp"
#include "models/scenario/describe.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/utf8.hpp"
#include "models/scenario/write.hpp"
#include "sim/time.hpp"

namespace yanglao::network {
namespace {

class Reader {
 public:
  Reader(const toml::table& root, Faults& faults, const std::string& file)
      : root_(root, "", faults), faults_(faults), file_(file) {}

  Network read(const std::vector<std::string>& levers) {
    const auto classes = sections("class"), stages = sections("stage"), arrivals = sections("arrival"),
               ways = sections("elsewhere");
    if (classes.empty()) missing("class", "at least one section such as [class.person]");
    if (stages.empty()) missing("stage", "at least one section such as [stage.home]");
    for (const auto& [name, at] : classes) {
      net_.classes.push_back({name, 0, -1});
      names_.classes.push_back(name);
    }
    for (const auto& [name, at] : stages) names_.targets.push_back(name);
    names_.stages = stages.size();
    read_exits();
    for (const auto& [name, table] : ways) read_elsewhere(name, Section(*table, "elsewhere." + name, faults_));
    if (names_.targets.size() > static_cast<std::size_t>(kMostTargets) || classes.size() > 250)
      faults_.push_back({file_, 1, 1, "stage",
                         std::to_string(names_.targets.size()) + " stages, exits and ways elsewhere, " +
                             std::to_string(classes.size()) + " classes",
                         "at most 250 of each", ""});
    for (std::size_t i = 0; i < classes.size(); ++i)
      read_class(i, Section(*classes[i].second, "class." + classes[i].first, faults_));
    for (const auto& [name, table] : stages)
      net_.stages.push_back(read_stage(name, names_, Section(*table, "stage." + name, faults_)));
    for (const auto& [name, table] : arrivals) read_arrival(name, Section(*table, "arrival." + name, faults_));
    root_.refuse_unknown(levers);
    if (faults_.empty()) check_overflow();
    return std::move(net_);
  }

 private:
  using Named = std::vector<std::pair<std::string, const toml::table*>>;

  void missing(const std::string& key, const std::string& expected) {
    faults_.push_back({file_, 1, 1, key, "no section", expected, ""});
  }

  Named sections(const std::string& kind) {
    Named out, begun;
    const auto all = root_.inner(kind);
    if (!all) return out;
    for (auto&& [name, at] : all->table()) {
      if (name.str().empty())
        all->refuse(at, "\"\"", "a section without a name", "a name, such as [" + kind + ".home]");
      else if (const auto* table = at.as_table())
        (begun_by_a_setting(*table) ? begun : out).emplace_back(name.str(), table);
      else
        all->refuse(at, std::string(name.str()), scenario::describe(at), "a section");
    }
    std::vector<std::string> names;
    std::string list;
    for (const auto& [name, table] : out) {
      names.push_back(name);
      if (names.size() <= 10) list += (list.empty() ? "" : ", ") + scenario::printable(name);
    }
    for (const auto& [name, table] : begun)
      all->refuse(*table, scenario::printable(name), "a section that the scenario does not have",
                  (list.empty() ? "" : "one of " + list + "; ") + "a new one is set whole, " +
                      all->key(scenario::printable(name)) + "={ ... }",
                  scenario::nearest_name(name, names));
    return out;
  }

  /// A key of a section that no file has, such as stage.hospitl.capacity=3: taken for a slip.
  static bool begun_by_a_setting(const toml::table& table) {
    return table.source().path && *table.source().path == "--set" && !table.is_inline();
  }

  void read_exits() {
    const toml::node* at = root_.node("exits");
    if (at == nullptr) return;
    const auto* list = at->as_array();
    if (list == nullptr) return root_.refuse(*at, "exits", scenario::describe(*at), "a list of names");
    for (const toml::node& each : *list) {
      const auto* name = each.as_string();
      const bool taken = name != nullptr &&
                         std::find(names_.targets.begin(), names_.targets.end(), name->get()) != names_.targets.end();
      if (name == nullptr || name->get().empty() || taken) {
        root_.refuse(each, "exits", scenario::describe(each), "a name in quotes that no stage or other exit has");
        continue;
      }
      net_.exits.push_back(name->get());
      names_.targets.push_back(name->get());
    }
  }

  void read_elsewhere(const std::string& name, Section s) {
    Elsewhere way;
    way.name = name;
    if (std::find(names_.targets.begin(), names_.targets.end(), name) != names_.targets.end())
      s.refuse("the name of a stage or exit", "a name of its own");
    if (!s.has("to")) s.refuse("no to", "to = \"...\", the stage of the other region");
    way.stage = std::max(0, names_.target(s, "to", true));
    if (!s.has("region")) s.refuse("no region", "region = \"next\" or \"seat\"");
    way.region = static_cast<Elsewhere::Region>(s.choice("region", {"next", "seat"}).value_or(0));
    way.notice_days = s.number("notice_days", {1, sim::kMaxDays}).value_or(1);
    s.refuse_unknown();
    net_.elsewhere.push_back(std::move(way));
    names_.targets.push_back(name);
  }

  void read_class(std::size_t i, Section s) {
    Class& c = net_.classes[i];
    const bool alone = net_.classes.size() == 1;
    c.starts_at = names_.target(s, "starts_at", true);
    c.share = s.number("share", {0, 1}).value_or(alone && c.starts_at >= 0 ? 1 : 0);
    if (c.share > 0 && c.starts_at < 0)
      s.refuse("a share of the population and no starts_at", "starts_at = \"...\", a stage");
    s.refuse_unknown();
  }

  void read_arrival(const std::string& name, Section s) {
    Arrival a;
    a.name = name;
    a.origin = s.origin();
    if (s.has("class") || names_.classes.size() != 1) {
      if (!s.has("class")) s.refuse("no class", "class = \"...\"");
      a.klass = static_cast<int>(s.choice("class", names_.classes).value_or(0));
    }
    if (!s.has("to")) s.refuse("no to", "to = \"...\", the stage that people come to");
    a.stage = std::max(0, names_.target(s, "to", true));
    const auto day = s.course("rate_per_day", {0, 1e9}), year = s.course("rate_per_year", {0, 1e11});
    a.between = read_distribution(s, "between");
    if (day) a.rate_per_day = *day;
    if (year) {
      a.rate_per_day = *year;
      for (double& v : a.rate_per_day.value) v /= sim::kDaysPerYear;
    }
    if (s.has("rate_per_day") + s.has("rate_per_year") + s.has("between") != 1)
      s.refuse("no rate, or more than one", "one of rate_per_day, rate_per_year and between");
    read_batch(a, s);
    s.refuse_unknown();
    net_.arrivals.push_back(std::move(a));
  }

  void read_batch(Arrival& a, Section& s) {
    const auto size = s.has("batch_size") ? s.whole("batch_size", {1, 10000}) : (s.node("batch_size"), std::nullopt);
    const auto shares = s.numbers("batch_probabilities", {0, 1});
    if (size && shares) s.refuse("batch_size and batch_probabilities", "one of them");
    if (size) a.batch.assign(static_cast<std::size_t>(*size - 1), 0.0);
    if (size) a.batch.push_back(1.0);
    if (!shares) return;
    double sum = 0;
    for (const double p : *shares) a.batch.push_back(sum += p);
    if (std::abs(sum - 1) > 1e-9)
      s.refuse("probabilities of batch sizes that sum to " + scenario::toml_number(sum), "a sum of 1");
  }

  void check_overflow() {
    const int found = net_.circle();
    if (found < 0) return;
    const std::string& name = net_.stages[static_cast<std::size_t>(found)].name;
    const auto* table = root_.table().get_as<toml::table>("stage")->get_as<toml::table>(name);
    Section(*table, "stage." + name, faults_)
        .refuse("overflow_to that leads round in a circle",
                "a way that ends at an exit, a stage without limit, or elsewhere (not by way of the seat)");
  }

  Section root_;
  Faults& faults_;
  const std::string& file_;
  Network net_;
  Names names_;
};

}  // namespace

Network read(const toml::table& structure, Faults& faults, const std::vector<std::string>& levers,
             const std::string& file) {
  return Reader(structure, faults, file).read(levers);
}

}  // namespace yanglao::network
