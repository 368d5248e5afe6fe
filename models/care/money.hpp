// What care costs and who pays: prices, payer splits and the ledger, in fen (1/100 CNY) so that it balances exactly.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/care/facility.hpp"
#include "models/care/measure.hpp"
#include "models/care/person.hpp"
#include "models/care/terms.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

enum Payer : std::uint8_t {
  central,
  provincial,
  prefecture,
  county_finance,
  medical_insurance,
  care_insurance,
  household,
  operator_,
  guests  ///< from elsewhere, who are not among the people simulated
};
inline constexpr int kPayers = 9;
inline constexpr std::array<const char*, kPayers> kPayerNames = {
    "central",   "provincial", "prefecture", "county", "medical_insurance", "long_term_care_insurance",
    "household", "operator",   "guests"};

/// What is paid for. After these each measure has a line of its own, in the order of kMeasureKinds.
enum Line : std::uint8_t {
  hospital_care,
  geriatric_care,
  institution_fee,
  community_care,
  hospice_care,
  operating_subsidy,
  bed_construction,
  bed_conversion,          ///< general beds into nursing beds, hospital beds into geriatric ones
  price_cap,               ///< the gap between the capped price and the fee
  care_insurance_benefit,  ///< of long-term-care insurance for people at home: what their bills leave, to their families
  home_care_beds,          ///< operating subsidy of those community places that are beds at home
  guest_fees,              ///< of guests from elsewhere for general beds
  facility_opening,        ///< of facilities that have no beds: fitting them out, or qualifying them
  facility_operation,      ///< operating subsidy of facilities by the year, whatever is used in them
  channels,                ///< of hospitals that have a channel for older patients
  hospital_contracts       ///< between hospitals and institutions
};
inline constexpr int kOtherLines = 16, kLines = kOtherLines + kMeasures;
inline constexpr auto kLineNames = [] {
  std::array<const char*, kLines> out = {"hospital_care",  "geriatric_care",    "institution_fee",
                                         "community_care", "hospice_care",      "operating_subsidy",
                                         "bed_construction", "bed_conversion",  "price_cap",
                                         "care_insurance_benefit", "home_care_beds", "guest_fees",
                                         "facility_opening", "facility_operation", "channels", "hospital_contracts"};
  for (std::size_t k = 0; k < kMeasures; ++k) out[k + kOtherLines] = kMeasureKinds[k].name;
  return out;
}();
constexpr Line line_of(std::size_t measure) { return static_cast<Line>(kOtherLines + static_cast<int>(measure)); }

/// What pays a part of people's bills.
enum Benefit : std::uint8_t { voucher_benefit, insurance_benefit };
inline constexpr int kBenefits = 2;
inline constexpr std::array<const char*, kBenefits> kBenefitNames = {"vouchers", "long_term_care_insurance"};
using Relieved = std::array<double, kBenefits>;  ///< CNY that each pays of what households would

using Shares = std::array<double, kPayers>;  ///< of one line; they sum to 1

using OwnSplits = std::array<std::optional<Shares>, kLines>;  ///< over central to county finance, of lines that have their own

/// What a measure costs for a person reached, and how much of it the public pays.
struct MeasurePrice {
  double cny_per_year = 0, public_share = 0;
};

/// What a place built or converted costs, or a facility opened, and who pays it: public budgets the subsidy and their
/// share of the rest, as the owner of what is public; the operator what is left.
struct WorkPrice {
  double cny = 0, subsidy = 0, rest_share = 0;
  [[nodiscard]] double public_share() const {
    const double given = std::min(cny, subsidy);
    return cny > 0 ? (given + rest_share * (cny - given)) / cny : 0;
  }
};

/// Rates of a place (an index of Scenario::places(), -1: the province) on a day (since 1970-01-01).
struct RatesAt {
  const scenario::Scenario& scenario;
  int place, day;
  double operator()(const std::string& key) const { return scenario.rate(key, day, place); }
};

