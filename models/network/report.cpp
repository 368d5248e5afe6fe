#include "models/network/report.hpp"

#include <functional>

namespace yanglao::network {
namespace {

using Cell = std::function<double(const Tallies&, int month, std::size_t i, std::size_t j)>;

/// A field over month and up to two more axes, and how one of its cells is had from the tallies.
struct Output {
  sim::Field field;
  std::size_t rows, columns;
  Cell cell;
};

double count(const Tallies& t, int month, Count what, std::size_t stage) {
  return static_cast<double>(t.counted(month, what, stage));
}
double wait_days(const Tallies& t, int month, Count what, std::size_t stage) {
  return count(t, month, what, stage) / sim::kTicksPerDay;
}

class Outputs {
 public:
  explicit Outputs(const Plan& plan) : plan_(plan), pools_(pools(plan)) {
    levels();
    counts();
    if (plan.travel) travel();
    money();
  }
  std::vector<Output> list;

 private:
  void add(const std::string& name, const std::vector<std::string>& axes, const std::string& units,
           const std::string& long_name, std::size_t rows, std::size_t columns, Cell cell) {
    const std::size_t months = static_cast<std::size_t>(plan_.calendar.months());
    std::vector<std::string> dimensions{"month"};
    dimensions.insert(dimensions.end(), axes.begin(), axes.end());
    list.push_back({{name, dimensions, units, long_name, months * rows * columns}, rows, columns, std::move(cell)});
  }
  void by_pool(const std::string& name, const std::string& units, const std::string& long_name, Cell cell) {
    const std::vector<std::size_t> pools = pools_;
    add(name, {"pool"}, units, long_name, pools.size(), 1,
        [pools, cell](const Tallies& t, int m, std::size_t i, std::size_t j) { return cell(t, m, pools[i], j); });
  }

  void levels() {
    const Plan& plan = plan_;
    const auto length = [&plan](int month) { return 1.0 / plan.calendar.month_days(month); };
    add("people", {"class", "stage"}, "people", "mean number at the stage, waiting not counted", plan.classes,
        plan.stages, [&plan, length](const Tallies& t, int m, std::size_t c, std::size_t s) {
          const double held = plan.blocking ? t.days(m, t.held(plan.node(c, s))) : 0;
          return (t.days(m, t.serving(plan.node(c, s))) + held) * length(m);
        });
    add("waiting", {"class", "stage"}, "people", "mean number waiting for the stage", plan.classes, plan.stages,
        [&plan, length](const Tallies& t, int m, std::size_t c, std::size_t s) {
          return t.days(m, t.waiting(plan.node(c, s))) * length(m);
        });
    by_pool(
        "capacity", "places", "mean number of places",
        [length](const Tallies& t, int m, std::size_t s, std::size_t) { return t.days(m, t.capacity(s)) * length(m); });
    by_pool("occupied", "places", "mean number of places taken, blocked ones counted",
            [&plan, length](const Tallies& t, int m, std::size_t s, std::size_t) {
              double days = 0;
              for (std::size_t c = 0; c < plan.classes; ++c) days += t.days(m, t.serving(plan.node(c, s)));
              for (std::size_t cause = 0; cause < plan.stages; ++cause) days += t.days(m, t.blocked(s, cause));
              return days * length(m);
            });
    by_pool("queue", "people", "mean number waiting",
            [&plan, length](const Tallies& t, int m, std::size_t s, std::size_t) {
              double days = 0;
              for (std::size_t c = 0; c < plan.classes; ++c) days += t.days(m, t.waiting(plan.node(c, s)));
              return days * length(m);
            });
    const std::vector<std::size_t> pools = pools_;
    add("blocked_days", {"pool", "cause"}, "days",
        "days that places were held by people ready to leave, by what was missing", pools.size(), pools.size(),
        [pools](const Tallies& t, int m, std::size_t s, std::size_t cause) {
          return t.days(m, t.blocked(pools[s], pools[cause]));
        });
  }

  void counts() {
    const Plan& plan = plan_;
    const auto number = [this](const char* name, const char* long_name, Count what) {
      by_pool(name, "people", long_name,
              [what](const Tallies& t, int m, std::size_t s, std::size_t) { return count(t, m, what, s); });
    };
    const auto days = [this](const char* name, const char* long_name, Count what) {
      by_pool(name, "days", long_name,
              [what](const Tallies& t, int m, std::size_t s, std::size_t) { return wait_days(t, m, what, s); });
    };
    number("admissions", "services begun", Count::admissions);
    days("wait_days", "days that those admitted had waited", Count::wait_ticks);
    number("left_waiting", "people who left the line without a place", Count::left_waiting);
    days("left_wait_days", "days that those who left the line had waited", Count::left_wait_ticks);
    number("turned_away", "people for whom there was no room, or who would not join the line", Count::turned_away);
    number("pushed_out", "services interrupted, by somebody more urgent or a cut in capacity", Count::pushed_out);
    number("deadlocks", "times the stage became part of a deadlock", Count::deadlocks);
    add("departures", {"class", "exit"}, "people", "people who left the network", plan.classes,
        plan.network.exits.size(), [&plan](const Tallies& t, int m, std::size_t c, std::size_t e) {
          return static_cast<double>(t.departures(m, plan.node(c, plan.stages + e)));
        });
    add("arrivals", {"class"}, "people", "people who came from outside", plan.classes, 1,
        [](const Tallies& t, int m, std::size_t c, std::size_t) { return static_cast<double>(t.arrivals(m, c)); });
    add("events", {}, "1", "state changes and starts of service", 1, 1,
        [](const Tallies& t, int m, std::size_t, std::size_t) { return static_cast<double>(t.events(m)); });
  }

