#include "models/network/read.hpp"

#include <algorithm>
#include <cmath>

#include "models/network/plan.hpp"
#include "models/network/read_distribution.hpp"
#include "models/network/section.hpp"
#include "models/scenario/describe.hpp"
#include "models/scenario/nearest.hpp"
#include "sim/time.hpp"

namespace yanglao::network {
namespace {

class Reader {
 public:
  Reader(const toml::table& root, Faults& faults) : root_(root, "", faults), faults_(faults) {}

  Network read() {
    const auto classes = sections("class"), stages = sections("stage"), arrivals = sections("arrival");
    if (classes.empty()) missing("class", "at least one section such as [class.person]");
    if (stages.empty()) missing("stage", "at least one section such as [stage.home]");
    for (const auto& [name, at] : classes) net_.classes.push_back({name, 0, -1});
    for (const auto& [name, at] : stages) {
      net_.stages.push_back({});
      net_.stages.back().name = name;
      targets_.push_back(name);
    }
    read_exits();
    if (targets_.size() > static_cast<std::size_t>(kMostTargets) || classes.size() > 250)
      root_.refuse(std::to_string(targets_.size()) + " stages and exits, " + std::to_string(classes.size()) + " classes",
                   "at most 250 of each");
    for (std::size_t i = 0; i < classes.size(); ++i) read_class(i, Section(*classes[i].second, "class." + classes[i].first, faults_));
    for (std::size_t i = 0; i < stages.size(); ++i) read_stage(i, Section(*stages[i].second, "stage." + stages[i].first, faults_));
    for (const auto& [name, table] : arrivals) read_arrival(name, Section(*table, "arrival." + name, faults_));
    root_.refuse_unknown();
    if (faults_.empty()) check_overflow();
    return std::move(net_);
  }

 private:
  using Named = std::vector<std::pair<std::string, const toml::table*>>;

  void missing(const std::string& key, const std::string& expected) {
    const toml::source_region& from = root_.table().source();
    faults_.push_back({from.path ? *from.path : "", 1, 1, key, "no section", expected, ""});
  }

  Named sections(const std::string& kind) {
    Named out;
    const auto all = root_.inner(kind);
    if (!all) return out;
    for (auto&& [name, at] : all->table()) {
      if (const auto* table = at.as_table())
        out.emplace_back(name.str(), table);
      else
        all->refuse(at, std::string(name.str()), scenario::describe(at), "a section");
    }
    return out;
  }

  void read_exits() {
    const toml::node* at = root_.node("exits");
    if (at == nullptr) return;
    const auto* list = at->as_array();
    if (list == nullptr) return root_.refuse(*at, "exits", scenario::describe(*at), "a list of names");
    for (const toml::node& each : *list) {
      const auto* name = each.as_string();
      const bool taken = name != nullptr && std::find(targets_.begin(), targets_.end(), name->get()) != targets_.end();
      if (name == nullptr || name->get().empty() || taken) {
        root_.refuse(each, "exits", scenario::describe(each), "a name in quotes that no stage or other exit has");
        continue;
      }
      net_.exits.push_back(name->get());
      targets_.push_back(name->get());
    }
  }

  /// A stage or exit by name.
  int target(Section& s, const toml::node& at, const std::string& key, const std::string& name, bool stages_only = false) {
    std::vector<std::string> names = targets_;
    if (stages_only) names.resize(net_.stages.size());
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) return static_cast<int>(found - names.begin());
    s.refuse(at, key, "\"" + name + '"', stages_only ? "the name of a stage" : "the name of a stage or an exit",
             scenario::nearest_name(name, names));
    return 0;
  }
  int target(Section& s, const std::string& key, bool stages_only = false) {
    const auto name = s.text(key);
    return name ? target(s, *s.table().get(key), key, *name, stages_only) : -1;
  }

  void read_class(std::size_t i, Section s) {
    Class& c = net_.classes[i];
    const bool alone = net_.classes.size() == 1;
    c.starts_at = target(s, "starts_at", true);
    c.share = s.number("share", {0, 1}).value_or(alone && c.starts_at >= 0 ? 1 : 0);
    if (c.share > 0 && c.starts_at < 0) s.refuse("a share of the population and no starts_at", "starts_at = \"...\", a stage");
    s.refuse_unknown();
  }

