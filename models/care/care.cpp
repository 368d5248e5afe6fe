#include "models/care/care.hpp"

#include <algorithm>
#include <cstdio>

#include "models/care/budget.hpp"
#include "models/care/county.hpp"
#include "models/care/indicator.hpp"
#include "models/care/lives.hpp"
#include "models/care/own_splits.hpp"
#include "models/care/planned.hpp"
#include "models/care/report.hpp"
#include "models/care/target.hpp"
#include "models/care/used_rates.hpp"
#include "models/scenario/errors.hpp"

namespace yanglao::care {
namespace {

class Care final : public sim::Model {
 public:
  Care(const scenario::Scenario& s, int end, double scale, LifeLog* lives)
      : scenario_(s),
        setup_(s, end, scale),
        layout_(setup_.calendar, setup_.stages.count()),
        lives_(lives),
        targets_(s, layout_, setup_.calendar, scale),
        rates_(used_rates(s, setup_)) {
    derived_ = {{"indicator",
                 {"year", "indicator_name"},
                 "",
                 "indicators of the policy at each year's end",
                 static_cast<std::size_t>(setup_.calendar.years()) * indicators().size()}};
    for (sim::Field& field : targets_.fields()) derived_.push_back(std::move(field));
    for (sim::Field& field : setup_.stages.fields()) derived_.push_back(std::move(field));
  }

  [[nodiscard]] int regions() const override { return static_cast<int>(setup_.population.counties().size()); }
  [[nodiscard]] int horizon_days() const override { return setup_.calendar.days(); }
  [[nodiscard]] double weight(int region) const override {
    return setup_.population.counties()[static_cast<std::size_t>(region)].persons_60plus;
  }
  /// Counties of a prefecture send each other patients and residents.
  [[nodiscard]] std::vector<std::vector<int>> domains() const override {
    bool mail = false;
    for (int r = 0; r < regions(); ++r)
      for (int m = 0; m < setup_.calendar.months(); ++m)
        mail = mail || setup_.rules.at(r, m).referral > 0 || setup_.rules.at(r, m).next_county > 0;
    if (!mail) return {};
    std::map<std::string, std::vector<int>> by_prefecture;
    for (int r = 0; r < regions(); ++r)
      by_prefecture[scenario_.places()[static_cast<std::size_t>(r)].prefecture].push_back(r);
    std::vector<std::vector<int>> out;
    for (auto& [name, counties] : by_prefecture) out.push_back(std::move(counties));
    return out;
  }
  [[nodiscard]] std::unique_ptr<sim::Region> make_region(int region, sim::StreamKey key) const override {
    if (lives_ != nullptr) return make_watched(setup_, region, key, *lives_);
    return std::make_unique<County>(setup_, region, key);
  }
  [[nodiscard]] bool begins_like(const sim::Model& other) const override {
    const auto* care = dynamic_cast<const Care*>(&other);
    return care && !lives_ && !care->lives_ && setup_.begins_like(care->setup_);
  }
  [[nodiscard]] std::unique_ptr<sim::Beginning> begin(int region, sim::StreamKey key) const override {
    auto residents = std::make_unique<Residents>(setup_, region, key);
    residents->observe_entrants();
    return residents;
  }
  [[nodiscard]] std::unique_ptr<sim::Region> go_on(const sim::Beginning& beginning) const override {
    return std::make_unique<County>(setup_, dynamic_cast<const Residents&>(beginning));
  }
  [[nodiscard]] const std::vector<sim::Field>& fields() const override { return layout_.fields; }
  [[nodiscard]] const std::vector<sim::Field>& derived() const override { return derived_; }
  void derive(std::span<const double> summed, std::span<double> out) const override {
    const std::size_t n = indicators().size();
    const std::vector<Quotient> months = quotients(layout_, setup_.calendar, summed);
    const std::vector<int> ends = last_months(setup_.calendar);
    for (std::size_t year = 0; year < ends.size(); ++year)
      for (std::size_t i = 0; i < n; ++i) out[year * n + i] = months[static_cast<std::size_t>(ends[year]) * n + i].value();
    const std::size_t after = setup_.stages.cells();
    targets_.derive(summed, months, out.subspan(ends.size() * n, out.size() - ends.size() * n - after));
    setup_.stages.derive(layout_, summed, out.last(after));
  }
  [[nodiscard]] std::vector<sim::Dimension> dimensions() const override { return axes(setup_.calendar, setup_.stages); }
  [[nodiscard]] sim::Dimension region_axis(const std::string& detail) const override;
  [[nodiscard]] int region_row(int region, const std::string& detail) const override;
  [[nodiscard]] std::vector<sim::Variable> constants() const override;
  [[nodiscard]] std::map<std::string, std::string> attributes() const override {
    std::map<std::string, std::string> out = {
            {"scenario_text", scenario_.resolved()},
            {"lever_sources", scenario_.sources()},
            {"indicator_units", indicator_units()},
            {"indicator_over", indicator_over()},
            {"end", sim::iso_date(setup_.calendar.start() + setup_.calendar.days())}};
    if (!rates_.unknown.empty()) out["rates_unknown"] = rates_.unknown;
    return out;
  }
  [[nodiscard]] std::string name() const override { return scenario_.name(); }

