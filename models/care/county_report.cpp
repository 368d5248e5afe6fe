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
  for (std::size_t i = 0; i < integral.size(); ++i)
    out[i] += static_cast<double>(integral[i]) /
              static_cast<double>(sim::tick_of_day(calendar.month_days(static_cast<int>(i / cells))));
}

void add_days(std::span<double> out, const std::vector<std::int64_t>& ticks) {
  for (std::size_t i = 0; i < ticks.size(); ++i) out[i] += static_cast<double>(ticks[i]) / sim::kTicksPerDay;
}

void add(std::span<double> out, const std::vector<std::int64_t>& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) out[i] += static_cast<double>(counts[i]);
}

/// Blocked days of a month charged to the place at the end of the chain: who waits for a geriatric bed that is itself
/// blocked waits for what blocks it. The share of a pool that is blocked, by cause, is that of the month's bed-days.
void add_roots(std::span<double> out, int month, const std::vector<std::int64_t>& blocked,
               const std::vector<std::int64_t>& occupied) {
  const auto at = [&](int pool, int cause) {
    return static_cast<double>(blocked[static_cast<std::size_t>((month * kPools + pool) * kPools + cause)]);
  };
  for (int pool = 0; pool < kPools; ++pool)
    for (int first = 0; first < kPools; ++first) {
      const double days = at(pool, first) / sim::kTicksPerDay;
      if (days == 0) continue;
      const double held = static_cast<double>(occupied[static_cast<std::size_t>(month * kPools + first)]);
      double rest = days;
      for (int root = 0; root < kPools && held > 0; ++root) {
        const double part = days * std::min(1.0, at(first, root) / held);
        out[static_cast<std::size_t>((month * kPools + pool) * kPools + root)] += part;
        rest -= part;
      }
      out[static_cast<std::size_t>((month * kPools + pool) * kPools + first)] += rest;
    }
}

/// Waits of those admitted, by year; who was admitted, but not from a line, did not wait.
void add_waits(std::span<double> out, const Layout& layout, const sim::Calendar& calendar,
               const std::vector<std::int64_t>& admissions, const std::vector<std::uint32_t>& waits) {
  double* bins = &out[layout.wait_histogram];
  for (std::size_t i = 0; i < waits.size(); ++i) {
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
  const sim::Calendar& calendar = setup_.calendar;
  const Layout layout(calendar);
  const auto from = [&](std::size_t offset) { return out.subspan(offset); };
  add(from(layout.population), ages_.ends());
  add_means(from(layout.capacity), capacity_, calendar);
  add_means(from(layout.occupied), occupied_, calendar);
  add_means(from(layout.queue), queue_, calendar);
  add(from(layout.admissions), admissions_.sums());
  add_days(from(layout.wait_days), wait_ticks_.sums());
  add(from(layout.left_waiting), left_waiting_.sums());
  add_days(from(layout.left_wait_days), left_ticks_.sums());
  add_days(from(layout.interrupted_wait_days), interrupted_ticks_.sums());
  for (Id id = 0; id < people_.size(); ++id) {
    if (!people_[id].waits()) continue;
    const std::size_t pool = people_[id].waiting - 1u;
    out[layout.standing_wait_days + pool] += sim::days(calendar.end() - pools_[pool].line.find(id).joined);
  }
  add_waits(out, layout, calendar, admissions_.sums(), waits_);
  for (std::size_t i = 0; i < longest_.size(); ++i)
    out[layout.wait_max_days + i] = std::max(out[layout.wait_max_days + i], sim::days(longest_[i]));
  add_days(from(layout.blocked_days), blocked_.integrals());
  add(from(layout.deaths), deaths_.sums());
  add(from(layout.turned_60), entries_.sums());
  add(from(layout.left_province), departures_.sums());

  const auto states = states_.integrals();
  const auto reached = reached_.integrals();
  const auto blocked = blocked_.integrals();
  const auto occupied = occupied_.integrals();
  const auto signed_at_end = reached_.ends();
  const auto beds = capacity_.ends();
  for (int m = 0; m < calendar.months(); ++m) {
    const double length = static_cast<double>(sim::tick_of_day(calendar.month_days(m)));
    Volume volume;
    volume.length_days = calendar.month_days(m);
    for (int cell = 0; cell < kStateCells; ++cell) {
      const double ticks = static_cast<double>(states[static_cast<std::size_t>(m * kStateCells + cell)]);
      volume.days.push_back(ticks / sim::kTicksPerDay);
      const int place = cell / (kFunctions * kPensions), function = cell / kPensions % kFunctions;
      const int setting = static_cast<int>(setting_of(static_cast<Place>(place)));
      out[layout.people + static_cast<std::size_t>((m * kSettings + setting) * kFunctions + function)] +=
          ticks / length;
    }
    out[layout.contracts + static_cast<std::size_t>(m)] +=
        static_cast<double>(signed_at_end[static_cast<std::size_t>(m * kMeasures) + kFamilyDoctor]);
    for (std::size_t k = 0; k < kMeasures; ++k) {
      const std::size_t at = static_cast<std::size_t>(m * kMeasures) + k;
      volume.reached[k] = static_cast<double>(reached[at]) / length;
      out[layout.reached + at] += volume.reached[k];
    }
    volume.contract_months = volume.reached[kFamilyDoctor];
    volume.inclusive = setup_.rules.at(index_, m).inclusive;
    volume.care_insured = setup_.rules.at(index_, m).care_insured;
    volume.vouchers = setup_.rules.at(index_, m).vouchers;
    volume.designated = setup_.rules.at(index_, m).designated;
    out[layout.falls + static_cast<std::size_t>(m)] += setup_.falls.expected(volume, setup_.measures);
    out[layout.channel_places + static_cast<std::size_t>(m)] +=
        setup_.rules.at(index_, m).channel *
        static_cast<double>(beds[static_cast<std::size_t>(m * kPools + pool_of(Place::acute))]);
    add_roots(from(layout.blocked_by_root), m, blocked, occupied);
    volume.beds_built = setup_.facilities.built(index_, m);
    const Ledger ledger = charge(setup_.prices, volume);
    for (int k = 0; k < kPayers; ++k)
      for (int l = 0; l < kLines; ++l)
        out[layout.cost + static_cast<std::size_t>((m * kPayers + k) * kLines + l)] +=
            static_cast<double>(ledger.paid[static_cast<std::size_t>(k)][static_cast<std::size_t>(l)]) / 100;
    for (int l = 0; l < kLines; ++l)
      out[layout.revenue + static_cast<std::size_t>(m * kLines + l)] +=
          static_cast<double>(ledger.received[static_cast<std::size_t>(l)]) / 100;
    for (int k = 0; k < kFacilityKinds; ++k) {
      const std::size_t at = static_cast<std::size_t>(m * kFacilityKinds + k);
      out[layout.facilities + at] += setup_.facilities.standing(index_, m, k);
      out[layout.places_for + at] += setup_.facilities.possible(index_, k);
    }
  }
}

}  // namespace yanglao::care