struct Prices {
  explicit Prices(const RatesAt& at, const OwnSplits& own = {});
  double acute_day, geriatric_day, hospice_day, community_month, doctor_year;             ///< CNY
  std::array<double, kFunctions> fee_month, subsidy_month;                                ///< CNY by function
  std::array<double, kPensions> insured;  ///< share of hospital cost that medical insurance pays, by pension class
  std::array<WorkPrice, kWorks> work;
  std::array<double, kFacilityKinds> facility_year;  ///< CNY of public money for each that stands
  double channel_year, contract_year;                ///< CNY for an acute bed, an institution's bed with one
  double community_public, doctor_insurance, doctor_public;
  double inclusive_fee_ratio;   ///< capped price over the fee
  double care_insurance_share;  ///< of the fee, paid by long-term-care insurance for the disabled it covers
  double care_insurance_home;   ///< CNY a month, to the disabled it covers who live at home
  double voucher_month;         ///< CNY
  bool voucher_in_institutions;  ///< whether it also pays the fee of an institution
  double subsidy_passed;         ///< share of the operating subsidy that lowers the fee of the disabled
  double home_care_bed_month;   ///< CNY
  double home_care_bed_share;   ///< of community places
  double guest_month;           ///< CNY
  double institution_medical;   ///< share of the fee of the moderately and severely disabled that is medical care
  std::array<MeasurePrice, kMeasures> measures;
  std::array<Shares, kLines> split;  ///< of public money over central to county finance, by line

  /// What an institution charges for a month, before any cap.
  [[nodiscard]] double fee(std::size_t function) const;
  /// What its resident, or the family, would pay of it with a set of reliefs (terms.hpp).
  [[nodiscard]] double to_pay(std::size_t pension, std::size_t function, unsigned reliefs) const;
};

/// One month of one county in fen: what each payer paid and what providers received, by line. Lines are whole: what a
/// benefit pays of a bill is in the bill's line, by whom it is paid.
struct Ledger {
  std::array<std::array<std::int64_t, kLines>, kPayers> paid{};
  std::array<std::int64_t, kLines> received{};
  std::array<std::array<std::int64_t, kLines>, kBenefits> by_benefits{};  ///< of what is paid, told once more
  /// Books `cny` once as received, and splits it among payers to the fen.
  void book(Line line, double cny, const Shares& shares);
  /// The same of a bill of which benefits pay part in place of households: `split` is that of the public purse.
  void book(Line line, double cny, Shares shares, const Relieved& relieved, const Shares& split);
};

/// Days of a month as prices take it.
inline constexpr double kDaysPerMonth = sim::kDaysPerYear / 12;

/// Where disabled people are whose benefits pay bills.
enum class With : std::uint8_t { institution, community, home };
inline constexpr int kWith = 3;
/// Benefits by where people are, their function from moderate on, pension class and own set of reliefs from 1 on.
inline constexpr int kHeldCells = kWith * 2 * kPensions * (static_cast<int>(kOwnSets) - 1);
constexpr int held_cell(With where, int function, int pension, unsigned own) {
  const int people = (static_cast<int>(where) * 2 + function - moderate) * kPensions + pension;
  return people * (static_cast<int>(kOwnSets) - 1) + static_cast<int>(own) - 1;
}
using BySet = std::array<double, kOwnSets>;  ///< person-months of those who have exactly this set

/// What a month of one county is charged for.
struct Volume {
  /// Person-days by place, function and pension class: [(place * 4 + function) * 3 + pension].
  std::vector<double> days;
  double length_days = 0;                   ///< of the month that were simulated
  Works works{};                            ///< places built and converted, facilities opened
  std::array<double, kFacilityKinds> facilities{};  ///< that stood, by kind; scaled like people
  double channel_bed_days = 0;              ///< of acute beds with a channel for older patients
  double contract_bed_days = 0;             ///< of beds of institutions with a contract with a hospital
  std::array<double, kMeasures> reached{};  ///< mean number of people in the month, by measure
  double inclusive = 0;                     ///< share of institution places with a capped price
  std::array<double, kHeldCells> held{};    ///< person-days of those who have benefits (held_cell)
  double designated = 0;                    ///< share of institutions whose medical care the insurance pays
  double guest_days = 0;                    ///< bed-days let to guests

  /// Person-days, and person-months, of people of a grade of function and pension class in a place.
  [[nodiscard]] double person_days(Place place, std::size_t f, std::size_t c) const {
    return days[(static_cast<std::size_t>(place) * kFunctions + f) * kPensions + c];
  }
  [[nodiscard]] double months(Place place, std::size_t f, std::size_t c) const {
    return person_days(place, f, c) / kDaysPerMonth;
  }
  /// Person-months of those whom a measure reached.
  [[nodiscard]] double reached_months(std::size_t measure) const {
    return reached[measure] * length_days / kDaysPerMonth;
  }
  /// Person-months of moderately or severely disabled people by the reliefs that are their own.
  [[nodiscard]] BySet by_benefits(With where, std::size_t f, std::size_t c) const;
};

Ledger charge(const Prices& prices, const Volume& volume);

/// CNY a day of a bed of a hospital pool that somebody holds who is ready to leave; 0 for other pools.
double bed_day(const Prices& prices, int pool);

}  // namespace yanglao::care
