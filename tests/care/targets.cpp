// Targets: when they are first met, what binds where they are not, and what keeps up with a growing population.
#include <algorithm>

#include "models/care/target.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

sim::Dataset run(const std::string& scenario, const Settings& settings, int until,
                 const std::string& detail = "province", double scale = 0.01) {
  return sim::run({model(scenario, {scale, until}, settings)}, {.replications = 1, .seed = 5, .detail = detail});
}

std::size_t label(const sim::Dataset& d, const std::string& axis, const std::string& name) {
  const auto& labels = d.dimension(axis)->labels;
  REQUIRE(std::count(labels.begin(), labels.end(), name) == 1);
  return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), name) - labels.begin());
}

struct Gap {
  const sim::Dataset& d;
  std::string indicator;
  double operator()(const std::string& limit) const {
    return Cells(d, "target_gap")({0, 0, 0, 0, label(d, "indicator_name", indicator), label(d, "limit", limit)});
  }
  [[nodiscard]] double value(std::size_t year) const {
    return Cells(d, "indicator")({0, 0, 0, 0, year, label(d, "indicator_name", indicator)});
  }
  [[nodiscard]] double met() const {
    return Cells(d, "target_met_months")({0, 0, 0, 0, label(d, "indicator_name", indicator)});
  }
};

}  // namespace

TEST_CASE("a target has a year of its own, and the month in which it is first met", "[care][targets]") {
  const sim::Dataset d = run("jiangxi-2025", {}, sim::epoch_day(2023, 7, 1));
  // From 0 in September 2021 to 1 on 1 December 2022, which is in the 26th month of the run.
  CHECK(Gap{d, "channel_share"}.met() == 26);
  CHECK(std::isnan(Gap{d, "nursing_bed_share"}.met()));
  const auto due = [&](const char* name) { return d.variable("target_year")->data[label(d, "indicator_name", name)]; };
  CHECK(due("channel_share") == 2022);
  CHECK(due("nursing_bed_share") == 2025);
  // Due after the end of the run: nothing is said to bind.
  CHECK(std::isnan(Gap{d, "nursing_bed_share"}("plan")));
  const sim::Dataset all = run("jiangxi-2025", {{"target.channel_share_year", "0"}}, sim::epoch_day(2023, 1, 1));
  CHECK(all.variable("target_year")->data[label(all, "indicator_name", "channel_share")] == 2025);
}

TEST_CASE("what binds: doctors, nurses or the plan, each by as much as it takes away", "[care][targets]") {
  const Settings due = {{"target.year", "2021"}};
  const auto with = [&](Settings more) {
    more.insert(more.end(), due.begin(), due.end());
    return run("jiangxi-2020", more, sim::epoch_day(2022, 1, 1));
  };
  // Panels for about a third of the people, where all are planned.
  const sim::Dataset doctors = with({{"target.family_doctor_coverage", "0.9"},
                                     {"family_doctor.coverage", "1"},
                                     {"family_doctor.doctors_per_10000", "3"}});
  const Gap contracts{doctors, "family_doctor_coverage"};
  CHECK(contracts.value(1) < 0.6);
  CHECK(contracts.value(1) + contracts("doctors") == Approx(1).margin(1e-9));
  CHECK(contracts("plan") == 0);
  // Enough doctors, and a plan of 70%: within chance of 4 standard errors of 76,000 people's share.
  const sim::Dataset planned =
      with({{"target.family_doctor_coverage", "0.9"}, {"family_doctor.doctors_per_10000", "20"}});
  CHECK(Gap{planned, "family_doctor_coverage"}("doctors") == 0);
  CHECK(Gap{planned, "family_doctor_coverage"}("plan") == Approx(0.2).margin(0.007));
  // Nursing beds are half of all, nurses suffice for a quarter of the beds they are wanted for.
  const sim::Dataset nurses = with({{"beds.nursing.share", "0.5"},
                                    {"beds.dementia.per_1000", "0"},
                                    {"workforce.nurses_per_1000", "0.139"},  // of 22.36 / 2 / 20 = 0.559
                                    {"workforce.carers_per_1000", "100"}});
  const Gap beds{nurses, "nursing_bed_share"};
  CHECK(beds.value(1) == Approx(0.25 / 1.25).margin(0.01));
  CHECK(beds.value(1) + beds("nurses") == Approx(0.5).margin(0.01));
  CHECK(beds("carers") == 0);
  CHECK(beds("plan") == Approx(0.1).margin(0.01));
}

