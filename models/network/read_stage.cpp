#include "models/network/read_stage.hpp"

#include <algorithm>
#include <cmath>

#include "models/network/read_distribution.hpp"
#include "models/scenario/describe.hpp"
#include "models/scenario/write.hpp"
#include "sim/time.hpp"

namespace yanglao::network {
namespace {

class StageReader {
 public:
  explicit StageReader(const Names& names) : names_(names) {}

  Stage read(const std::string& name, Section& s) {
    Stage stage;
    stage.name = name;
    const std::size_t before = s.faults().size();
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
    stage.by_class.assign(names_.classes.size(), all);
    read_classes(stage, s);
    s.refuse_unknown();
    const bool whole = std::all_of(stage.by_class.begin(), stage.by_class.end(),
                                   [](const Service& each) { return each.duration && !each.next.empty(); });
    if (!whole && s.faults().size() == before)
      s.refuse("no service or no way on for every class",
               "service and next, or rates_per_year (or _day); for all classes or for each");
    return stage;
  }

 private:
  void read_places(Stage& stage, Section& s) {
    const auto total = s.course("capacity", {0, 2e9}), per_1000 = s.course("capacity_per_1000", {0, 1e6});
    if (total && per_1000) s.refuse("capacity and capacity_per_1000", "one of them");
    stage.unlimited = !s.has("capacity") && !s.has("capacity_per_1000");
    stage.per_1000 = per_1000.has_value();
    if (total) stage.capacity = *total;
    if (per_1000) stage.capacity_per_1000 = *per_1000;
    auto cut = s.inner("when_cut");
    if (!cut) return;
    if (stage.unlimited) return s.refuse("when_cut at a stage without a capacity", "a capacity, or no when_cut");
    if (!cut->has("policy")) cut->refuse("no policy", "policy = \"drain\", \"move\" or \"send_home\"");
    stage.cut = static_cast<Cut>(cut->choice("policy", {"drain", "move", "send_home"}).value_or(0));
    const std::size_t before = s.faults().size();
    stage.cut_to = names_.target(*cut, "to");
    const bool told = s.faults().size() > before;
    if (!told && stage.cut != Cut::drain &&
        (stage.cut_to < 0 || names_.stages <= static_cast<std::size_t>(stage.cut_to) ||
         names_.targets[static_cast<std::size_t>(stage.cut_to)] == stage.name))
      cut->refuse("no other stage to go to", "to = \"...\", another stage");
    cut->refuse_unknown();
  }

  void read_line(Stage& stage, Section& s) {
    stage.discipline =
        static_cast<Discipline>(s.choice("discipline", {"fifo", "lifo", "priority", "preemptive"}).value_or(0));
    stage.room = s.whole("waiting_room", {0, 2e9});
    stage.overflow = names_.target(s, "overflow_to");
    const toml::node* balking = s.node("balking");
    const auto* list = balking == nullptr ? nullptr : balking->as_array();
    if (balking != nullptr && (list == nullptr || list->empty()))
      s.refuse(*balking, "balking", scenario::describe(*balking), "a list of { queue = 5, probability = 0.5 }");
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto* table = list->get(i)->as_table();
      if (table == nullptr) {
        s.refuse(*list->get(i), "balking", scenario::describe(*list->get(i)), "{ queue = 5, probability = 0.5 }");
        continue;
      }
      Section step(*table, s.key("balking"), s.faults());
      const auto queue = step.whole("queue", {0, 2e9});
      const auto probability = step.number("probability", {0, 1});
      step.refuse_unknown();
      if ((step.has("queue") && !queue) || (step.has("probability") && !probability)) continue;  // told already
      if (!queue || !probability || (!stage.balking.empty() && *queue <= stage.balking.back().queue))
        step.refuse("a step that is not whole, or out of order", "queue (rising) and probability");
      else
        stage.balking.push_back({*queue, *probability});
    }
    const bool limited = stage.room || !stage.balking.empty();
    if (limited && stage.overflow < 0)
      s.refuse("waiting_room or balking without overflow_to", "overflow_to = \"...\", a stage or exit");
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
      if (s.has("service") || s.has("next"))
        s.refuse(std::string(key) + " beside service or next", "one way to say it");
      // Competing exponential clocks: the first rings after an exponential time, and which it was is independent of it.
      out.duration = Distribution{Distribution::Kind::exponential, days / sum, 0, {}, {}, {}};
      refuse_short(s, days / sum);
      out.next = std::move(*rates);
    }
    if (auto d = read_distribution(s, "patience")) out.patience = std::move(d);
    if (s.has("gives_up_to")) {
      const std::size_t before = s.faults().size();
      out.gives_up_to = names_.target(s, "gives_up_to");
      if (s.faults().size() == before && names_.targets[static_cast<std::size_t>(out.gives_up_to)] == stage.name)
        s.refuse(*s.table().get("gives_up_to"), "gives_up_to", "the stage itself", "another stage or an exit");
    } else {
      s.node("gives_up_to");
    }
    if (out.patience && out.gives_up_to < 0)
      s.refuse("patience without gives_up_to", "gives_up_to = \"...\", a stage or exit");
    if (out.patience && stage.unlimited)
      s.refuse("patience at a stage without a capacity", "a capacity, or no patience");
    out.priority = s.whole("priority", {0, 7}).value_or(out.priority);
    out.at_start = read_people(s, "at_start").value_or(out.at_start);
    out.waiting_at_start = read_people(s, "waiting_at_start").value_or(out.waiting_at_start);
    if (s.has("waiting_at_start") && stage.unlimited)
      s.refuse("waiting_at_start at a stage without a capacity", "a capacity, or at_start");
    return out;
  }

  /// Whole, but 4e9 is too.
  static std::optional<double> read_people(Section& s, const std::string& name) {
    const auto value = s.number(name, {0, 4e9});
    if (!value || *value == std::floor(*value)) return value;
    s.refuse(*s.table().get(name), name, scenario::toml_number(*value), "a whole number from 0 to 4000000000");
    return std::nullopt;
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
    const std::size_t before = s.faults().size();
    for (auto&& [name, at] : table->table()) {
      const std::string to(name.str());
      const int found = names_.target(*table, at, to, to);
      const auto value = table->number(to, {0, whole > 0 ? whole : 1e6});
      if (value && *value > 0) out.push_back({found, *value});
      sum += value.value_or(0);
    }
    // A number that was refused is missing from the sum, which then says nothing.
    if (s.faults().size() == before && (whole > 0 ? std::abs(sum - whole) > 1e-9 : sum <= 0))
      table->refuse(table->table().empty() ? "no way on" : "numbers that sum to " + scenario::toml_number(sum),
                    whole > 0 ? "probabilities that sum to 1" : "a rate above 0");
    return out;
  }

  void read_classes(Stage& stage, Section& s) {
    auto all = s.inner("class");
    if (!all) return;
    for (std::size_t c = 0; c < names_.classes.size(); ++c) {
      auto own = all->inner(names_.classes[c]);
      if (!own) continue;
      stage.by_class[c] = read_service(*own, stage.by_class[c], stage);
      own->refuse_unknown();
    }
    all->refuse_unknown();
  }

  const Names& names_;
};

}  // namespace

Stage read_stage(const std::string& name, const Names& names, Section section) {
  return StageReader(names).read(name, section);
}

}  // namespace yanglao::network
