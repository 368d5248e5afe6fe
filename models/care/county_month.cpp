// What a county tells of each month that follows from its people, places and rules: measures, facilities, money.
#include <algorithm>

#include "models/care/county.hpp"
#include "models/care/report.hpp"

namespace yanglao::care {

std::vector<Volume> County::volumes() const {
  const sim::Calendar& calendar = setup_.calendar;
  const auto states = states_.integrals(), reached = reached_.integrals(), held = held_.integrals(),
             capacity = capacity_.integrals();
  std::vector<Volume> out(static_cast<std::size_t>(calendar.months()));
  for (int m = 0; m < calendar.months(); ++m) {
    Volume& v = out[static_cast<std::size_t>(m)];
    const Rule& rule = setup_.rules.at(index_, m);
    const double length = static_cast<double>(sim::tick_of_day(calendar.month_days(m)));
    v.length_days = calendar.month_days(m);
    v.days.reserve(kStateCells);
    for (int cell = 0; cell < kStateCells; ++cell)
      v.days.push_back(static_cast<double>(states[static_cast<std::size_t>(m * kStateCells + cell)]) /
                       sim::kTicksPerDay);
    for (std::size_t k = 0; k < kMeasures; ++k)
      v.reached[k] = static_cast<double>(reached[static_cast<std::size_t>(m * kMeasures) + k]) / length;
    v.works = setup_.facilities.works(index_, m);
    v.inclusive = rule.inclusive;
    if (!held.empty())
      for (std::size_t cell = 0; cell < kHeldCells; ++cell)
        v.held[cell] = static_cast<double>(held[static_cast<std::size_t>(m) * kHeldCells + cell]) / sim::kTicksPerDay;
    v.designated = rule.designated;
    for (int k = 0; k < kFacilityKinds; ++k)
      v.facilities[static_cast<std::size_t>(k)] = setup_.facilities.at_begin(index_, m, k) * setup_.scale;
    const auto bed_days = [&](Place place) {
      return static_cast<double>(capacity[static_cast<std::size_t>(m * kPools + pool_of(place))]) / sim::kTicksPerDay;
    };
    v.channel_bed_days = rule.channel * bed_days(Place::acute);
    v.contract_bed_days =
        rule.next_county * (bed_days(Place::general) + bed_days(Place::nursing) + bed_days(Place::dementia));
    v.guest_days = setup_.facilities.unusable(index_, m, pool_of(Place::general), guests_limit) * v.length_days;
  }
  return out;
}

void County::collect_measures(std::span<double> out, const Layout& layout, const std::vector<Volume>& volumes) const {
  const auto signed_at_end = reached_.ends(), alive = ages_.ends();
  for (std::size_t m = 0; m < volumes.size(); ++m) {
    const Volume& v = volumes[m];
    out[layout.contracts + m] += static_cast<double>(signed_at_end[m * kMeasures + kFamilyDoctor]);
    out[layout.falls + m] += setup_.falls.expected(v, setup_.measures);
    double people = 0;
    for (std::size_t cell = 0; cell < kAgeBands * 2; ++cell)
      people += static_cast<double>(alive[m * kAgeBands * 2 + cell]);
    for (std::size_t k = 0; k < kMeasures; ++k) {
      const Measure& measure = setup_.measures[k];
      const double planned = static_cast<double>(measure.planned[static_cast<std::size_t>(index_)][m]);
      const double limited = static_cast<double>(measure.coverage[static_cast<std::size_t>(index_)][m]);
      out[layout.reached + m * kMeasures + k] += v.reached[k];
      if (limited >= planned) continue;
      // Contracts are counted at the month's end. The target group of the others is known by those reached alone.
      out[layout.unreached + m * kMeasures + k] +=
          k == kFamilyDoctor ? std::max(0.0, planned * people - static_cast<double>(signed_at_end[m * kMeasures + k]))
          : limited > 0      ? v.reached[k] / limited * (planned - limited)
                             : 0;
    }
    const Measure& doctors = setup_.measures[kFamilyDoctor];
    const double everyone = setup_.population.counties()[static_cast<std::size_t>(index_)].total * setup_.scale;
    double* contracts = &out[layout.contracts_all_ages + m * kContracts];
    contracts[signed_up] += everyone * static_cast<double>(doctors.coverage_all_ages[static_cast<std::size_t>(index_)][m]);
    contracts[wanted] += everyone * static_cast<double>(doctors.planned_all_ages[static_cast<std::size_t>(index_)][m]);
    contracts[everybody] += everyone;
    const double set_aside =
        setup_.facilities.unusable(index_, static_cast<int>(m), pool_of(Place::nursing), respite_limit);
    out[layout.respite_days + m] += std::min(v.reached_months(kRespite) * setup_.respite_days_each, set_aside * v.length_days);
    const double part = setup_.calendar.month_part(static_cast<int>(m));
    out[layout.volunteer_hours + m * 2] += setup_.time_bank.earned(index_, static_cast<int>(m)) * part;
    out[layout.volunteer_hours + m * 2 + 1] += setup_.time_bank.drawn(v.reached[kTimeBank]) * part;
  }
}

void County::collect_rules(std::span<double> out, const Layout& layout) const {
  const auto beds = capacity_.ends();
  const auto at = [&](int month, int pool, int width) {
    return static_cast<std::size_t>((month * kPools + pool) * width);
  };
  for (int m = 0; m < setup_.calendar.months(); ++m) {
    const Rule& rule = setup_.rules.at(index_, m);
    const auto places = [&](int pool) { return static_cast<double>(beds[at(m, pool, 1)]); };
    out[layout.channel_places + static_cast<std::size_t>(m)] += rule.channel * places(pool_of(Place::acute));
    double in_institutions = 0;
    for (const Place place : {Place::general, Place::nursing, Place::dementia}) in_institutions += places(pool_of(place));
    double* held = &out[layout.rule_places + static_cast<std::size_t>(m * kRulePlaces)];
    held[rule_capped] += rule.inclusive * in_institutions;
    held[rule_designated] += rule.designated * in_institutions;
    held[rule_home_care] += setup_.prices.at(index_, m).home_care_bed_share * places(pool_of(Place::community));
    for (int pool = 0; pool < kPools; ++pool) {
      const Place place = place_of_pool(pool);
      const double offered = is_institution(place)       ? rule.chinese_institutions
                             : place == Place::community ? rule.chinese_services
                                                         : 0;
      out[layout.chinese_medicine_places + at(m, pool, 1)] += offered * places(pool);
      for (int limit = 0; limit < kBedLimits; ++limit)
        out[layout.unusable + at(m, pool, kBedLimits) + static_cast<std::size_t>(limit)] +=
            setup_.facilities.unusable(index_, m, pool, limit);
    }
    for (int k = 0; k < kFacilityKinds; ++k) {
      const auto cell = static_cast<std::size_t>(m * kFacilityKinds + k);
      out[layout.facilities + cell] += setup_.facilities.standing(index_, m, k);
      out[layout.places_for + cell] += setup_.facilities.possible(index_, k);
      out[layout.places_with + cell] += setup_.facilities.covered(index_, m, k);
    }
  }
}

void County::collect_money(std::span<double> out, const Layout& layout, const std::vector<Volume>& volumes) const {
  for (std::size_t m = 0; m < volumes.size(); ++m) {
    const Ledger ledger = charge(setup_.prices.at(index_, static_cast<int>(m)), volumes[m]);
    for (std::size_t l = 0; l < kLines; ++l) {
      if (ledger.received[l] == 0) continue;  // so nobody paid anything
      out[layout.revenue + m * kLines + l] += static_cast<double>(ledger.received[l]) / 100;
      for (std::size_t k = 0; k < kPayers; ++k)
        out[layout.cost + (m * kPayers + k) * kLines + l] += static_cast<double>(ledger.paid[k][l]) / 100;
      for (std::size_t k = 0; k < kBenefits; ++k)
        out[layout.benefits_paid + (m * kBenefits + k) * kLines + l] += static_cast<double>(ledger.by_benefits[k][l]) / 100;
    }
  }
}

}  // namespace yanglao::care