TEST_CASE("panels hold as many older people as there are among the people, wherever they are old", "[care][targets]") {
  // Three doctors per 10,000 with panels of 985: 29.55% of everybody, in every prefecture, less the room left for
  // chance (three standard deviations of a county's people) and for who turned 60 since the census. With one share of
  // panels for all prefectures the old ones would have a fifth less than the young ones.
  const sim::Dataset d =
      run("jiangxi-2020", {{"family_doctor.coverage", "1"}, {"family_doctor.doctors_per_10000", "3"}},
          sim::epoch_day(2021, 1, 1), "prefecture", 0.2);
  for (std::size_t r = 0; r < d.dimension("region")->size(); ++r) {
    INFO(d.dimension("region")->labels[r]);
    const double share =
        Cells(d, "family_doctor_contracts")({0, 0, 0, r, 1}) / Cells(d, "population").sum({0, 0, 0, r, 1});
    CHECK(share < 0.2955);
    CHECK(share > 0.2955 * 0.94);
  }
}

TEST_CASE("who of 60 and more has no doctor has none among people of all ages either", "[care][targets]") {
  // Panels are just enough for everybody, and everybody is to be signed: those of 60 and more fall short by the room that is
  // left for chance, and all people by the same people.
  const sim::Dataset d = run("jilin-2020",
                             {{"family_doctor.coverage", "1"}, {"family_doctor.coverage_all_ages", "1"},
                              {"family_doctor.doctors_per_10000", "10.16"}},
                             sim::epoch_day(2016, 3, 1), "province", 0.1);
  const Cells all(d, "contracts_all_ages");
  const std::size_t last = 1;
  const double old = Cells(d, "population").sum({0, 0, 0, 0, last}) - Cells(d, "family_doctor_contracts")({0, 0, 0, 0, last});
  const double everybody = all({0, 0, 0, 0, last, 2}) - all({0, 0, 0, 0, last, 0});
  CHECK(old > 100);
  CHECK(everybody > 0.8 * old);  // their expected number, not the one that chance made of it
}

TEST_CASE("people of all ages have no fewer contracts than those of 60 and more among them", "[care][targets]") {
  const sim::Dataset d = run("jilin-2016", {{"family_doctor.coverage", "0.9"}, {"family_doctor.doctors_per_10000", "20"}},
                             sim::epoch_day(2016, 3, 1), "province", 0.05);
  const Cells all(d, "contracts_all_ages");
  const double old = Cells(d, "family_doctor_contracts")({0, 0, 0, 0, 1});
  CHECK(all({0, 0, 0, 0, 1, 0}) > 0.8 * old);  // of the census of 2020; in 2016 there were a tenth fewer
  CHECK(all({0, 0, 0, 0, 1, 1}) > 0.8 * old);
}

TEST_CASE("beds, staff and doctors are kept up for a growing population, or not", "[care][targets]") {
  const int until = sim::epoch_day(2030, 1, 1);
  const Settings few = {{"family_doctor.coverage", "1"}, {"family_doctor.doctors_per_10000", "6"}};
  Settings up = few, not_up = few;
  up.emplace_back("beds.keep_up", "true");
  not_up.emplace_back("beds.keep_up", "false");
  const sim::Dataset with = run("jiangxi-2020", up, until), without = run("jiangxi-2020", not_up, until);
  const std::size_t year = 2025 - 2020, last = 2029 - 2020;
  for (const char* name : {"institution_beds_per_1000", "family_doctor_coverage"}) {
    INFO(name);
    const Gap kept{with, name}, fixed{without, name};
    CHECK(kept.value(year) == Approx(fixed.value(year)).epsilon(0.01));  // from the start of 2026
    CHECK(kept.value(last) == Approx(kept.value(year)).epsilon(0.02));
    CHECK(fixed.value(last) < 0.9 * fixed.value(year));  // the 60+ grow by a fifth
  }
  // Beds of hospitals and community places too. (Of rare kinds a county has a bed or none at this scale.)
  const Cells kept(with, "capacity"), fixed(without, "capacity");
  const std::size_t month = with.dimension("month")->size() - 1;
  for (const Place place : {Place::community, Place::general, Place::nursing, Place::acute}) {
    const auto pool = static_cast<std::size_t>(pool_of(place));
    INFO(kPoolNames[pool]);
    CHECK(kept({0, 0, 0, 0, month, pool}) > 1.08 * fixed({0, 0, 0, 0, month, pool}));
  }
}

