#include "models/care/indicator.hpp"

#include <limits>
#include <string_view>

namespace yanglao::care {

const std::vector<Indicator>& indicators() {
  static const std::vector<Indicator> all = {
      {"nursing_bed_share", "share",
       "nursing and dementia beds over all institution beds, each with the staff that they take; those for short stays "
       "and guests included",
       "institution beds with their staff", "target.nursing_bed_share", Tells::plan},
      {"dementia_and_nursing_units", "count", "dementia units and nursing demonstration institutions", "",
       "target.dementia_and_nursing_units", Tells::plan},
      {"disabled_centres_per_county", "share", "counties with a centre for the disabled", "counties",
       "target.disabled_centres_per_county", Tells::plan},
      {"township_homes_share", "share", "townships with a sound home", "townships", "target.township_homes_share", Tells::plan},
      {"village_mutual_aid_share", "share", "villages with a mutual-aid facility", "villages",
       "target.village_mutual_aid_share", Tells::plan},
      {"street_centres_share", "share", "streets and county-seat towns with a comprehensive institution",
       "streets and county-seat towns", "target.street_centres_share", Tells::plan},
      {"family_doctor_coverage", "share", "family-doctor contracts over people of 60 and more", "people of 60 and more",
       "target.family_doctor_coverage"},
      {"family_doctor_coverage_all_ages", "share",
       "planned family-doctor contracts with people of all ages, as far as panels suffice, over people of all ages (census of "
       "2020)",
       "people of all ages", "target.family_doctor_coverage_all_ages", Tells::plan},
      {"county_geriatric_share", "share", "counties with a secondary hospital strong in geriatrics", "counties",
       "target.county_geriatric_share", Tells::plan},
      {"integrated_institutions_per_place", "share",
       "cities and counties with an institution qualified in care and medicine", "cities and counties",
       "target.integrated_institutions_per_place", Tells::plan},
      {"integrated_institutions", "count", "institutions qualified in care and medicine", "",
       "target.integrated_institutions", Tells::plan},
      {"chinese_medicine_coverage", "share", "people whom Chinese medicine reaches over people of 60 and more",
       "people of 60 and more", "target.chinese_medicine_coverage"},
      {"chinese_medicine_institutions_share", "share",
       "beds of institutions that offer Chinese medicine over all of them", "institution beds",
       "target.chinese_medicine_institutions_share", Tells::plan},
      {"chinese_medicine_services_share", "share",
       "community places of services that offer Chinese medicine over all of them", "community places",
       "target.chinese_medicine_services_share", Tells::plan},
      {"channel_share", "share", "acute beds of medical institutions with a channel for older patients over all",
       "acute beds", "target.channel_share", Tells::plan},
      {"institution_beds_per_1000", "per 1000", "institution beds per 1000 people of 60 and more",
       "1000 people of 60 and more", nullptr},
      {"institution_occupancy", "share", "occupied over open institution beds, year's mean", "open institution beds",
       nullptr},
      {"institution_residents_share", "share", "residents of institutions over people of 60 and more, year's mean",
       "people of 60 and more", nullptr},
      {"nursing_wait_days", "days", "mean wait of those admitted to nursing beds in the year",
       "people admitted to nursing beds in the year", nullptr},
      {"blocked_days_per_1000", "per 1000", "blocked per 1000 occupied hospital bed-days in the year",
       "1000 occupied hospital bed-days in the year", nullptr},
      {"hospital_admissions_rate", "per year", "acute admissions per person-year at 60 and more",
       "person-years at 60 and more", nullptr},
      {"hospital_occupancy", "share", "occupied over open acute beds, year's mean", "open acute beds", nullptr},
      {"deaths_in_hospital_share", "share", "deaths in hospital over all deaths in the year", "deaths in the year",
       nullptr},
      {"deaths_in_hospice_share", "share", "deaths in hospice care over all deaths in the year", "deaths in the year",
       nullptr},
      {"cost_per_person", "CNY a year", "all costs of care in the year per person-year at 60 and more",
       "person-years at 60 and more", nullptr},
      {"central_spending", "million CNY", "paid by central finance in the year", "",
       "budget.central_million_cny_per_year", Tells::money},
      {"provincial_spending", "million CNY", "paid by provincial finance in the year", "",
       "budget.provincial_million_cny_per_year", Tells::money},
      {"prefecture_spending", "million CNY", "paid by prefecture finance in the year", "",
       "budget.prefecture_million_cny_per_year", Tells::money},
      {"county_spending", "million CNY", "paid by county finance in the year", "", "budget.county_million_cny_per_year", Tells::money},
  };
  return all;
}

namespace {

/// The place of a measure in kMeasureKinds.
int measure_named(std::string_view name) {
  int k = 0;
  while (kMeasureKinds[static_cast<std::size_t>(k)].name != name) ++k;
  return k;
}

Quotient ratio(double of, double over) { return {of, over, true}; }
Quotient sum(double of) { return {of, 1, false}; }

/// Sums and levels of one year that the indicators need.
struct Year {
  double person_days = 0, institution_days = 0, institution_place_days = 0, residents_days = 0, acute_days = 0,
         acute_place_days = 0, hospital_days = 0, blocked = 0, nursing_wait = 0, nursing_admissions = 0,
         acute_admissions = 0, deaths = 0, deaths_hospital = 0, deaths_hospice = 0, cost = 0;
  std::array<double, kPayers> spending{};  // CNY
};

class Reader {
 public:
  Reader(const Layout& layout, std::span<const double> block) : layout_(layout), block_(block) {}
  [[nodiscard]] double at(std::size_t field, int cells, int month, int cell) const {
    return block_[field + static_cast<std::size_t>(month * cells + cell)];
  }
  [[nodiscard]] double pool(std::size_t field, int month, Place place) const {
    return at(field, kPools, month, pool_of(place));
  }
  [[nodiscard]] double sum(std::size_t field, int cells, int month) const {
    double s = 0;
    for (int c = 0; c < cells; ++c) s += at(field, cells, month, c);
    return s;
  }
  /// Beds of a kind with somebody to serve in them, whoever they are kept for: those set aside for short stays and let to
  /// guests are beds too.
  [[nodiscard]] double served(int month, Place place) const {
    const int cell = pool_of(place) * kBedLimits;
    return pool(layout_.capacity, month, place) + at(layout_.unusable, kPools * kBedLimits, month, cell + respite_limit) +
           at(layout_.unusable, kPools * kBedLimits, month, cell + guests_limit);
  }
  [[nodiscard]] double institution(std::size_t field, int month) const {
    return pool(field, month, Place::general) + pool(field, month, Place::nursing) +
           pool(field, month, Place::dementia);
  }
  void add(Year& y, int month, int days) const {
    y.person_days += sum(layout_.people, kSettings * kFunctions, month) * days;
    for (int f = 0; f < kFunctions; ++f)
      y.residents_days +=
          at(layout_.people, kSettings * kFunctions, month, static_cast<int>(Setting::institution) * kFunctions + f) *
          days;
    y.institution_days += institution(layout_.occupied, month) * days;
    y.institution_place_days += institution(layout_.capacity, month) * days;
    y.acute_days += pool(layout_.occupied, month, Place::acute) * days;
    y.acute_place_days += pool(layout_.capacity, month, Place::acute) * days;
    y.hospital_days +=
        (pool(layout_.occupied, month, Place::acute) + pool(layout_.occupied, month, Place::geriatric)) * days;
    y.blocked += sum(layout_.blocked_days, kPools * kPools, month);
    y.nursing_wait += pool(layout_.wait_days, month, Place::nursing);
    y.nursing_admissions += pool(layout_.admissions, month, Place::nursing);
    y.acute_admissions += pool(layout_.admissions, month, Place::acute);
    y.deaths += sum(layout_.deaths, kSettings, month);
    y.deaths_hospital += at(layout_.deaths, kSettings, month, static_cast<int>(Setting::hospital));
    y.deaths_hospice += at(layout_.deaths, kSettings, month, static_cast<int>(Setting::hospice));
    for (int payer = 0; payer < kPayers; ++payer)
      for (int line = 0; line < kLines; ++line) {
        const double paid = at(layout_.cost, kPayers * kLines, month, payer * kLines + line);
        y.spending[static_cast<std::size_t>(payer)] += paid;
        if (payer != guests) y.cost += paid;  // guests are not among the people of the denominator
      }
  }