  void read_stage(std::size_t i, Section s) {
    Stage& stage = net_.stages[i];
    const std::size_t before = faults_.size();
    read_places(stage, s);
    read_line(stage, s);
    const auto blocking = s.choice("blocking", {"none", "until_room", "until_service"});
    stage.blocking = static_cast<Blocking>(blocking.value_or(0));
    if (stage.blocking != Blocking::none && stage.unlimited)
      s.refuse("blocking at a stage without a capacity", "a capacity, or no blocking");
    stage.residual_at_start = s.choice("stays_at_start", {"in_progress", "fresh"}).value_or(0) == 0;
    stage.cost_per_day = s.number("cost_cny_per_day").value_or(0);
    stage.cost_per_waiting_day = s.number("cost_cny_per_waiting_day").value_or(0);
    stage.cost_per_blocked_day = s.number("cost_cny_per_blocked_day").value_or(0);
    const Service all = read_service(s, {}, stage);
    stage.by_class.assign(net_.classes.size(), all);
    read_classes(stage, s);
    s.refuse_unknown();
    if (faults_.size() > before) return;
    for (const Service& each : stage.by_class)
      if (!each.duration || each.next.empty())
        return s.refuse("no service or no way on for every class",
                        "service and next, or rates_per_year (or _day); for all classes or for each");
  }

  void read_places(Stage& stage, Section& s) {
    const auto total = s.course("capacity", {0, 2e9}), per_1000 = s.course("capacity_per_1000", {0, 1e6});
    if (total && per_1000) s.refuse("capacity and capacity_per_1000", "one of them");
    stage.unlimited = !s.has("capacity") && !s.has("capacity_per_1000");
    stage.per_1000 = per_1000.has_value();
    if (total) stage.capacity = *total;
    if (per_1000) stage.capacity_per_1000 = *per_1000;
    auto cut = s.inner("when_cut");
    if (!cut) return;
    stage.cut = static_cast<Cut>(cut->choice("policy", {"drain", "move", "send_home"}).value_or(0));
    stage.cut_to = target(*cut, "to");
    if (stage.cut != Cut::drain && (stage.cut_to < 0 || net_.stages.size() <= static_cast<std::size_t>(stage.cut_to) ||
                                    net_.stages[static_cast<std::size_t>(stage.cut_to)].name == stage.name))
      cut->refuse("no other stage to go to", "to = \"...\", another stage");
    cut->refuse_unknown();
  }

  void read_line(Stage& stage, Section& s) {
    stage.discipline = static_cast<Discipline>(s.choice("discipline", {"fifo", "lifo", "priority", "preemptive"}).value_or(0));
    stage.room = s.whole("waiting_room", {0, 2e9});
    stage.overflow = target(s, "overflow_to");
    const toml::node* balking = s.node("balking");
    const auto* list = balking == nullptr ? nullptr : balking->as_array();
    if (balking != nullptr && list == nullptr)
      s.refuse(*balking, "balking", scenario::describe(*balking), "a list of { queue = 5, probability = 0.5 }");
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto* table = list->get(i)->as_table();
      if (table == nullptr) {
        s.refuse(*list->get(i), "balking", scenario::describe(*list->get(i)), "{ queue = 5, probability = 0.5 }");
        continue;
      }
      Section step(*table, s.key("balking"), faults_);
      const auto queue = step.whole("queue", {0, 2e9});
      const auto probability = step.number("probability", {0, 1});
      step.refuse_unknown();
      if (!queue || !probability || (!stage.balking.empty() && *queue <= stage.balking.back().queue))
        step.refuse("a step that is not whole, or out of order", "queue (rising) and probability");
      else
        stage.balking.push_back({*queue, *probability});
    }
    const bool limited = stage.room || !stage.balking.empty();
    if (limited && stage.overflow < 0) s.refuse("waiting_room or balking without overflow_to", "overflow_to = \"...\", a stage or exit");
    if (stage.unlimited && (limited || stage.overflow >= 0 || s.has("discipline")))
      s.refuse("a line at a stage without a capacity", "a capacity, or nothing about a line");
  }

