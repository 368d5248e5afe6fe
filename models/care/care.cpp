#include "models/care/care.hpp"

#include <cmath>

#include "models/care/county.hpp"
#include "models/care/indicator.hpp"
#include "models/care/report.hpp"
#include "models/scenario/errors.hpp"

namespace yanglao::care {
namespace {

std::vector<double> all_ages(const Population& population) {
  std::vector<double> out;
  for (const CountyPopulation& county : population.counties()) out.push_back(county.total);
  return out;
}

/// The seat of a prefecture is its county with most urban people; the next county is the next in order of code.
std::vector<Neighbours> neighbours(const scenario::Scenario& s, const Population& population) {
  const auto& places = s.places();
  const auto urban = [&](std::size_t i) {
    const CountyPopulation& c = population.counties()[i];
    return c.persons_60plus * c.urban_60plus;
  };
  std::vector<Neighbours> out(places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    for (std::size_t k = 1; k < places.size(); ++k) {
      const std::size_t j = (i + k) % places.size();
      if (places[j].prefecture != places[i].prefecture) continue;
      if (out[i].next < 0) out[i].next = static_cast<int>(j);
      const auto seat = out[i].seat < 0 ? i : static_cast<std::size_t>(out[i].seat);
      out[i].seat = static_cast<int>(urban(j) > urban(seat) ? j : seat);
    }
  return out;
}

class Care final : public sim::Model {
 public:
  Care(const scenario::Scenario& s, int end, double scale)
      : scenario_(s), setup_(s, end, scale), layout_(setup_.calendar) {
    derived_ = {{"indicator",
                 {"year", "indicator_name"},
                 "",
                 "indicators of the policy at each year's end",
                 static_cast<std::size_t>(setup_.calendar.years()) * indicators().size()}};
  }

  [[nodiscard]] int regions() const override { return static_cast<int>(setup_.population.counties().size()); }
  [[nodiscard]] int horizon_days() const override { return setup_.calendar.days(); }
  [[nodiscard]] double weight(int region) const override {
    return setup_.population.counties()[static_cast<std::size_t>(region)].persons_60plus;
  }
  /// Counties of a prefecture send each other patients and residents.
  [[nodiscard]] std::vector<std::vector<int>> domains() const override {
    if (setup_.parameters.referral <= 0 && setup_.parameters.next_county <= 0) return {};
    std::map<std::string, std::vector<int>> by_prefecture;
    for (int r = 0; r < regions(); ++r)
      by_prefecture[scenario_.places()[static_cast<std::size_t>(r)].prefecture].push_back(r);
    std::vector<std::vector<int>> out;
    for (auto& [name, counties] : by_prefecture) out.push_back(std::move(counties));
    return out;
  }
  [[nodiscard]] std::unique_ptr<sim::Region> make_region(int region, sim::StreamKey key) const override {
    return std::make_unique<County>(setup_, region, key);
  }
  [[nodiscard]] const std::vector<sim::Field>& fields() const override { return layout_.fields; }
  [[nodiscard]] const std::vector<sim::Field>& derived() const override { return derived_; }
  void derive(std::span<const double> summed, std::span<double> out) const override {
    compute(layout_, setup_.calendar, summed, out);
  }
  [[nodiscard]] std::vector<sim::Dimension> dimensions() const override { return axes(setup_.calendar); }
  [[nodiscard]] sim::Dimension region_axis(const std::string& detail) const override;
  [[nodiscard]] int region_row(int region, const std::string& detail) const override;
  [[nodiscard]] std::vector<sim::Variable> constants() const override;
  [[nodiscard]] std::map<std::string, std::string> attributes() const override {
    return {{"scenario_text", scenario_.resolved()}};
  }
  [[nodiscard]] std::string name() const override { return scenario_.name(); }

 private:
  scenario::Scenario scenario_;
  Setup setup_;
  Layout layout_;
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
  const double none = std::nan("");
  sim::Variable value{"target", {"indicator_name"}, "", "target of the policy", {}};
  sim::Variable year{"target_year", {"indicator_name"}, "", "year by whose end it is due", {}};
  sim::Variable sense{"target_sense", {"indicator_name"}, "", "1: at least the target, -1: at most", {}};
  const double due = static_cast<double>(scenario_.integer("target.year"));
  for (const Indicator& i : indicators()) {
    const double target = i.target_key ? scenario_.number(i.target_key) : 0;
    const bool set = target > 0;
    value.data.push_back(set ? target : none);
    year.data.push_back(set ? due : none);
    sense.data.push_back(set ? 1 : none);
  }
  return {value, year, sense};
}

}  // namespace

Setup::Setup(const scenario::Scenario& s, int end, double scale_)
    : scale(scale_),
      parameters(s),
      calendar(s.date("start"), end),
      life(s.table_path("population.mortality_table")),
      population(s, parameters, life),
      expected(population.expected(life, calendar)),
      hazards(parameters, life, calendar, population.rural_share()),
      facilities(s, population, expected, calendar, scale),
      measures(care::measures(s, parameters, calendar, expected, all_ages(population), scale)),
      multipliers(parameters, measures),
      neighbours(care::neighbours(s, population)),
      fates(parameters),
      choice(parameters),
      prices(s),
      origin(calendar.start() - sim::epoch_day(1900, 1, 1)) {
  const double start = 1970 + calendar.start() / sim::kDaysPerYear;
  for (int sex = 0; sex < 2; ++sex)
    for (int m = kYoungest * 12; m <= 720; ++m)
      to_60[sex].push_back(life.cumulative(sex, m / 12.0, start, 60 - m / 12.0));
}

std::shared_ptr<const sim::Model> build(const scenario::Scenario& s, const Options& options) {
  const int end = options.until.value_or(s.date("end"));
  const auto fault = [&](const char* key, const std::string& given, const std::string& expected) {
    const scenario::Origin o = s.origin(key);
    return scenario::Fault{o.file, o.line, o.column, key, given, expected, ""};
  };
  std::vector<scenario::Fault> faults;
  const int census = sim::epoch_day(static_cast<int>(s.integer("population.census_year")), 11, 1);
  if (s.date("start") != census)
    faults.push_back(fault("start", sim::iso_date(s.date("start")),
                           "the day of the census, " + sim::iso_date(census) + ", on which the population is known"));
  if (end <= s.date("start"))
    faults.push_back(fault("end", sim::iso_date(end), "a date after the start, " + sim::iso_date(s.date("start"))));
  const double split = s.number("subsidy.split.central_share") + s.number("subsidy.split.provincial_share") +
                       s.number("subsidy.split.prefecture_share");
  if (split > 1)
    faults.push_back(
        fault("subsidy.split.central_share", std::to_string(split) + " in sum", "shares that sum to at most 1"));
  if (!faults.empty()) throw scenario::ScenarioError(std::move(faults));
  return std::make_shared<const Care>(s, end, options.scale);
}

}  // namespace yanglao::care
