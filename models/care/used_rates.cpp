#include "models/care/used_rates.hpp"

#include <functional>
#include <set>
#include <vector>

#include "models/care/work_rates.hpp"

namespace yanglao::care {
namespace {

/// A rate of money, and where and when something is paid at it.
struct Rate {
  std::string key;
  std::vector<Line> lines;  ///< that it is part of; none of what pays bills of many lines
  std::function<double(const Prices&)> cny;
  std::function<bool(int county, int month)> used;
  bool who_pays = false;  ///< it moves money of its lines from one payer to another, and does not add to them
};

/// Of places and residents: there are always some.
bool always(int, int) { return true; }

void rates_of_care(const Setup& x, std::vector<Rate>& out) {
  out.insert(
      out.end(),
      {{"cost.hospital_cny_per_day", {hospital_care}, [](const Prices& p) { return p.acute_day; }, always},
       {"cost.geriatric_cny_per_day", {geriatric_care}, [](const Prices& p) { return p.geriatric_day; }, always},
       {"cost.hospice_cny_per_day", {hospice_care}, [](const Prices& p) { return p.hospice_day; }, always},
       {"cost.community_cny_per_month", {community_care}, [](const Prices& p) { return p.community_month; }, always},
       {"subsidy.home_care_bed_cny_per_month", {home_care_beds}, [](const Prices& p) { return p.home_care_bed_month; },
        [&x](int c, int m) { return x.prices.at(c, m).home_care_bed_share > 0; }},
       {"seasonal.fee_cny_per_month", {guest_fees}, [](const Prices& p) { return p.guest_month; },
        [&x](int c, int m) { return x.facilities.unusable(c, m, pool_of(Place::general), guests_limit) > 0; }},
       {"subsidy.channel_cny_per_bed_year", {channels}, [](const Prices& p) { return p.channel_year; },
        [&x](int c, int m) { return x.rules.at(c, m).channel > 0; }},
       {"subsidy.contract_cny_per_bed_year", {hospital_contracts}, [](const Prices& p) { return p.contract_year; },
        [&x](int c, int m) { return x.rules.at(c, m).next_county > 0; }},
       {"insurance.long_term_care.home_cny_per_month", {care_insurance_benefit},
        [](const Prices& p) { return p.care_insurance_home; },
        [&x](int c, int m) { return x.rules.at(c, m).care_insured > 0; }},
       {"subsidy.voucher_cny_per_month", {}, [](const Prices& p) { return p.voucher_month; },
        [&x](int c, int m) { return x.rules.at(c, m).vouchers > 0; }}});
  for (std::size_t f = 0; f < kFunctions; ++f) {
    const std::string grade = std::string(kFunctionNames[f]) + "_cny_per_month", fee = "institution.fee." + grade;
    const auto charged = [f](const Prices& p) { return p.fee_month[f]; };
    out.push_back({fee, {institution_fee}, charged, always});
    out.push_back({fee, {price_cap}, charged, [&x](int c, int m) { return x.rules.at(c, m).inclusive > 0; }});
    out.push_back({"subsidy.operating." + grade, {operating_subsidy},
                   [f](const Prices& p) { return p.subsidy_month[f]; }, always});
  }
}

/// Of building, converting and opening; a facility with beds is built at the rates of such beds.
void rates_of_works(const Setup& x, std::vector<Rate>& out) {
  for (std::size_t k = 0; k < kPlannedWorks; ++k) {
    const auto built = [&x, k](int c, int m) {
      const Works& works = x.facilities.works(c, m);
      bool any = works[k] > 0;
      for (std::size_t kind = 0; kind < kFacilityKinds; ++kind)
        any = any || (kPoolOf[kind] >= 0 && built_for(place_of_pool(kPoolOf[kind])) == k && works[opening(kind)] > 0);
      return any;
    };
    out.push_back({kWorkRates[k][0], {line_of_work(k)}, [k](const Prices& p) { return p.work[k].cny; }, built});
    if (*kWorkRates[k][1] != '\0')
      out.push_back({kWorkRates[k][1], {line_of_work(k)}, [k](const Prices& p) { return p.work[k].subsidy; }, built, true});
  }
}

void rates_of_facilities(const Facilities& facilities, std::vector<Rate>& out) {
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    const std::string key = std::string("facility.") + kFacilities[k];
    const int kind = static_cast<int>(k);
    out.push_back({key + ".subsidy_cny_per_year", {facility_operation}, [k](const Prices& p) { return p.facility_year[k]; },
                   [&facilities, kind](int c, int m) { return facilities.at_begin(c, m, kind) > 0; }});
    if (kPoolOf[k] < 0)
      out.push_back({key + ".opening_cny", {facility_opening}, [k](const Prices& p) { return p.work[opening(k)].cny; },
                     [&facilities, k](int c, int m) { return facilities.works(c, m)[opening(k)] > 0; }});
  }
}

void rates_of_measures(const Setup& x, std::vector<Rate>& out) {
  for (std::size_t k = 0; k < kMeasures; ++k) {
    const bool doctor = k == kFamilyDoctor;
    out.push_back(
        {doctor ? "cost.family_doctor_cny_per_year" : std::string("measure.") + kMeasureKinds[k].name + ".cny_per_year",
         {line_of(k)}, [k, doctor](const Prices& p) { return doctor ? p.doctor_year : p.measures[k].cny_per_year; },
         [&x, k](int c, int m) {
           return x.measures[k].coverage[static_cast<std::size_t>(c)][static_cast<std::size_t>(m)] > 0;
         }});
  }
}

/// Every rate of money that may be unknown (a test holds them against levers.csv).
std::vector<Rate> rates(const Setup& setup) {
  std::vector<Rate> out;
  rates_of_care(setup, out);
  rates_of_works(setup, out);
  rates_of_facilities(setup.facilities, out);
  rates_of_measures(setup, out);
  return out;
}

/// Where something was paid at a rate: whether it was unknown, set to 0 and above 0 anywhere.
struct Seen {
  bool unknown = false, zero = false, above_zero = false;
  void operator|=(const Seen& other) {
    unknown |= other.unknown, zero |= other.zero, above_zero |= other.above_zero;
  }
};

Seen seen(const Rate& rate, const scenario::Scenario& s, const Setup& setup) {
  Seen out;
  for (int c = 0; c < static_cast<int>(s.places().size()); ++c) {
    const bool known = s.schedule(rate.key, c).known;
    bool told = false;
    for (int m = 0; m < setup.calendar.months() && !told; ++m) {
      if (!rate.used(c, m)) continue;
      const bool priced = rate.cny(setup.prices.at(c, m)) > 0;
      out |= {!known, known && !priced, priced};
      told = !known || priced;  // a line that costs something anywhere is not set to 0
    }
  }
  return out;
}

}  // namespace

UsedRates used_rates(const scenario::Scenario& s, const Setup& setup) {
  UsedRates out;
  std::array<Seen, kLines> lines;
  std::array<bool, kLines> payers_unknown{};
  std::set<std::string> told;
  for (const Rate& rate : rates(setup)) {
    const Seen of = seen(rate, s, setup);
    if (of.unknown && told.insert(rate.key).second) out.unknown += (out.unknown.empty() ? "" : " ") + rate.key;
    for (const Line line : rate.lines) {
      if (rate.who_pays) payers_unknown[line] |= of.unknown;
      else lines[line] |= of;
    }
  }
  for (std::size_t l = 0; l < kLines; ++l) {
    const Seen& line = lines[l];
    if (line.above_zero && (line.unknown || payers_unknown[l])) out.lines[l] = LineRate::in_part;
    else if (line.unknown) out.lines[l] = LineRate::unknown;
    else if (line.zero && !line.above_zero) out.lines[l] = LineRate::set_to_0;
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