  /// By class and the stage that people go to. Who is on the way is in the books of the region they left.
  void travel() {
    const auto by_stage = [this](const char* name, const char* long_name, Travelled what) {
      add(name, {"class", "stage"}, "people", long_name, plan_.classes, plan_.stages,
          [what](const Tallies& t, int m, std::size_t c, std::size_t s) {
            return static_cast<double>(t.travels(m, what, c, s));
          });
    };
    by_stage("left_region", "people who left for this stage of another region", Travelled::left);
    by_stage("came_from_region", "people who came to this stage from another region", Travelled::came);
    const Plan& plan = plan_;
    add("travelling", {"class", "stage"}, "people", "mean number on the way to this stage of another region",
        plan.classes, plan.stages, [&plan](const Tallies& t, int m, std::size_t c, std::size_t s) {
          return static_cast<double>(t.travels(m, Travelled::ticks, c, s)) / sim::kTicksPerDay /
                 plan.calendar.month_days(m);
        });
  }

  void money() {
    const Plan& plan = plan_;
    add("cost", {"stage", "line"}, "CNY", "cost of places in use, of waiting and of blocked places", plan.stages, 3,
        [&plan](const Tallies& t, int m, std::size_t s, std::size_t line) {
          const Stage& stage = plan.network.stages[s];
          double days = 0;
          for (std::size_t c = 0; c < plan.classes && line < 2; ++c)
            days += t.days(m, line == 0 ? t.serving(plan.node(c, s)) : t.waiting(plan.node(c, s)));
          for (std::size_t cause = 0; cause < plan.stages && line != 1; ++cause) days += t.days(m, t.blocked(s, cause));
          return days * (line == 0   ? stage.cost_per_day
                         : line == 1 ? stage.cost_per_waiting_day
                                     : stage.cost_per_blocked_day);
        });
  }

  const Plan& plan_;
  std::vector<std::size_t> pools_;
};

sim::Dimension labels(const std::string& name, const std::string& long_name, std::vector<std::string> labels) {
  return {name, long_name, "", std::move(labels), {}};
}

}  // namespace

std::vector<std::size_t> pools(const Plan& plan) {
  std::vector<std::size_t> out;
  for (std::size_t s = 0; s < plan.stages; ++s)
    if (!plan.network.stages[s].unlimited) out.push_back(s);
  return out;
}

std::vector<sim::Field> fields(const Plan& plan) {
  std::vector<sim::Field> out;
  for (const Output& each : Outputs(plan).list)
    if (each.field.size > 0) out.push_back(each.field);
  return out;
}

void collect(const Plan& plan, const Tallies& tallies, std::span<double> out) {
  double* to = out.data();
  for (const Output& each : Outputs(plan).list)
    if (each.field.size > 0)
      for (int m = 0; m < plan.calendar.months(); ++m)
        for (std::size_t i = 0; i < each.rows; ++i)
          for (std::size_t j = 0; j < each.columns; ++j) *to++ += each.cell(tallies, m, i, j);
}

std::vector<sim::Dimension> axes(const Plan& plan) {
  sim::Dimension month{"month", "first day of the month", "days since " + sim::iso_date(plan.start), {}, {}};
  for (int m = 0; m < plan.calendar.months(); ++m) month.values.push_back(plan.calendar.month_label(m) - plan.start);
  std::vector<std::string> classes, stages, limited;
  for (const Class& c : plan.network.classes) classes.push_back(c.name);
  for (const Stage& s : plan.network.stages) stages.push_back(s.name);
  for (const std::size_t s : pools(plan)) limited.push_back(plan.network.stages[s].name);
  std::vector<sim::Dimension> out{month, labels("class", "class of people", classes), labels("stage", "stage", stages)};
  if (!limited.empty()) {
    out.push_back(labels("pool", "stage with a number of places", limited));
    out.push_back(labels("cause", "stage whose places were missing", limited));
  }
  if (!plan.network.exits.empty()) out.push_back(labels("exit", "way out of the network", plan.network.exits));
  out.push_back(labels("line", "what is paid for", {"places", "waiting", "blocked"}));
  return out;
}

}  // namespace yanglao::network
