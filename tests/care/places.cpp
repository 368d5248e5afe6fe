// One in each: facilities place by place, places with counts of their own, targets by date and place, steps at a place.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "models/care/facility.hpp"
#include "models/care/policy.hpp"
#include "models/scenario/errors.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

sim::Dataset run(const Scenario& s, int until, const std::string& detail, double scale = 0.01) {
  return sim::run({build(s, {scale, until})}, {.replications = 1, .seed = 3, .detail = detail});
}

std::size_t label(const sim::Dataset& d, const std::string& axis, const std::string& name) {
  const auto& labels = d.dimension(axis)->labels;
  const auto found =
      std::find_if(labels.begin(), labels.end(), [&](const std::string& each) { return each.starts_with(name); });
  INFO(axis << " " << name);
  REQUIRE(found != labels.end());
  return static_cast<std::size_t>(found - labels.begin());
}

/// A field of facilities by region, month of the run and kind.
struct Counts {
  const sim::Dataset& d;
  std::string field;
  [[nodiscard]] double at(const std::string& region, std::size_t month, const std::string& kind) const {
    return Cells(d, field)({0, 0, 0, label(d, "region", region), month, label(d, "facility", kind)});
  }
  [[nodiscard]] double all(std::size_t month, const std::string& kind) const {
    double sum = 0;
    for (std::size_t r = 0; r < d.dimension("region")->size(); ++r)
      sum += Cells(d, field)({0, 0, 0, r, month, label(d, "facility", kind)});
    return sum;
  }
};

double indicator(const sim::Dataset& d, const std::string& name, std::size_t year) {
  return Cells(d, "indicator")({0, 0, 0, 0, year, label(d, "indicator_name", name)});
}

