// What care costs and who pays: prices, payer splits and the ledger, in fen (1/100 CNY) so that it balances exactly.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/care/person.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::care {

enum Payer : std::uint8_t { central, provincial, prefecture, county_finance, medical_insurance, household, operator_ };
inline constexpr int kPayers = 7;
inline constexpr std::array<const char*, kPayers> kPayerNames = {
    "central", "provincial", "prefecture", "county", "medical_insurance", "household", "operator"};

enum Line : std::uint8_t {
  hospital_care,
  geriatric_care,
  institution_fee,
  community_care,
  hospice_care,
  family_doctor,
  operating_subsidy,
  bed_construction
};
inline constexpr int kLines = 8;
inline constexpr std::array<const char*, kLines> kLineNames = {
    "hospital_care", "geriatric_care", "institution_fee",   "community_care",
    "hospice_care",  "family_doctor",  "operating_subsidy", "bed_construction"};

using Shares = std::array<double, kPayers>;  ///< of one line; they sum to 1

struct Prices {
  explicit Prices(const scenario::Scenario& s);
  double acute_day, geriatric_day, hospice_day, community_month, doctor_year, build_bed;  ///< CNY
  std::array<double, kFunctions> fee_month, subsidy_month;                                ///< CNY by function
  std::array<double, kPensions> insured;  ///< share of hospital cost that medical insurance pays, by pension class
  double build_subsidy, community_public, doctor_insurance, doctor_public;
  Shares subsidy_split;  ///< of public subsidies over central to county finance
};

/// One month of one county in fen: what each payer paid and what providers received, by line.
struct Ledger {
  std::array<std::array<std::int64_t, kLines>, kPayers> paid{};
  std::array<std::int64_t, kLines> received{};
  /// Books `cny` once as received, and splits it among payers; the last payer with a share takes the rounding.
  void book(Line line, double cny, const Shares& shares);
};

/// What a month of one county is charged for.
struct Volume {
  /// Person-days by place, function and pension class: [(place * 4 + function) * 3 + pension].
  std::vector<double> days;
  double contract_months = 0;  ///< family-doctor contracts, person-months
  int beds_built = 0;          ///< in institutions
};

Ledger charge(const Prices& prices, const Volume& volume);

}  // namespace yanglao::care