 private:
  scenario::Scenario scenario_;
  Setup setup_;
  Layout layout_;
  LifeLog* lives_;  // null but in a replay
  Targets targets_;
  UsedRates rates_;
  std::vector<sim::Field> derived_;
};

sim::Dimension Care::region_axis(const std::string& detail) const {
  sim::Dimension out{"region", detail, "", {}, {}};
  if (detail == "province") {
    out.labels = {"province"};
  } else {
    for (const scenario::Place& place : scenario_.places()) {
      if (detail == "county")
        out.labels.push_back(place.code + " " + place.name);
      else if (out.labels.empty() || out.labels.back() != place.prefecture)
        out.labels.push_back(place.prefecture);
    }
  }
  return out;
}

int Care::region_row(int region, const std::string& detail) const {
  if (detail == "county") return region;
  if (detail == "province") return 0;
  const auto axis = region_axis(detail);
  const auto& places = scenario_.places();
  for (std::size_t i = 0; i < axis.labels.size(); ++i)
    if (axis.labels[i] == places[static_cast<std::size_t>(region)].prefecture) return static_cast<int>(i);
  return 0;
}

std::vector<sim::Variable> Care::constants() const {
  std::vector<sim::Variable> out = targets_.constants();
  sim::Variable days{"month_days", {"month"}, "days", "days of the month that were simulated", {}};
  for (int m = 0; m < setup_.calendar.months(); ++m) days.data.push_back(setup_.calendar.month_days(m));
  out.push_back(std::move(days));
  for (sim::Variable& each : setup_.stages.constants()) out.push_back(std::move(each));
  out.push_back(rates_.variable());
  out.push_back(appropriations(scenario_, setup_.calendar, setup_.scale));
  return out;
}

/// What values that are fine by themselves contradict together.
class Contradictions {
 public:
  explicit Contradictions(const scenario::Scenario& s) : s_(s) {}

  void add(const char* key, const std::string& given, const std::string& expected, int place = -1) {
    const scenario::Origin o = s_.origin(key, place);
    faults_.push_back({o.file, o.line, o.column, key, given, expected, ""});
  }

  void period(const std::optional<int>& until) {
    const int year = static_cast<int>(s_.integer("population.census_year"));
    const int start = s_.date("start"), census = sim::epoch_day(year, 11, 1);
    int y = 0, month = 0, day = 0;
    sim::civil(start, y, month, day);
    // Further back the life table would have to be extended by guess.
    const int first = sim::epoch_day(year - kYearsBack, 1, 1);
    if (start > census || start < first || day != 1)
      add("start", sim::iso_date(start),
          "the first of a month from " + sim::iso_date(first) + " to the day of the census, " + sim::iso_date(census) +
              ", on which the population is known");
    // Whoever turns 60 later is younger than the youngest of the census tables; two months of them are let go.
    const int last = sim::epoch_day(year + 60 - kYoungest + 1, 1, 1), end = until.value_or(s_.date("end"));
    if (end > start && end <= last) return;
    const std::string expected = end <= start ? "a date after the start, " + sim::iso_date(start)
                                              : "a date to " + sim::iso_date(last) + ": who turns 60 later is not in " +
                                                    "the census tables, which begin at " + std::to_string(kYoungest);
    if (until)
      faults_.push_back({"--until", 0, 0, "until", sim::iso_date(end), expected, ""});
    else
      add("end", sim::iso_date(end), expected);
  }