bool refused(const char* scenario, const Settings& settings, const std::string& words) {
  try {
    (void)model(scenario, {0.01, {}}, settings);
  } catch (const scenario::ScenarioError& error) {
    INFO(error.what());
    CHECK(std::string(error.what()).find(words) != std::string::npos);
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("each county of Jilin has its own geriatric hospital, each city and county its integrated institution",
          "[care][places]") {
  const sim::Dataset d = run(Scenario::load("jilin-2020"), sim::epoch_day(2021, 1, 1), "county");
  const Counts standing{d, "facilities"}, places{d, "places_for_facilities"}, with{d, "places_with_facility"};
  const std::size_t last = d.dimension("month")->size() - 1, end_2017 = 23;
  int zones = 0, seats = 0;
  for (const std::string& name : d.dimension("region")->labels) {
    INFO(name);
    const std::string code = name.substr(0, 6);
    const bool zone = code[4] == '7' || code.ends_with("zz");  // development zones, by the census office's codes
    zones += zone;
    CHECK(standing.at(code, last, "county_geriatric") == (zone ? 0 : 1));
    const double integrated = standing.at(code, last, "integrated_institution");
    seats += integrated == 2;
    CHECK((zone ? integrated == 0 : integrated == 1 || integrated == 2));
    CHECK(integrated == places.at(code, last, "integrated_institution"));
  }
  CHECK(zones == 7);
  CHECK(seats == 9);  // prefectures have one of their own, in the seat
  std::map<std::string, double> hospitals;  // by prefecture
  const Scenario jilin = Scenario::load("jilin-2020");
  for (const scenario::Place& place : jilin.places())
    hospitals[place.prefecture] += standing.at(place.code, last, "geriatric_hospital");
  CHECK(hospitals.size() == 9);
  for (const auto& [prefecture, count] : hospitals) {
    INFO(prefecture);
    CHECK(count == 1);
  }
  // In the seat, where the prefecture's own integrated institution is.
  for (const std::string& name : d.dimension("region")->labels)
    if (standing.at(name.substr(0, 6), last, "geriatric_hospital") == 1)
      CHECK(standing.at(name.substr(0, 6), last, "integrated_institution") == 2);
  CHECK(with.all(last, "county_geriatric") == 60);
  CHECK(with.all(last, "integrated_institution") == 69);
  // By the end of 2017 the pilot cities have theirs and nobody else: Gongzhuling (in Changchun), Changchun, Jilin City,
  // Ji'an.
  CHECK(standing.all(end_2017, "integrated_institution") == 4);
  CHECK(standing.at("220184", end_2017, "integrated_institution") == 1);
  CHECK(standing.at("220582", end_2017, "integrated_institution") == 1);
  // Those of the two great cities stand in their seats and not in a county that they have as well.
  for (const scenario::Place& place : jilin.places()) {
    const bool great = place.prefecture == "Changchun" || place.prefecture == "Jilin City";
    const bool seat = standing.at(place.code, last, "integrated_institution") == 2;
    INFO(place.name);
    if (great && seat) CHECK(standing.at(place.code, end_2017, "integrated_institution") == 1);
    if (great && !seat && place.code != "220184") CHECK(standing.at(place.code, end_2017, "integrated_institution") == 0);
  }
}

TEST_CASE("an indicator of one in each counts places that have one, however facilities are spread", "[care][places]") {
  // Spread by people, 60 hospitals leave counties without: the share of counties says so, and not 60 over 60.
  const sim::Dataset d = run(Scenario::load("jilin-2020").with({{"facility.county_geriatric.spread", "by people"}}),
                             sim::epoch_day(2021, 1, 1), "county");
  const std::size_t last = d.dimension("month")->size() - 1;
  const Counts standing{d, "facilities"}, with{d, "places_with_facility"};
  CHECK(standing.all(last, "county_geriatric") == 60);
  int covered = 0;
  for (const std::string& name : d.dimension("region")->labels) {
    const bool zone = name[4] == '7' || name.substr(0, 6).ends_with("zz");
    covered += !zone && standing.at(name.substr(0, 6), last, "county_geriatric") > 0;
  }
  CHECK(covered < 60);
  CHECK(with.all(last, "county_geriatric") == covered);
  const std::size_t name = label(d, "indicator_name", "county_geriatric_share");
  double of_one = 0;
  for (std::size_t r = 0; r < d.dimension("region")->size(); ++r) {
    const double value = Cells(d, "indicator")({0, 0, 0, r, 4, name});
    if (std::isnan(value)) continue;  // a zone
    CHECK((value == 0 || value == 1));
    of_one += value;
  }
  CHECK(of_one == covered);
}

TEST_CASE("counts that contradict the places there are, or each other, are refused", "[care][places]") {
  CHECK(refused("jiangxi-2025", {{"facility.village_mutual_aid.count", "20000"}}, "at most 16950"));
  CHECK_FALSE(refused(
      "jiangxi-2025",
      {{"facility.village_mutual_aid.count", "20000"}, {"facility.village_mutual_aid.spread", "by people"}}, ""));
  CHECK(refused("jilin-2016", {{"facility.county_geriatric.places", "67"}}, "60, one in each county"));
  CHECK(refused(
      "jilin-2016",
      {{"facility.integrated_institution.count", "30"}, {"facility.integrated_institution.count@Changchun", "13"}},
      "at most 12"));
  CHECK(refused("jiangxi-2020", {{"facility.dementia_unit.count@Ganzhou", "6"}}, "at least 6, the sum"));
  CHECK_FALSE(refused("jiangxi-2020", {{"facility.dementia_unit.count@Ganzhou", "5"}}, ""));
  // Xinyu has two counties: where each has a count, there is no place left for more than their sum.
  const auto xinyu = [](const std::string& count, const std::string& words) {
    const std::string key = "facility.township_home.count@";
    return refused("jiangxi-2025", {{key + "Xinyu", count}, {key + "渝水区", "5"}, {key + "分宜县", "5"}}, words);
  };
  CHECK(xinyu("26", "expected 10, the sum of the counts of its places, each of which has a count of its own"));
  CHECK(xinyu("9", "expected 10, the sum"));
  CHECK(xinyu("[{ date = 2020-11-01, value = 10 }, { date = 2022-01-01, value = 12 }]", "expected 10 on 2022-01-01, the sum"));
  CHECK_FALSE(xinyu("10", ""));
  // Some of the 1,911 institutions of the province, and no more than there are.
  CHECK(refused("jiangxi-2025", {{"facility.integrated_institution.count", "1912"}}, "at most 1911"));
  CHECK_FALSE(refused("jiangxi-2025", {{"facility.integrated_institution.count", "1911"}}, ""));
  CHECK_FALSE(
      refused("jiangxi-2025", {{"facility.integrated_institution.count", "5000"}, {"institution.count", "5000"}}, ""));
}

TEST_CASE("a place has the facilities that its own count says, and the rest are elsewhere", "[care][places]") {
  const Scenario s =
      Scenario::load("jiangxi-2020")
          .with({{"facility.dementia_unit.count", "20"},
                 {"facility.dementia_unit.count@Ganzhou", "7"},
                 {"facility.dementia_unit.count@360702", "2"}});
  const sim::Dataset d = run(s, sim::epoch_day(2021, 1, 1), "county");
  const Counts standing{d, "facilities"};
  double ganzhou = 0, all = 0;
  const auto& places = s.places();
  for (std::size_t c = 0; c < places.size(); ++c) {
    const double n = standing.at(places[c].code, 1, "dementia_unit");
    all += n;
    if (places[c].prefecture == "Ganzhou") ganzhou += n;
  }
  CHECK(all == 20);
  CHECK(ganzhou == 7);
  CHECK(standing.at("360702", 1, "dementia_unit") == 2);
}

TEST_CASE("targets by date and place are judged at their date, whatever rows the results have", "[care][places]") {
  const Scenario s = Scenario::load("jilin-2020");
  const int until = sim::epoch_day(2017, 7, 1);
  const sim::Dataset whole = run(s, until, "province"), parts = run(s, until, "prefecture");
  const auto stage = [&](const std::string& name) { return label(whole, "target_stage", name); };
  const std::size_t in_2016 = stage("family_doctor_coverage@Changchun by 2016-12-31");
  const std::size_t in_2017 = stage("family_doctor_coverage@Changchun by 2017-12-31");
  // Changchun's contracts over its people at the end of 2016, from the results of prefectures.
  const std::size_t changchun = label(parts, "region", "Changchun"), december = 11;
  const double contracts = Cells(parts, "family_doctor_contracts")({0, 0, 0, changchun, december});
  const double people = Cells(parts, "population").sum({0, 0, 0, changchun, december});
  const Cells value(whole, "target_stage_value"), met(whole, "target_stage_met_months");
  CHECK(value({0, 0, 0, 0, in_2016}) == Approx(contracts / people));
  CHECK(value({0, 0, 0, 0, in_2016}) > 0.30);
  CHECK(met({0, 0, 0, 0, in_2016}) <= 12);
  CHECK(std::isnan(value({0, 0, 0, 0, in_2017})));  // the run ends before
  CHECK(std::isnan(met({0, 0, 0, 0, in_2017})));
  CHECK(whole.variable("target_stage_wanted")->data[in_2017] == 0.60);
  // A count has its number, not a quotient.
  const std::size_t own = stage("integrated_institutions@Jilin City by 2017-12-31");
  CHECK(std::isnan(value({0, 0, 0, 0, own})));
  // Planted: without the plans of the pilots the first is missed.
  const sim::Dataset off = run(s.with({{"policy.step.l14@Changchun", "0"}}), until, "province");
  CHECK(Cells(off, "target_stage_value")({0, 0, 0, 0, in_2016}) < 0.30);
  const auto gap = [&](const sim::Dataset& d, const char* limit) {
    return Cells(d, "target_stage_gap")({0, 0, 0, 0, in_2016, label(d, "limit", limit)});
  };
  CHECK(gap(whole, "plan") == 0);
  CHECK(gap(off, "doctors") == 0);
  CHECK(gap(off, "plan") == Approx(0.30 - Cells(off, "target_stage_value")({0, 0, 0, 0, in_2016})));
}

TEST_CASE("a prefecture's target by date is refused where each of its counties has its own", "[care][places][targets]") {
  const std::string key = "target.channel_share_by_date@";
  const auto refused = [&](const std::string& of_prefecture, std::size_t counties_without) {
    Settings settings = {{key + "Xinyu", of_prefecture}};
    std::vector<std::string> codes;
    for (const scenario::Place& each : Scenario::load("jiangxi-2020").places())
      if (each.prefecture == "Xinyu") codes.push_back(each.code);
    REQUIRE(codes.size() > 1);
    for (std::size_t c = counties_without; c < codes.size(); ++c)
      settings.emplace_back(key + codes[c], "[{date = 2021-06-30, value = 0.5}]");
    try {
      check(Scenario::load("jiangxi-2020").with(settings));
    } catch (const scenario::ScenarioError& e) {
      const std::string text = e.what();
      CHECK(text.find(key + "Xinyu: given a target of a prefecture") != std::string::npos);
      CHECK(text.find("no county is left that it is for") != std::string::npos);
      return true;
    }
    return false;
  };
  CHECK(refused("[{date = 2021-06-30, value = 0.6}]", 0));
  CHECK(!refused("[{date = 2021-06-30, value = 0.6}]", 1));
  CHECK(!refused("0", 0));  // none there
}

TEST_CASE("what binds a place's own target is what is short in that place", "[care][places][targets]") {
  // All are planned to have a contract; Changchun alone has doctors for few.
  const Scenario s = Scenario::load("jilin-2016").with(
      {{"family_doctor.coverage", "1"},
       {"family_doctor.doctors_per_10000", "30"},
       {"family_doctor.doctors_per_10000@Changchun", "2"},
       {"target.family_doctor_coverage_by_date@Changchun", "[{date = 2016-06-30, value = 0.8}, {date = 2016-08-31, value = 0.9}]"},
       {"target.family_doctor_coverage_by_date@Jilin City", "[{date = 2016-06-30, value = 0.8}, {date = 2016-08-31, value = 0.9}]"}});
  const sim::Dataset d = run(s, sim::epoch_day(2016, 9, 1), "province");
  const Cells value(d, "target_stage_value"), gap(d, "target_stage_gap");
  const std::size_t doctors = label(d, "limit", "doctors"), plan = label(d, "limit", "plan");
  const std::size_t short_of = label(d, "target_stage", "family_doctor_coverage@Changchun by 2016-08-31"),
                    enough = label(d, "target_stage", "family_doctor_coverage@Jilin City by 2016-08-31");
  CHECK(value({0, 0, 0, 0, short_of}) < 0.5);
  // With doctors enough everybody would have one: nothing is left for the plan.
  CHECK(value({0, 0, 0, 0, short_of}) + gap({0, 0, 0, 0, short_of, doctors}) == Approx(1).margin(1e-9));
  CHECK(gap({0, 0, 0, 0, short_of, plan}) == 0);
  CHECK(value({0, 0, 0, 0, enough}) > 0.99);
  CHECK(gap({0, 0, 0, 0, enough, doctors}) == 0);
}

TEST_CASE("a target is not judged in a year that the run cuts short", "[care][places]") {
  const auto gap = [](int until) {
    const sim::Dataset d = run(Scenario::load("jiangxi-2025"), until, "province");
    return Cells(d, "target_gap")({0, 0, 0, 0, label(d, "indicator_name", "channel_share"), label(d, "limit", "plan")});
  };
  CHECK(std::isnan(gap(sim::epoch_day(2022, 7, 1))));
  CHECK(gap(sim::epoch_day(2023, 1, 1)) == 0);
  // The value of the year that is cut short is told all the same.
  const sim::Dataset d = run(Scenario::load("jiangxi-2025"), sim::epoch_day(2022, 7, 1), "province");
  CHECK(indicator(d, "channel_share", 2) > 0);
}

TEST_CASE("part of a step at a place opens that part of what the place would have, and none closes", "[care][places]") {
  const Scenario s = Scenario::load("jilin-2020");
  const auto run_with = [&](const std::string& key, double step) {
    return run(s.with({{key, std::to_string(step)}}), sim::epoch_day(2021, 1, 1), "prefecture");
  };
  const std::size_t last = 59;
  // Changchun has eleven counties, so eleven hospitals of the whole plan: half are 5.5, rounded.
  for (const auto& [step, wanted] : std::map<double, double>{{0, 0}, {0.25, 3}, {0.49, 5}, {0.5, 6}, {0.75, 8}, {1, 11}}) {
    const sim::Dataset d = run_with("policy.step.l8@Changchun", step);
    const Counts standing{d, "facilities"};
    INFO(step);
    CHECK(standing.at("Changchun", last, "county_geriatric") == wanted);
    CHECK(standing.all(last, "county_geriatric") == 49 + wanted);
    for (std::size_t m = 1; m <= last; ++m)
      CHECK(standing.at("Changchun", m, "county_geriatric") >= standing.at("Changchun", m - 1, "county_geriatric"));
  }
  const sim::Dataset half = run_with("policy.step.l13@Changchun", 0.5);
  CHECK(Counts{half, "facilities"}.at("Changchun", last, "integrated_institution") == 6);  // of 12
}

TEST_CASE("half of a policy's step leaves a pilot city with what its own half comes to", "[care][places]") {
  const sim::Dataset d = run(Scenario::load("jilin-2020-half"), sim::epoch_day(2021, 1, 1), "prefecture");
  const Counts standing{d, "facilities"};
  const std::size_t end_2017 = 23, last = 59;
  // Of the two of Changchun one; of the one of Jilin City and of Ji'an a half, which is none; in 2020 half of 69.
  CHECK(standing.at("Changchun", end_2017, "integrated_institution") == 1);
  CHECK(standing.all(end_2017, "integrated_institution") == 1);
  CHECK(standing.all(last, "integrated_institution") == 34);
  for (std::size_t m = 1; m <= last; ++m)
    for (const std::string& name : d.dimension("region")->labels)
      CHECK(standing.at(name, m, "integrated_institution") >= standing.at(name, m - 1, "integrated_institution"));
}
