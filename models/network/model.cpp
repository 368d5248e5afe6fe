#include "models/network/model.hpp"

#include <cmath>

#include "models/network/at_start.hpp"
#include "models/network/limits.hpp"
#include "models/network/read.hpp"
#include "models/network/region.hpp"
#include "models/network/report.hpp"
#include "models/scenario/errors.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::network {
namespace {

class NetworkModel final : public sim::Model {
 public:
  NetworkModel(const scenario::Scenario& s, const Options& options)
      : scenario_(s), plan_(plan(s, options)), fields_(network::fields(*plan_)) {
    refuse_what_does_not_fit(scenario_, *plan_);
  }

  [[nodiscard]] int regions() const override { return plan_->regions; }
  [[nodiscard]] int horizon_days() const override { return plan_->days; }
  [[nodiscard]] std::vector<std::vector<int>> domains() const override {
    std::vector<std::vector<int>> out;
    for (int r = 0; plan_->travel && r < plan_->regions; ++r) {
      if (r % plan_->group == 0) out.emplace_back();
      out.back().push_back(r);
    }
    return out;
  }
  [[nodiscard]] std::unique_ptr<sim::Region> make_region(int region, sim::StreamKey key) const override {
    return network::make_region<Exact>(*plan_, region, key);
  }
  [[nodiscard]] const std::vector<sim::Field>& fields() const override { return fields_; }
  [[nodiscard]] const std::vector<sim::Field>& derived() const override { return derived_; }
  void derive(std::span<const double>, std::span<double>) const override {}
  [[nodiscard]] std::vector<sim::Dimension> dimensions() const override { return axes(*plan_); }
  [[nodiscard]] std::vector<sim::Variable> constants() const override {
    sim::Variable days{"month_days", {"month"}, "days", "days of the month that are counted", {}};
    for (int m = 0; m < plan_->calendar.months(); ++m) days.data.push_back(plan_->calendar.month_days(m));
    return {days};
  }
  [[nodiscard]] sim::Dimension region_axis(const std::string& detail) const override {
    sim::Dimension out{"region", "part of the network", "", {}, {}};
    if (detail == "prefecture" && plan_->group > 1)
      for (int g = 0; g < plan_->regions / plan_->group; ++g) out.labels.push_back("group " + std::to_string(g + 1));
    else if (detail != "county")
      out.labels = {"all"};
    for (int r = 0; detail == "county" && r < plan_->regions; ++r) out.labels.push_back(std::to_string(r + 1));
    return out;
  }
  [[nodiscard]] int region_row(int region, const std::string& detail) const override {
    if (detail == "prefecture" && plan_->group > 1) return region / plan_->group;
    return detail == "county" ? region : 0;
  }
  [[nodiscard]] std::map<std::string, std::string> attributes() const override {
    return {{"scenario_text", scenario_.resolved()}, {"end", sim::iso_date(plan_->start + plan_->days)}};
  }
  [[nodiscard]] std::string name() const override { return scenario_.name(); }

 private:
  scenario::Scenario scenario_;
  std::shared_ptr<const Plan> plan_;
  std::vector<sim::Field> fields_, derived_;
};

}  // namespace

std::shared_ptr<const Plan> plan(const scenario::Scenario& s, const Options& options) {
  std::vector<scenario::Fault> faults;
  Network network = read(*s.structure(), faults);
  const int start = s.date("start"), end = options.until.value_or(s.date("end"));
  const int warm_up = static_cast<int>(s.integer("warm_up_days"));
  const double people = static_cast<double>(s.integer("population")) * options.scale;
  const auto regions = s.integer("regions"), group = s.integer("regions_per_group");
  const auto refuse = [&](const char* key, const std::string& given, const std::string& expected) {
    // An end that the command line asks for stands in no file.
    const bool until = options.until && std::string(key) == "end";
    const scenario::Origin o = until ? scenario::Origin{"--until", 0, 0} : s.origin(key);
    faults.push_back({o.file, o.line, o.column, key, given, expected, ""});
  };
  if (end - start < 1 || end - start > sim::kMaxDays)
    refuse("end", sim::iso_date(end),
           "a date 1 to " + std::to_string(sim::kMaxDays) + " days after the start, " + sim::iso_date(start));
  else if (warm_up >= end - start)
    refuse("warm_up_days", std::to_string(warm_up), "fewer days than the run has, " + std::to_string(end - start));
  if (people / static_cast<double>(regions) > kMostPeople)
    refuse("population", scenario::toml_number(people / static_cast<double>(regions)) + " people in each region",
           "at most " + scenario::toml_number(kMostPeople));
  if (regions % group != 0)
    refuse("regions_per_group", std::to_string(group), "a number that divides regions, " + std::to_string(regions));
  else if (group > 1 && !network.elsewhere.empty() && regions > 65535)
    refuse("regions", std::to_string(regions), "at most 65535 regions where people travel between them");
  else if (const int stage = group > 1 ? -1 : network.alone().circle(); stage >= 0)
    refuse("regions_per_group",
           "1, so that overflow_to of stage." + network.stages[static_cast<std::size_t>(stage)].name +
               " leads round in a circle",
           "2 or more");
  double shares = 0;
  for (const Class& c : network.classes) shares += c.share;
  if (people > 0 && std::abs(shares - 1) > 1e-9)
    refuse("population",
           std::to_string(s.integer("population")) + " people, with class shares that sum to " +
               scenario::toml_number(shares),
           "shares of the classes that sum to 1");
  const Extent extent{start, end - start, s.integer("population"), static_cast<int>(regions), options.scale};
  refuse_too_many_at_start(*s.structure(), network, extent, faults);
  refuse_too_many_arrivals(*s.structure(), network, extent, faults);
  scenario::raise_if_any(std::move(faults));
  return std::make_shared<const Plan>(std::move(network), start, end, warm_up, static_cast<int>(regions),
                                      std::llround(people), options.scale, static_cast<int>(group));
}

std::shared_ptr<const sim::Model> build(const scenario::Scenario& s, const Options& options) {
  return std::make_shared<const NetworkModel>(s, options);
}

}  // namespace yanglao::network