  /// Shares of which the last takes the rest sum to at most 1; those of a distribution to 1. At every date and place.
  void shares(const std::vector<const char*>& keys, bool whole) {
    const int places = s_.schema().find(keys.front())->by_place ? static_cast<int>(s_.places().size()) : 0;
    for (int place = -1; place < places; ++place)
      for (const int day : days_of(keys, place)) {
        double sum = 0;
        for (const char* key : keys) sum += s_.rate(key, day, place);
        if (sum <= 1 + 1e-9 && (!whole || sum >= 1 - 1e-9)) continue;
        char given[32];
        std::snprintf(given, sizeof given, "%.6g in sum", sum);
        std::string expected = whole ? "shares that sum to 1:" : "shares that sum to at most 1:";
        for (const char* key : keys) expected += std::string(" ") + key;
        // Told where one was set, rather than at a default.
        const auto set =
            std::find_if(keys.begin(), keys.end(), [&](const char* k) { return s_.origin(k, place).line > 0; });
        return add(set == keys.end() ? keys.front() : *set, given, expected, place);
      }
  }

  void add_all(const std::vector<scenario::Fault>& more) { faults_.insert(faults_.end(), more.begin(), more.end()); }

  void raise() { scenario::raise_if_any(std::move(faults_)); }

 private:
  /// Those on which one of some rates has a point; between two of them rates are between, too. Of numbers any day.
  [[nodiscard]] std::vector<int> days_of(const std::vector<const char*>& keys, int place) const {
    std::vector<int> out = {0};
    for (const char* key : keys)
      if (s_.schema().find(key)->type == scenario::Type::rate)
        for (const auto& point : s_.schedule(key, place).points) out.push_back(point.day);
    return out;
  }

  const scenario::Scenario& s_;
  std::vector<scenario::Fault> faults_;
};

void contradictions(const scenario::Scenario& s, const std::optional<int>& until) {
  Contradictions found(s);
  found.period(until);
  found.shares({"subsidy.split.central_share", "subsidy.split.provincial_share", "subsidy.split.prefecture_share"},
               false);
  found.shares({"subsidy.family_doctor_share", "insurance.family_doctor_share"}, false);
  found.shares({"health.at_60.able_share", "health.at_60.mild_share", "health.at_60.moderate_share",
                "health.at_60.severe_share"},
               true);
  found.add_all(targets_for_no_county(s));
  (void)own_splits(s);  // which tells its own faults
  found.raise();
}

std::shared_ptr<const sim::Model> checked(const scenario::Scenario& s, const Options& options, LifeLog* lives) {
  contradictions(s, options.until);
  const auto care = std::make_shared<const Care>(s, options.until.value_or(s.date("end")), options.scale, lives);
  double people = 0;
  for (int county = 0; county < care->regions(); ++county) people += care->weight(county);
  if (people * options.scale < care->regions()) {
    char scale[32], least[64];
    std::snprintf(scale, sizeof scale, "%g", options.scale);
    std::snprintf(least, sizeof least, "%.2g or more: fewer leave less than one person a county",
                  1.05 * care->regions() / people);
    scenario::raise_if_any({{"--scale", 0, 0, "scale", scale, least, ""}});
  }
  return care;
}

}  // namespace

void check(const scenario::Scenario& s) {
  contradictions(s, std::nullopt);
  // Counts of facilities are held against the places there are when they are shared out.
  const Planned planned(s);
}

std::shared_ptr<const sim::Model> build(const scenario::Scenario& s, const Options& options) {
  return checked(s, options, nullptr);
}

std::shared_ptr<const sim::Model> build_watched(const scenario::Scenario& s, const Options& options, LifeLog& lives) {
  auto model = checked(s, options, &lives);
  double people = 0;
  for (int r = 0; r < model->regions(); ++r) people += model->weight(r) * options.scale;
  lives.choose_of(people);
  return model;
}

}  // namespace yanglao::care