TEST_CASE("a single target by date keeps its date, also in the scenario as it is written out", "[care][targets]") {
  const auto dated = [](const scenario::Scenario& s) {
    const sim::Dataset d = sim::run({build(s, {0.01, sim::epoch_day(2021, 8, 1)})}, {.replications = 1, .detail = "province"});
    return d.dimension("target_stage")->labels;
  };
  const scenario::Scenario s = scenario::Scenario::load("jiangxi-2020")
                                   .with({{"target.channel_share_by_date", "[{date = 2021-06-30, value = 0.5}]"}});
  CHECK(dated(s) == std::vector<std::string>{"channel_share by 2021-06-30"});
  CHECK(dated(scenario::Scenario::from_toml(s.resolved())) == dated(s));
  // A plain number has no date: it is due with the others.
  CHECK(dated(s.with({{"target.channel_share_by_date", "0.5"}})) ==
        std::vector<std::string>{"channel_share by 2025-12-31"});
}

TEST_CASE("no hour of the time bank is drawn before it is earned", "[care][targets]") {
  const Settings full = {{"measure.time_bank.coverage", "1"}};
  // A county draws more than it has saved with a chance below one in 30,000 (Poisson, 6 clients for whom 18 are kept).
  const sim::Dataset d = run("jiangxi-2020", full, sim::epoch_day(2022, 7, 1), "county", 0.05);
  const Cells hours(d, "volunteer_hours");
  double drawn_all = 0, earned_all = 0;
  for (std::size_t r = 0; r < d.dimension("region")->size(); ++r) {
    double earned = 0, drawn = 0;
    for (std::size_t m = 0; m < d.dimension("month")->size(); ++m) {
      drawn += hours({0, 0, 0, r, m, 1});
      CHECK(drawn <= earned);  // of the months before
      earned += hours({0, 0, 0, r, m, 0});
    }
    drawn_all += drawn, earned_all += earned;
  }
  CHECK(drawn_all > 0.15 * earned_all);  // and it is not that none are drawn
  // Those whom it reaches and those whom it leaves out for want of hours are as many as it would reach with plenty of
  // hours: the same people, as it changes nobody's life here. Of some 8,200 about 45% are reached, each by a draw, and
  // stand for those left out as well: their sum is spread by 1.2% a run, 0.3% in the mean of sixteen, so 1.2% is exceeded
  // in one of 10,000 sets of seeds. That 2.5% of those left out are missing or told twice is seen in half of all sets, 5%
  // in 19 of 20. Planted: with 5% more or fewer it fails.
  Settings plenty = full;
  plenty.insert(plenty.end(), {{"time_bank.volunteers_share", "1"}, {"time_bank.hours_per_volunteer_month", "40"}});
  const Settings same = {{"measure.time_bank.unmet_ratio", "1"}};
  const auto sixteen = [&](Settings settings) {
    settings.insert(settings.end(), same.begin(), same.end());
    return sim::run({model("jiangxi-2020", {0.05, sim::epoch_day(2021, 11, 1)}, settings)},
                    {.replications = 16, .seed = 5, .detail = "province"});
  };
  const sim::Dataset few = sixteen(full), all = sixteen(plenty);
  const std::size_t last = few.dimension("month")->size() - 1, bank = label(few, "measure", "time_bank");
  const auto people = [&](const sim::Dataset& of, const char* field) {
    double sum = 0;
    for (std::size_t r = 0; r < 16; ++r) sum += Cells(of, field)({0, 0, r, 0, last, bank});
    return sum / 16;
  };
  CHECK(people(few, "reached") > 1500);
  CHECK(people(all, "unreached") == 0);
  CHECK(people(few, "unreached") > people(few, "reached"));
  const double told = people(few, "reached") + people(few, "unreached"), there = people(all, "reached");
  INFO("told " << people(few, "reached") << " + " << people(few, "unreached") << ", there are " << there);
  CHECK(told == Approx(there).epsilon(0.012));
  for (const double fault : {0.95, 1.05})
    CHECK_FALSE(people(few, "reached") + fault * people(few, "unreached") == Approx(there).epsilon(0.012));
  Settings none = full;
  none.emplace_back("time_bank.volunteers_share", "0");
  const sim::Dataset idle = run("jiangxi-2020", none, sim::epoch_day(2021, 7, 1));
  CHECK(Cells(idle, "volunteer_hours").sum({0, 0, 0, 0}) == 0);
}

