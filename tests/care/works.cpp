// What is built, converted and opened, what it costs and who pays it; and what is paid by the year for what stands. By hand.
#include "tests/care/books.hpp"

using namespace yanglao;
using namespace yanglao::care;

TEST_CASE("places that are built and converted cost what the levers say, the subsidy by public budgets",
          "[care][money]") {
  Books b(Settings{{"subsidy.build.community_public_share", "0"},
                   {"subsidy.build.geriatric_public_share", "0"},
                   {"subsidy.build.hospice_public_share", "0"},
                   {"subsidy.convert.nursing_public_share", "0"},
                   {"subsidy.convert.geriatric_public_share", "0"}});
  b.v.works[build_institution] = 1;
  b.v.works[build_community] = 10;
  b.v.works[build_geriatric] = 100;
  b.v.works[build_hospice] = 1000;
  b.v.works[convert_nursing] = 10000;
  b.v.works[convert_geriatric] = 100000;
  const double built = 100000 + 10 * 20000.0 + 100 * 250000.0 + 1000 * 150000.0,
               converted = 1e4 * 15000.0 + 1e5 * 30000.0;
  CHECK(b.received(bed_construction) == Approx(built));
  CHECK(b.received(bed_conversion) == Approx(converted));
  CHECK(b.paid(bed_construction, operator_) == Approx(built - (5000 + 10 * 10000.0 + 100 * 5000.0 + 1000 * 5000.0)));
  CHECK(b.paid(bed_conversion, operator_) == Approx(converted - (1e4 * 2000.0 + 1e5 * 5000.0)));
  CHECK(b.paid(bed_conversion, household) == 0);
}

TEST_CASE("a new acute bed is paid for by its owner, who has no subsidy for it", "[care][money]") {
  Books b(Settings{{"cost.build.acute_cny_per_bed", "300000"}, {"subsidy.build.acute_public_share", "0.6"}});
  b.v.works[build_acute] = 10;
  CHECK(b.received(bed_construction) == Approx(3e6));
  CHECK(b.paid(bed_construction, operator_) == Approx(0.4 * 3e6));
  CHECK(b.paid(bed_construction, county_finance) == Approx(0.3 * 0.6 * 3e6));
}

TEST_CASE("public budgets pay the subsidy and, as the owner, their share of the rest", "[care][money]") {
  Books b(Settings{{"facility.township_home.build_ratio", "0.3"},
                   {"facility.township_home.public_share", "0.9"},
                   {"subsidy.convert.nursing_public_share", "0.5"}});
  // A sound township home of 60 places at 0.3 of 100,000: 1.8 million, of which 5,000 a place are the subsidy.
  b.v.works[opening(township_home)] = 60;
  CHECK(b.received(bed_construction) == Approx(1.8e6));
  CHECK(b.paid(bed_construction, operator_) == Approx(0.1 * 1.5e6));
  CHECK(b.paid(bed_construction, central) == Approx(0.2 * (0.3e6 + 0.9 * 1.5e6)));
  CHECK(b.paid(bed_construction, county_finance) == Approx(0.3 * (0.3e6 + 0.9 * 1.5e6)));
  // Of a conversion at 15,000 the subsidy is 2,000, and half of the rest is public.
  b.v.works[convert_nursing] = 100;
  CHECK(b.paid(bed_conversion, operator_) == Approx(100 * 6500));
  // A place that costs less than the subsidy costs public budgets no more than it costs.
  Books cheap(Settings{{"facility.township_home.build_ratio", "0.02"}, {"facility.township_home.public_share", "0"}});
  cheap.v.works[opening(township_home)] = 60;
  CHECK(cheap.received(bed_construction) == Approx(60 * 2000));
  CHECK(cheap.paid(bed_construction, operator_) == 0);
}

