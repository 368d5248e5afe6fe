// Wrong engines made of the right one: it runs another plan than it was given, or its costs are told otherwise.
#include "engines.hpp"
#include "models/network/region.hpp"
#include "models/network/report.hpp"

namespace yanglao::theory {
namespace {

using network::Exact;
using network::Network;
using network::Plan;

/// What a region is but for what a wrong engine changes.
class Double : public sim::Region {
 public:
  void advance(int last_day) override { inner_->advance(last_day); }
  void collect(std::span<double> out) const override { inner_->collect(out); }
  void send(std::vector<sim::Mail>& out) override { inner_->send(out); }
  void receive(std::span<const sim::Mail> mail) override { inner_->receive(mail); }
  [[nodiscard]] std::uint64_t events() const override { return inner_->events(); }

 protected:
  std::unique_ptr<sim::Region> inner_;
};

/// Runs the plan with another network, and from another day.
class OnOtherPlan final : public Double {
 public:
  OnOtherPlan(const Plan& plan, void (*change)(Network&), int later, int region, sim::StreamKey key) {
    Network network = plan.network;
    change(network);
    plan_ = std::make_unique<const Plan>(std::move(network), plan.start + later, plan.start + plan.days,
                                         plan.warm_up - later, plan.regions, plan.population, plan.scale, plan.group);
    inner_ = network::make_region<Exact>(*plan_, region, key);
  }
  ~OnOtherPlan() override { inner_.reset(); }

 private:
  std::unique_ptr<const Plan> plan_;
};

template <void (*change)(Network&)>
std::unique_ptr<sim::Region> changed(const Plan& plan, int region, sim::StreamKey key) {
  return std::make_unique<OnOtherPlan>(plan, change, 0, region, key);
}
void step_capacity(Network& network) {
  for (network::Stage& stage : network.stages) stage.capacity.linear = stage.capacity_per_1000.linear = false;
}
void freeze_capacity(Network& network) {
  for (network::Stage& stage : network.stages)
    if (!stage.unlimited && !stage.per_1000) stage.capacity = {{0}, {stage.capacity.value.front()}, false};
}
void step_rates(Network& network) {
  for (network::Arrival& arrival : network.arrivals) arrival.rate_per_day.linear = false;
}
std::unique_ptr<sim::Region> without_warm_up(const Plan& plan, int region, sim::StreamKey key) {
  return std::make_unique<OnOtherPlan>(plan, [](Network&) {}, plan.warm_up, region, key);
}

/// The fields of one region by name.
struct Told {
  const Plan& plan;
  std::span<double> out;
  [[nodiscard]] std::span<double> field(const std::string& name) const {
    std::size_t offset = 0;
    for (const sim::Field& each : network::fields(plan)) {
      if (each.name == name) return out.subspan(offset, each.size);
      offset += each.size;
    }
    return {};
  }
};

/// Tells other costs. `change` is told a month and stage, its three costs, and days blocked by the place missing; all
/// stages have a number of places.
class OtherCosts final : public Double {
 public:
  using Change = void (*)(const Plan& plan, std::span<double> month, std::size_t stage, const double* blocked_days);
  OtherCosts(const Plan& plan, Change change, int region, sim::StreamKey key) : plan_(plan), change_(change) {
    inner_ = network::make_region<Exact>(plan, region, key);
  }
  void collect(std::span<double> out) const override {
    inner_->collect(out);
    const std::size_t stages = plan_.stages;
    const std::span<double> cost = Told{plan_, out}.field("cost"), blocked = Told{plan_, out}.field("blocked_days");
    for (std::size_t month = 0; month * stages * 3 < cost.size(); ++month)
      for (std::size_t s = 0; s < stages; ++s)
        change_(plan_, cost.subspan(month * stages * 3, stages * 3), s, &blocked[(month * stages + s) * stages]);
  }

 private:
  const Plan& plan_;
  Change change_;
};

template <OtherCosts::Change change>
std::unique_ptr<sim::Region> costed(const Plan& plan, int region, sim::StreamKey key) {
  return std::make_unique<OtherCosts>(plan, change, region, key);
}
void leave_out_blocked(const Plan& plan, std::span<double> month, std::size_t stage, const double* blocked) {
  for (std::size_t cause = 0; cause < plan.stages; ++cause)
    month[stage * 3] -= blocked[cause] * plan.network.stages[stage].cost_per_day;
}
void leave_out_waiting(const Plan&, std::span<double> month, std::size_t stage, const double*) {
  month[stage * 3 + 1] = 0;
}
void charge_the_cause(const Plan& plan, std::span<double> month, std::size_t stage, const double* blocked) {
  for (std::size_t cause = 0; cause < plan.stages; ++cause) {
    const double yuan = blocked[cause] * plan.network.stages[stage].cost_per_blocked_day;
    month[stage * 3 + 2] -= yuan;
    month[cause * 3 + 2] += yuan;
  }
}

}  // namespace

namespace wrong {
const Engine stepped_capacity = changed<step_capacity>;
const Engine stepped_rates = changed<step_rates>;
const Engine frozen_capacity = changed<freeze_capacity>;
const Engine no_warm_up = without_warm_up;
const Engine unpaid_when_blocked = costed<leave_out_blocked>;
const Engine unpaid_waiting = costed<leave_out_waiting>;
const Engine paid_by_the_cause = costed<charge_the_cause>;
}  // namespace wrong

}  // namespace yanglao::theory