TEST_CASE("a county's own step keeps its facilities back and nobody else's", "[care][targets]") {
  const std::string key = "policy.step.j7@Ganzhou";
  const int until = sim::epoch_day(2026, 1, 1);
  const sim::Dataset all = run("jiangxi-2025", {}, until, "prefecture"),
                     none = run("jiangxi-2025", {{key, "0"}}, until, "prefecture"),
                     half = run("jiangxi-2025", {{key, "0.5"}}, until, "prefecture");
  const std::size_t last = all.dimension("month")->size() - 1, home = label(all, "facility", "township_home"),
                    ganzhou = label(all, "region", "Ganzhou");
  const auto homes = [&](const sim::Dataset& d, std::size_t r, std::size_t m) {
    return Cells(d, "facilities")({0, 0, 0, r, m, home});
  };
  for (std::size_t r = 0; r < all.dimension("region")->size(); ++r)
    if (r != ganzhou) CHECK(homes(none, r, last) == homes(all, r, last));
  CHECK(homes(none, ganzhou, last) == homes(none, ganzhou, 0));
  CHECK(homes(all, ganzhou, last) > homes(all, ganzhou, 0) + 10);
  // Each of its 18 counties rounds by half a home at most.
  CHECK(homes(half, ganzhou, last) == Approx((homes(all, ganzhou, last) + homes(none, ganzhou, last)) / 2).margin(9));
}

TEST_CASE("demonstration institutions take more staff a bed", "[care][targets]") {
  // 50 institutions of 150 beds, opened in the first month, where carers are short.
  const auto nursing = [&](const char* ratio, const char* carers) {
    const sim::Dataset d = run(
        "jiangxi-2020",
        {{"facility.nursing_demonstration.count", "[{date = 2020-11-01, value = 0}, {date = 2020-11-30, value = 50}]"},
         {"workforce.carers_per_1000", carers},
         {"workforce.nurses_per_1000", "100"},
         {"workforce.demonstration_staff_ratio", ratio}},
        sim::epoch_day(2021, 2, 1), "province", 0.1);
    return Cells(d, "capacity")({0, 0, 0, 0, 2, static_cast<std::size_t>(pool_of(Place::nursing))});
  };
  // Carers of 2 per 1000 for beds that need 13.4 / 12 + (8.9 + 0.1 + 1) / 4 = 3.6 per 1000, or 3.9 with a ratio of 2.
  CHECK(nursing("2", "2") < 0.96 * nursing("1", "2"));
  CHECK(nursing("2", "100") == nursing("1", "100"));
}

TEST_CASE("what the plan alone decides is the same in every replication and with every seed, the rest is not",
          "[care][targets]") {
  // Contracts of thousands of people each year: the chance that two of three replications agree in every year is nil.
  for (const auto& [name, until] : {std::pair{"jiangxi-2025", sim::epoch_day(2026, 1, 1)},
                                    std::pair{"jilin-2020", sim::epoch_day(2021, 1, 1)}}) {
    const auto runs = [&, scenario = std::string(name), end = until](int replications, std::uint32_t seed) {
      return sim::run({model(scenario, {0.01, end})},
                      {.replications = replications, .seed = seed, .detail = "province"});
    };
    const sim::Dataset three = runs(3, 5), other = runs(1, 6);
    const Cells value(three, "indicator"), of_other(other, "indicator");
    const std::size_t years = three.dimension("year")->size();
    for (std::size_t i = 0; i < indicators().size(); ++i) {
      INFO(name << " " << indicators()[i].name);
      bool same = true;
      for (std::size_t year = 0; year < years; ++year) {
        const double first = value({0, 0, 0, 0, year, i});
        for (const double each : {value({0, 0, 1, 0, year, i}), value({0, 0, 2, 0, year, i}), of_other({0, 0, 0, 0, year, i})})
          same = same && (each == first || (std::isnan(each) && std::isnan(first)));
      }
      const bool plan = indicators()[i].tells == Tells::plan;
      CHECK(three.variable("target_certain")->data[i] == (plan ? 1 : 0));
      if (plan) CHECK(same);
      const bool none = std::string(indicators()[i].name) == "chinese_medicine_coverage" && std::string(name) == "jiangxi-2025";
      if (!plan && !none && indicators()[i].tells == Tells::lives) CHECK_FALSE(same);
    }
  }
}
