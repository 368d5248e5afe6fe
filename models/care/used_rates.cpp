#include "models/care/used_rates.hpp"

#include <functional>
#include <vector>

namespace yanglao::care {
namespace {

/// A rate, and where and when something is paid at it.
struct Rate {
  Line line;
  std::string key;
  std::function<double(const Prices&)> cny;
  std::function<bool(int county, int month)> used;
};

void facility_rates(const Facilities& facilities, std::vector<Rate>& out) {
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    const std::string key = std::string("facility.") + kFacilities[k];
    const int kind = static_cast<int>(k);
    out.push_back({facility_operation, key + ".subsidy_cny_per_year", [k](const Prices& p) { return p.facility_year[k]; },
                   [&facilities, kind](int c, int m) { return facilities.at_begin(c, m, kind) > 0; }});
    if (kPoolOf[k] < 0)
      out.push_back({facility_opening, key + ".opening_cny", [k](const Prices& p) { return p.work[opening(k)].cny; },
                     [&facilities, k](int c, int m) { return facilities.works(c, m)[opening(k)] > 0; }});
  }
}

/// Those of which no figure may be known; fees and the like always have one.
std::vector<Rate> rates(const Setup& x) {
  std::vector<Rate> out = {
      {home_care_beds, "subsidy.home_care_bed_cny_per_month", [](const Prices& p) { return p.home_care_bed_month; },
       [&x](int c, int m) { return x.prices.at(c, m).home_care_bed_share > 0; }},
      {channels, "subsidy.channel_cny_per_bed_year", [](const Prices& p) { return p.channel_year; },
       [&x](int c, int m) { return x.rules.at(c, m).channel > 0; }},
      {hospital_contracts, "subsidy.contract_cny_per_bed_year", [](const Prices& p) { return p.contract_year; },
       [&x](int c, int m) { return x.rules.at(c, m).next_county > 0; }}};
  facility_rates(x.facilities, out);
  for (std::size_t k = 0; k < kMeasures; ++k)
    if (k != kFamilyDoctor)
      out.push_back({line_of(k), std::string("measure.") + kMeasureKinds[k].name + ".cny_per_year",
                     [k](const Prices& p) { return p.measures[k].cny_per_year; }, [&x, k](int c, int m) {
                       return x.measures[k].coverage[static_cast<std::size_t>(c)][static_cast<std::size_t>(m)] > 0;
                     }});
  return out;
}

}  // namespace

UsedRates used_rates(const scenario::Scenario& s, const Setup& setup) {
  struct Seen {
    bool unknown = false, zero = false, above_zero = false;
  };
  UsedRates out;
  std::array<Seen, kLines> lines;
  for (const Rate& rate : rates(setup)) {
    Seen seen;
    for (int c = 0; c < static_cast<int>(s.places().size()); ++c) {
      bool used = false, priced = false, at_0 = false;
      for (int m = 0; m < setup.calendar.months() && !(priced && at_0); ++m) {
        if (!rate.used(c, m)) continue;
        used = true;
        (rate.cny(setup.prices.at(c, m)) > 0 ? priced : at_0) = true;
      }
      if (!used) continue;
      const bool known = s.schedule(rate.key, c).known;
      seen = {seen.unknown || !known, seen.zero || (known && at_0), seen.above_zero || priced};
    }
    if (seen.unknown) out.unknown += (out.unknown.empty() ? "" : " ") + rate.key;
    Seen& line = lines[rate.line];
    line = {line.unknown || seen.unknown, line.zero || seen.zero, line.above_zero || seen.above_zero};
  }
  for (std::size_t l = 0; l < kLines; ++l) {
    const Seen& line = lines[l];
    if (line.unknown) out.lines[l] = line.above_zero ? LineRate::in_part : LineRate::unknown;
    if (line.zero && !line.unknown && !line.above_zero) out.lines[l] = LineRate::set_to_0;
  }
  return out;
}

sim::Variable UsedRates::variable() const {
  sim::Variable out{"line_rate", {"line"}, "",
                    "rates in use: 0: known, 1: some unknown, which count as 0, 2: none known above 0, 3: set to 0",
                    {}};
  for (const LineRate each : lines) out.data.push_back(static_cast<double>(each));
  return out;
}

}  // namespace yanglao::care