  Service read_service(Section& s, Service out, const Stage& stage) {
    if (auto d = read_distribution(s, "service")) out.duration = std::move(d);
    if (auto next = read_next(s, "next", 1)) out.next = std::move(*next);
    for (const auto& [key, days] : {std::pair{"rates_per_year", sim::kDaysPerYear}, std::pair{"rates_per_day", 1.0}}) {
      auto rates = read_next(s, key, 0);
      if (!rates) continue;
      double sum = 0;
      for (const Route& r : *rates) sum += r.probability;
      if (s.has("service") || s.has("next")) s.refuse(std::string(key) + " beside service or next", "one way to say it");
      // Competing exponential clocks: the first rings after an exponential time, and which it was is independent of it.
      out.duration = Distribution{Distribution::Kind::exponential, days / sum, 0, {}, {}, {}};
      out.next = std::move(*rates);
    }
    if (auto d = read_distribution(s, "patience")) out.patience = std::move(d);
    if (s.has("gives_up_to")) {
      out.gives_up_to = target(s, "gives_up_to");
      if (out.gives_up_to >= 0 && targets_[static_cast<std::size_t>(out.gives_up_to)] == stage.name)
        s.refuse(*s.table().get("gives_up_to"), "gives_up_to", "the stage itself", "another stage or an exit");
    } else {
      s.node("gives_up_to");
    }
    if (out.patience && out.gives_up_to < 0) s.refuse("patience without gives_up_to", "gives_up_to = \"...\", a stage or exit");
    if (out.patience && stage.unlimited) s.refuse("patience at a stage without a capacity", "a capacity, or no patience");
    out.priority = s.whole("priority", {0, 7}).value_or(out.priority);
    out.at_start = s.number("at_start", {0, 4e9}).value_or(out.at_start);
    out.waiting_at_start = s.number("waiting_at_start", {0, 4e9}).value_or(out.waiting_at_start);
    return out;
  }

  std::optional<std::vector<Route>> read_next(Section& s, const std::string& key, double whole) {
    if (!s.has(key)) {
      s.node(key);
      return std::nullopt;
    }
    auto table = s.inner(key);
    if (!table) return std::nullopt;
    std::vector<Route> out;
    double sum = 0;
    for (auto&& [name, at] : table->table()) {
      const std::string to(name.str());
      const int found = target(*table, at, to, to);
      const auto value = table->number(to, {0, whole > 0 ? whole : 1e6});
      if (value && *value > 0) out.push_back({found, *value});
      sum += value.value_or(0);
    }
    if (whole > 0 ? std::abs(sum - whole) > 1e-9 : sum <= 0)
      table->refuse("numbers that sum to " + std::to_string(sum), whole > 0 ? "probabilities that sum to 1" : "a rate above 0");
    return out;
  }

  void read_classes(Stage& stage, Section& s) {
    auto all = s.inner("class");
    if (!all) return;
    for (std::size_t c = 0; c < net_.classes.size(); ++c) {
      auto own = all->inner(net_.classes[c].name);
      if (!own) continue;
      stage.by_class[c] = read_service(*own, stage.by_class[c], stage);
      own->refuse_unknown();
    }
    all->refuse_unknown();
  }

  void read_arrival(const std::string& name, Section s) {
    Arrival a;
    a.name = name;
    std::vector<std::string> names;
    for (const Class& c : net_.classes) names.push_back(c.name);
    if (s.has("class") || names.size() != 1) {
      if (!s.has("class")) s.refuse("no class", "class = \"...\"");
      a.klass = static_cast<int>(s.choice("class", names).value_or(0));
    }
    if (!s.has("to")) s.refuse("no to", "to = \"...\", the stage that people come to");
    a.stage = std::max(0, target(s, "to", true));
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
    if (std::abs(sum - 1) > 1e-9) s.refuse("probabilities of batch sizes that sum to " + std::to_string(sum), "a sum of 1");
  }

  /// Somebody turned away by every stage of a circle would go round it for ever.
  void check_overflow() {
    for (const Stage& stage : net_.stages) {
      int at = static_cast<int>(&stage - net_.stages.data());
      for (std::size_t hops = 0; at >= 0 && !net_.is_exit(at); ++hops) {
        at = net_.stages[static_cast<std::size_t>(at)].overflow;
        if (hops <= net_.stages.size()) continue;
        const auto* table = root_.table().get_as<toml::table>("stage")->get_as<toml::table>(stage.name);
        return Section(*table, "stage." + stage.name, faults_)
            .refuse("overflow_to that leads round in a circle", "a way that ends at an exit or a stage without limit");
      }
    }
  }

  Section root_;
  Faults& faults_;
  Network net_;
  std::vector<std::string> targets_;
};

}  // namespace

Network read(const toml::table& structure, Faults& faults) { return Reader(structure, faults).read(); }

}  // namespace yanglao::network