 private:
  const Layout& layout_;
  std::span<const double> block_;
};

/// All indicators at the end of a month, of which `y` is the calendar year so far.
std::vector<Quotient> at_month(const Reader& r, const Layout& layout, const Year& y, int last) {
  const double alive = r.sum(layout.population, kAgeBands * 2, last);
  const auto count = [&](int kind) { return r.at(layout.facilities, kFacilityKinds, last, kind); };
  // Place by place: a second one in a place stands for no place without.
  const auto one_each = [&](int kind) {
    return ratio(r.at(layout.places_with, kFacilityKinds, last, kind),
                 r.at(layout.places_for, kFacilityKinds, last, kind));
  };
  const double institution = r.institution(layout.capacity, last);
  const double for_severe = r.served(last, Place::nursing) + r.served(last, Place::dementia);
  return {
      ratio(for_severe, for_severe + r.served(last, Place::general)),
      sum(count(dementia_unit) + count(nursing_demonstration)),
      one_each(disabled_centre),
      one_each(township_home),
      one_each(village_mutual_aid),
      one_each(street_centre),
      ratio(r.at(layout.contracts, 1, last, 0), alive),
      ratio(r.at(layout.contracts_all_ages, kContracts, last, signed_up),
            r.at(layout.contracts_all_ages, kContracts, last, everybody)),
      one_each(county_geriatric),
      one_each(integrated_institution),
      sum(count(integrated_institution)),
      ratio(r.at(layout.reached, kMeasures, last, measure_named("chinese_medicine")), alive),
      ratio(r.institution(layout.chinese_medicine_places, last), institution),
      ratio(r.pool(layout.chinese_medicine_places, last, Place::community),
            r.pool(layout.capacity, last, Place::community)),
      ratio(r.at(layout.channel_places, 1, last, 0), r.pool(layout.capacity, last, Place::acute)),
      ratio(institution * 1000, alive),
      ratio(y.institution_days, y.institution_place_days),
      ratio(y.residents_days, y.person_days),
      ratio(y.nursing_wait, y.nursing_admissions),
      ratio(y.blocked * 1000, y.hospital_days),
      ratio(y.acute_admissions * sim::kDaysPerYear, y.person_days),
      ratio(y.acute_days, y.acute_place_days),
      ratio(y.deaths_hospital, y.deaths),
      ratio(y.deaths_hospice, y.deaths),
      ratio(y.cost * sim::kDaysPerYear, y.person_days),
      sum(y.spending[central] / 1e6),
      sum(y.spending[provincial] / 1e6),
      sum(y.spending[prefecture] / 1e6),
      sum(y.spending[county_finance] / 1e6),
  };
}

}  // namespace

double Quotient::value() const { return over > 0 ? of / over : std::numeric_limits<double>::quiet_NaN(); }

std::string indicator_units() {
  std::string text;
  for (const Indicator& each : indicators()) text += std::string(each.name) + "," + each.unit + "\n";
  return text;
}

std::string indicator_over() {
  std::string text;
  for (const Indicator& each : indicators())
    if (*each.over) text += std::string(each.name) + "," + each.over + "\n";
  return text;
}

std::size_t indicator_named(std::string_view name) {
  std::size_t i = 0;
  while (indicators().at(i).name != name) ++i;
  return i;
}

std::vector<Quotient> quotients(const Layout& layout, const sim::Calendar& calendar, std::span<const double> block) {
  const Reader r(layout, block);
  std::vector<Quotient> out;
  Year y;
  for (int m = 0; m < layout.months; ++m) {
    if (m > 0 && calendar.year_of_month(m) != calendar.year_of_month(m - 1)) y = Year{};
    r.add(y, m, calendar.month_days(m));
    const auto each = at_month(r, layout, y, m);
    out.insert(out.end(), each.begin(), each.end());
  }
  return out;
}

std::vector<int> last_months(const sim::Calendar& calendar) {
  std::vector<int> out(static_cast<std::size_t>(calendar.years()));
  for (int m = 0; m < calendar.months(); ++m) out[static_cast<std::size_t>(calendar.year_of_month(m))] = m;
  return out;
}

}  // namespace yanglao::care