TEST_CASE("facilities, channels and contracts cost public budgets their rate by the year", "[care][money]") {
  Books b(Settings{{"facility.village_mutual_aid.subsidy_cny_per_year", "12000"},
                   {"facility.village_mutual_aid.opening_cny", "30000"},
                   {"facility.village_mutual_aid.public_share", "0.9"},
                   {"subsidy.channel_cny_per_bed_year", "1200"},
                   {"subsidy.contract_cny_per_bed_year", "600"}});
  b.v.facilities[village_mutual_aid] = 500;
  b.v.facilities[township_home] = 100;  // at no rate
  b.v.works[opening(village_mutual_aid)] = 10;
  b.v.channel_bed_days = 1000 * kMonth;
  b.v.contract_bed_days = 2000 * kMonth;
  CHECK(b.received(facility_operation) == Approx(500 * 1000));
  CHECK(b.received(facility_opening) == Approx(10 * 30000));
  CHECK(b.paid(facility_opening, operator_) == Approx(0.1 * 10 * 30000));
  CHECK(b.received(channels) == Approx(1000 * 100));
  CHECK(b.received(hospital_contracts) == Approx(2000 * 50));
  for (const Line line : {facility_operation, channels, hospital_contracts}) {
    CHECK(b.paid(line, operator_) + b.paid(line, household) == 0);
    CHECK(b.paid(line, provincial) == Approx(0.3 * b.received(line)));
  }
  // In half a month half of it.
  b.v.length_days /= 2;
  CHECK(b.received(facility_operation) == Approx(500 * 500));
}

TEST_CASE("what is built and converted is what the plans add", "[care][money]") {
  const scenario::Scenario s = scenario::Scenario::load("jiangxi-2025");
  const Setup x(s, sim::epoch_day(2026, 1, 1), 1);
  Works sum{};
  for (int c = 0; c < static_cast<int>(s.places().size()); ++c)
    for (int m = 0; m < x.calendar.months(); ++m)
      for (std::size_t k = 0; k < kWorks; ++k) sum[k] += x.facilities.works(c, m)[k];
  double people = 0;
  for (const auto& county : x.population.counties()) people += county.persons_60plus;
  const double thousand = people / 1000;
  // By hand from jiangxi-2025: beds of institutions 22.36 to 24.20 per 1000 and those of the facilities that stand when
  // the run ends (50, 150, 100, 60 and 20 places each), every bed to the fraction.
  const auto opened = [&](int kind) {
    int sum_ = 0;
    for (int c = 0; c < static_cast<int>(s.places().size()); ++c)
      sum_ += x.facilities.standing(c, x.calendar.months() - 1, kind) - x.facilities.at_start(c, kind);
    return static_cast<double>(sum_);
  };
  CHECK(opened(township_home) > 130);
  CHECK(sum[opening(dementia_unit)] == Approx(50 * opened(dementia_unit)).epsilon(1e-9));
  CHECK(sum[opening(nursing_demonstration)] == Approx(150 * opened(nursing_demonstration)).epsilon(1e-9));
  CHECK(sum[opening(disabled_centre)] == Approx(100 * opened(disabled_centre)).epsilon(1e-9));
  CHECK(sum[opening(township_home)] == Approx(60 * opened(township_home)).epsilon(1e-9));
  CHECK(sum[opening(street_centre)] == Approx(20 * opened(street_centre)).epsilon(1e-9));
  // Those without beds are counted themselves.
  CHECK(opened(village_mutual_aid) > 3900);
  CHECK(sum[opening(village_mutual_aid)] == Approx(opened(village_mutual_aid)).epsilon(1e-9));
  CHECK(sum[build_institution] == Approx(1.84 * thousand).epsilon(1e-9));
  CHECK(sum[build_geriatric] == Approx(0.15 * thousand).epsilon(1e-9));
  CHECK(sum[build_hospice] == 0);
  CHECK(sum[build_acute] == 0);
  CHECK(sum[build_community] == Approx(3.2 * thousand).epsilon(1e-9));
  // General beds fall from 0.60 of 22.36 to 0.39 of 24.20 per 1000, whatever homes with general beds open meanwhile.
  CHECK(sum[convert_nursing] == Approx((0.60 * 22.36 - 0.39 * 24.20) * thousand).epsilon(1e-9));
  CHECK(sum[convert_geriatric] == 0);
}

