// What a county tells at the end of the run.
#include <algorithm>

#include "models/care/county.hpp"
#include "models/care/report.hpp"

namespace yanglao::care {
namespace {

/// Adds integrals in ticks, as means over their month.
void add_means(std::span<double> out, const sim::LevelTally& tally, const sim::Calendar& calendar) {
  const auto integral = tally.integrals();
  const std::size_t cells = static_cast<std::size_t>(tally.cells());
  for (int m = 0; m < calendar.months(); ++m) {
    const auto length = static_cast<double>(sim::tick_of_day(calendar.month_days(m)));
    for (std::size_t i = static_cast<std::size_t>(m) * cells, end = i + cells; i < end; ++i)
      out[i] += static_cast<double>(integral[i]) / length;
  }
}

void add_days(std::span<double> out, const std::vector<std::int64_t>& ticks) {
  for (std::size_t i = 0; i < ticks.size(); ++i) out[i] += static_cast<double>(ticks[i]) / sim::kTicksPerDay;
}

void add(std::span<double> out, const std::vector<std::int64_t>& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) out[i] += static_cast<double>(counts[i]);
}

/// Waits of those admitted, by year; who was admitted, but not from a line, did not wait.
void add_waits(std::span<double> out, const Layout& layout, const sim::Calendar& calendar,
               const std::vector<std::int64_t>& admissions, const std::vector<std::uint32_t>& waits) {
  double* bins = &out[layout.wait_histogram];
  for (std::size_t i = 0; i < waits.size(); ++i) {
    if (waits[i] == 0) continue;
    bins[i] += waits[i];
    bins[i / kWaitBins * kWaitBins] -= waits[i];
  }
  for (int m = 0; m < calendar.months(); ++m)
    for (int pool = 0; pool < kPools; ++pool)
      bins[(calendar.year_of_month(m) * kPools + pool) * kWaitBins] +=
          static_cast<double>(admissions[static_cast<std::size_t>(m * kPools + pool)]);
}

}  // namespace

void County::collect(std::span<double> out) const {
  const Layout layout(setup_.calendar, setup_.stages.count());
  if (!setup_.stages.concern(index_)) return collect(out, layout);
  std::vector<double> own(layout.size);
  collect(own, layout);
  setup_.stages.collect(index_, layout, setup_.calendar, own);
  sim::add_block(layout.fields, own.data(), out.data());
}

void County::collect(std::span<double> out, const Layout& layout) const {
  collect_levels(out, layout);
  collect_waits(out, layout);
  collect_rules(out, layout);
  const std::vector<Volume> volumes = this->volumes();
  collect_measures(out, layout, volumes);
  collect_money(out, layout, volumes);
}

void County::collect_levels(std::span<double> out, const Layout& layout) const {
  const sim::Calendar& calendar = setup_.calendar;
  const auto from = [&](std::size_t offset) { return out.subspan(offset); };
  add(from(layout.population), ages_.ends());
  add_means(from(layout.capacity), capacity_, calendar);
  add_means(from(layout.occupied), occupied_, calendar);
  add_means(from(layout.queue), queue_, calendar);
  add(from(layout.admissions), admissions_.sums());
  add(from(layout.deaths), deaths_.sums());
  add(from(layout.turned_60), entries_.sums());
  add(from(layout.left_province), departures_.sums());
  add(from(layout.admissions_elsewhere), elsewhere_.sums());
  const auto states = states_.integrals();
  for (int month = 0; month < calendar.months(); ++month) {
    const auto length = static_cast<double>(sim::tick_of_day(calendar.month_days(month)));
    for (int cell = 0; cell < kStateCells; ++cell) {
      const std::int64_t ticks = states[static_cast<std::size_t>(month * kStateCells + cell)];
      if (ticks == 0) continue;
      const int place = cell / (kFunctions * kPensions), function = cell / kPensions % kFunctions;
      const int setting = static_cast<int>(setting_of(static_cast<Place>(place)));
      out[layout.people + static_cast<std::size_t>((month * kSettings + setting) * kFunctions + function)] +=
          static_cast<double>(ticks) / length;
    }
  }
}

void County::collect_waits(std::span<double> out, const Layout& layout) const {
  const sim::Calendar& calendar = setup_.calendar;
  const auto from = [&](std::size_t offset) { return out.subspan(offset); };
  add_days(from(layout.wait_days), wait_ticks_.sums());
  add(from(layout.left_waiting), left_waiting_.sums());
  add_days(from(layout.left_wait_days), left_ticks_.sums());
  add_days(from(layout.interrupted_wait_days), interrupted_ticks_.sums());
  for (std::size_t pool = 0; pool < kPools; ++pool)
    pools_[pool].line.each([&](const sim::Waiter& w) {
      out[layout.standing_wait_days + pool] += sim::days(calendar.end() - w.joined);
    });
  add_waits(out, layout, calendar, admissions_.sums(), waits_);
  for (std::size_t i = 0; i < longest_.size(); ++i)
    out[layout.wait_max_days + i] = std::max(out[layout.wait_max_days + i], sim::days(longest_[i]));
  add_days(from(layout.blocked_days), blocked_.integrals());
  const auto roots = blocking_.days();
  for (std::size_t i = 0; i < roots.size(); ++i) {
    const std::size_t month = i / (kPools * kPools), root = i % kPools;
    out[layout.blocked_by_root + i] += roots[i];
    out[layout.blocked_cost + month * kPools + root] +=
        roots[i] * bed_day(setup_.prices.at(index_, static_cast<int>(month)), static_cast<int>(i / kPools % kPools));
  }
}

}  // namespace yanglao::care
