#include "models/care/report.hpp"

#include "models/care/indicator.hpp"
#include "models/care/target.hpp"

namespace yanglao::care {

std::size_t Layout::add(const char* name, std::vector<std::string> dims, const char* units, const char* long_name,
                        int cells) {
  dims.insert(dims.begin(), "month");
  return put(name, std::move(dims), units, long_name, static_cast<std::size_t>(cells * months));
}

std::size_t Layout::put(const char* name, std::vector<std::string> dims, const char* units, const char* long_name,
                        std::size_t cells) {
  const std::size_t at = size;
  fields.push_back({name, std::move(dims), units, long_name, cells});
  size += cells;
  return at;
}

Layout::Layout(const sim::Calendar& calendar, int stages) : months(calendar.months()) {
  population = add("population", {"age_band", "sex"}, "persons", "people of 60 and more alive at the month's end",
                   kAgeBands * 2);
  people =
      add("people", {"setting", "function"}, "persons", "mean number of people in the month", kSettings * kFunctions);
  capacity = add("capacity", {"pool"}, "places", "mean places open in the month", kPools);
  occupied = add("occupied", {"pool"}, "places", "mean places occupied or held in the month", kPools);
  queue = add("queue", {"pool"}, "persons", "mean number waiting in the month", kPools);
  admissions = add("admissions", {"pool"}, "persons", "admissions in the month", kPools);
  wait_days = add("wait_days", {"pool"}, "days", "days waited, in sum, by those admitted in the month", kPools);
  left_waiting = add("left_waiting", {"pool"}, "persons", "left the line without a place in the month", kPools);
  blocked_days = add("blocked_days", {"pool", "cause"}, "days",
                     "bed-days held by people ready to leave, by the place that was missing", kPools * kPools);
  deaths = add("deaths", {"place"}, "persons", "deaths in the month by the setting in which they happened", kSettings);
  turned_60 = add("turned_60", {}, "persons", "people who turned 60 in the month", 1);
  left_province = add("left_province", {}, "persons", "people of 60 and more who left the province in the month", 1);
  cost = add("cost", {"payer", "line"}, "CNY", "paid in the month", kPayers * kLines);
  revenue = add("revenue", {"line"}, "CNY", "received by providers in the month", kLines);
  benefits_paid = add("benefits_paid", {"benefit", "line"}, "CNY",
                      "of what is paid in the month, what benefits paid of bills in place of households",
                      kBenefits * kLines);
  contracts = add("family_doctor_contracts", {}, "persons",
                  "people of 60 and more with a family-doctor contract at the month's end", 1);
  facilities = add("facilities", {"facility"}, "1", "facilities standing at the month's end", kFacilityKinds);
  places_for = add("places_for_facilities", {"facility"}, "1",
                   "streets, townships, villages or counties that the policy wants to have one", kFacilityKinds);
  places_with =
      add("places_with_facility", {"facility"}, "1",
          "of the places that should have one, those that have at least one at the month's end", kFacilityKinds);
  reached = add("reached", {"measure"}, "persons",
                "mean number of people of its target group whom a measure reaches in the month", kMeasures);
  falls = add("falls", {}, "1", "falls expected in the month", 1);
  blocked_by_root = add("blocked_days_by_root", {"pool", "cause"}, "days",
                        "blocked bed-days charged to the place missing at the end of the chain", kPools * kPools);
  blocked_cost =
      add("blocked_cost", {"cause"}, "CNY",
          "bed-days held by people ready to leave, at the price of the bed held, by the place missing at the "
          "end of the chain",
          kPools);
  channel_places = add("channel_places", {}, "places",
                       "acute beds of medical institutions with a channel for older patients, in the month", 1);
  unusable = add("unusable_places", {"pool", "bed_limit"}, "places",
                 "places that would be open besides in the month if this limit alone were lifted; all: if all were",
                 kPools * kBedLimits);
  unreached =
      add("unreached", {"measure"}, "persons",
          "people whom the plan of a measure would reach in the month (contracts: at its end), and supply does not",
          kMeasures);
  respite_days = add("respite_days", {}, "days", "bed-days of short stays in beds set aside for them", 1);
  volunteer_hours = add("volunteer_hours", {"hours"}, "hours", "hours of the time bank in the month", 2);
  chinese_medicine_places =
      add("chinese_medicine_places", {"pool"}, "places",
          "community and institution places whose provider offers Chinese medicine, in the month", kPools);
  contracts_all_ages = add("contracts_all_ages", {"contracts"}, "persons",
                           "family-doctor contracts with people of all ages in the month, as far as panels suffice for the plan",
                           kContracts);
  rule_places = add("rule_places", {"rule"}, "places",
                    "places for which a rule holds in the month: beds of institutions with a capped price, those that the "
                    "insurance has designated, community places that are home-care beds",
                    kRulePlaces);
  admissions_elsewhere = add("admissions_elsewhere", {"pool"}, "persons",
                             "of the admissions of the county's people in the month, those to a place lent by another county",
                             kPools);
  left_wait_days = add("left_wait_days", {"pool"}, "days",
                       "days waited, in sum, by those who left the line without a place in the month", kPools);
  interrupted_wait_days =
      add("interrupted_wait_days", {"pool"}, "days",
          "days waited, in sum, by those who left the line in the month for a hospital bed, to ask again on discharge",
          kPools);
  standing_wait_days = put("standing_wait_days", {"pool"}, "days",
                           "days waited so far, in sum, by those who stand in line at the end of the run", kPools);
  const auto years = static_cast<std::size_t>(calendar.years());
  wait_histogram = put("wait_histogram", {"year", "pool", "wait_bin"}, "persons",
                       "admissions in the year by days waited", years * kPools * kWaitBins);
  wait_max_days =
      put("wait_max_days", {"year", "pool"}, "days", "longest wait of those admitted in the year", years * kPools);
  fields.back().greatest = true;
  stage_parts = stage_lifted = size;
  if (stages > 0) {
    stage_parts = add("target_stage_parts", {"target_stage", "part"}, "",
                      "indicator of a target by date, of its place alone: what is counted, and over what", 2 * stages);
    stage_lifted = put("target_stage_lifted", {"target_stage", "limit", "part"}, "",
                       "the same when the target is due, as it would be if this limit alone were lifted; plan: all limits",
                       2 * static_cast<std::size_t>(stages) * kLimits);
  }
}

std::vector<sim::Dimension> axes(const sim::Calendar& calendar, const Stages& stages) {
  const auto named = [](const char* name, const char* long_name, const auto& labels) {
    return sim::Dimension{name, long_name, "", {labels.begin(), labels.end()}, {}};
  };
  sim::Dimension month{
      "month", "first day of the month", "days since " + sim::iso_date(calendar.month_label(0)), {}, {}};
  for (int m = 0; m < calendar.months(); ++m) month.values.push_back(calendar.month_label(m) - calendar.month_label(0));
  sim::Dimension year{"year", "calendar year", "1", {}, {}};
  for (int y = 0; y < calendar.years(); ++y) year.values.push_back(calendar.first_year() + y);
  sim::Dimension bins{"wait_bin", "days waited, from; the first: not at all", "days", {}, {}};
  for (int bin = 0; bin < kWaitBins; ++bin) bins.values.push_back(sim::days(wait_from(bin)));
  std::vector<std::string> names, measure_names;
  for (const MeasureKind& kind : kMeasureKinds) measure_names.emplace_back(kind.name);
  for (const Indicator& i : indicators()) names.emplace_back(i.name);
  std::vector<sim::Dimension> out = {
      month,
      year,
      named("age_band", "age in completed years", kAgeBandNames),
      named("sex", "sex", std::array<const char*, 2>{"female", "male"}),
      named("setting", "setting of care", kSettingNames),
      named("function", "function in activities of daily living", kFunctionNames),
      named("pool", "kind of place", kPoolNames),
      bins,
      named("cause", "kind of place that was missing", kPoolNames),
      named("place", "setting of death", kSettingNames),
      named("payer", "who pays", kPayerNames),
      named("line", "what for", kLineNames),
      named("benefit", "what pays a part of people's bills", kBenefitNames),
      named("measure", "measure of the policy", measure_names),
      named("facility", "kind of facility", kFacilities),
      named("bed_limit", "what keeps places that stand from being used", kBedLimitNames),
      named("hours", "what is done with hours", std::array<const char*, 2>{"earned", "drawn"}),
      named("contracts", "contracts with people of all ages, and these people",
            std::array<const char*, kContracts>{"signed", "planned", "people"}),
      named("rule", "rule that holds for a share of places", kRulePlaceNames),
      named("limit", "what keeps an indicator below its target", kLimitNames),
      named("indicator_name", "indicator", names)};
  if (stages.count() == 0) return out;
  out.push_back(named("target_stage", "target by date and place", stages.names()));
  out.push_back(named("part", "part of an indicator", std::array<const char*, 2>{"of", "over"}));
  return out;
}

}  // namespace yanglao::care