TEST_CASE("what opens in a month is built in it, in the last as in any other", "[care][money]") {
  // Ten centres in the middle of December 2024, the run's last month, and ten before it begins; beds by rate on New Year's
  // Day and, half as many, in that middle.
  const auto s = scenario::Scenario::load("jiangxi-2020")
                     .with({{"facility.disabled_centre.count",
                             "{ shape = \"step\", points = [{ date = 2020-11-01, value = 0 }, { date = 2024-11-30, value = "
                             "10 }, { date = 2024-12-15, value = 20 }] }"},
                            {"community.places_per_1000",
                             "{ shape = \"step\", points = [{ date = 2020-11-01, value = 5 }, { date = 2024-01-01, value = "
                             "7 }, { date = 2024-12-15, value = 8 }] }"}});
  const Setup x(s, sim::epoch_day(2025, 1, 1), 1);
  const int last = x.calendar.months() - 1;
  double people = 0;
  for (const auto& county : x.population.counties()) people += county.persons_60plus;
  const auto built = [&](int month, std::size_t work) {
    double sum = 0;
    for (int c = 0; c < static_cast<int>(s.places().size()); ++c) sum += x.facilities.works(c, month)[work];
    return sum;
  };
  for (int m = 0; m <= last; ++m) {
    CHECK(built(m, opening(disabled_centre)) == Approx(m >= last - 1 ? 10 * 100 : 0));
    CHECK(built(m, build_community) == Approx(m == last - 11 ? people / 500 : m == last ? people / 1000 : 0));
  }
}

TEST_CASE("beds kept up for a growing population are built like others, hospital beds too", "[care][money]") {
  const auto s = scenario::Scenario::load("jiangxi-2020")
                     .with({{"beds.keep_up", "true"}, {"beds.keep_up_from", "2021-07-01"}});
  const Setup x(s, sim::epoch_day(2025, 1, 1), 1);
  const int months = x.calendar.months();
  std::array<double, kPools> grown{};
  Works built{};
  for (int c = 0; c < static_cast<int>(s.places().size()); ++c) {
    std::array<int, kPools> places{};  // as last told
    for (const CapacityChange& each : x.facilities.changes(c)) {
      const auto pool = static_cast<std::size_t>(each.pool);
      if (each.day > 0) grown[pool] += each.places - places[pool];
      places[pool] = each.places;
    }
    for (int m = 0; m < months; ++m)
      for (std::size_t k = 0; k < kWorks; ++k) built[k] += x.facilities.works(c, m)[k];
  }
  const auto in = [&](Place place) { return grown[static_cast<std::size_t>(pool_of(place))]; };
  // Nothing else is planned. Whole places are what was built, but that each of eleven prefectures is rounded for itself at
  // both ends, by less than 1 each time: 1.4 together (the root of 22 twelfths), of which 5 are three and a half; in three
  // pools 8. In 2021 people of 60 and more were fewer in some months than in those before: nothing is torn down for that and
  // built again.
  CHECK(in(Place::acute) > 5000);
  CHECK(built[build_acute] == Approx(in(Place::acute)).margin(5));
  CHECK(built[build_geriatric] == Approx(in(Place::geriatric)).margin(5));
  CHECK(built[build_community] == Approx(in(Place::community)).margin(5));
  CHECK(built[build_hospice] == Approx(in(Place::hospice)).margin(5));
  CHECK(built[build_institution] ==
        Approx(in(Place::general) + in(Place::nursing) + in(Place::dementia)).margin(8));
}
