// Who pays a month's bills: benefits against bills at home, places built and converted. By hand.
#include <algorithm>
#include <numeric>
#include <string>

#include "models/care/setup.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

constexpr double kMonth = sim::kDaysPerYear / 12;

struct Books {
  explicit Books(const Settings& settings)
      : setup(scenario::Scenario::load("jiangxi-2020").with(settings), sim::epoch_day(2021, 1, 1), 0.01) {
    v.days.assign(kPlaces * kFunctions * kPensions, 0);
    v.length_days = kMonth;
  }
  void people(Place place, Function f, Pension c, double months) {
    v.days[(static_cast<std::size_t>(place) * kFunctions + f) * kPensions + c] = months * kMonth;
  }
  /// Of the people of a place, function and pension class: those who have exactly these reliefs.
  void have(With where, Function f, Pension c, std::initializer_list<Relief> reliefs, double months) {
    unsigned set = 0;
    for (const Relief each : reliefs) set |= 1U << each;
    v.held[static_cast<std::size_t>(held_cell(where, f, c, set >> kPlaceReliefs))] = months * kMonth;
  }
  /// CNY of a line by payer; every fen received was paid.
  [[nodiscard]] double paid(Line line, Payer payer) const {
    const Ledger l = charge(setup.prices.at(0, 0), v);
    for (std::size_t k = 0; k < kLines; ++k) {
      std::int64_t sum = 0;
      for (const auto& each : l.paid) sum += each[k];
      CHECK(sum == l.received[k]);
    }
    for (const auto& each : l.paid)
      for (const std::int64_t fen : each) CHECK(fen >= 0);
    return static_cast<double>(l.paid[payer][line]) / 100;
  }
  [[nodiscard]] double received(Line line) const {
    return static_cast<double>(charge(setup.prices.at(0, 0), v).received[line]) / 100;
  }
  /// CNY that a benefit pays of the bills of a line, or of all.
  [[nodiscard]] double of_benefit(Benefit benefit, int line = -1) const {
    const Ledger l = charge(setup.prices.at(0, 0), v);
    std::int64_t sum = 0;
    for (int k = 0; k < kLines; ++k)
      if (line < 0 || k == line) sum += l.by_benefits[benefit][static_cast<std::size_t>(k)];
    return static_cast<double>(sum) / 100;
  }
  Setup setup;
  Volume v;
};

constexpr std::size_t kHomeServices = 3;

}  // namespace

TEST_CASE("each measure costs what it costs on a line of its own, and on no other", "[care][money]") {
  for (std::size_t k = 0; k < kMeasures; ++k) {
    const std::string name = kMeasureKinds[k].name, key = "measure." + name;
    INFO(name);
    // A price of its own for each, a quarter by public budgets.
    const double year = 1200 + 12 * static_cast<double>(k);
    Books b(k == kFamilyDoctor ? Settings{{"cost.family_doctor_cny_per_year", std::to_string(year)},
                                          {"subsidy.family_doctor_share", "0.25"},
                                          {"insurance.family_doctor_share", "0"}}
                               : Settings{{key + ".cny_per_year", std::to_string(year)}, {key + ".public_share", "0.25"}});
    b.people(Place::home, severe, resident, 1000);
    b.v.reached[k] = 200;
    const auto line = std::find(kLineNames.begin(), kLineNames.end(), name) - kLineNames.begin();
    const double bills = 200 * (100 + static_cast<double>(k));
    for (int other = 0; other < kLines; ++other)
      CHECK(b.received(static_cast<Line>(other)) == Approx(other == line ? bills : 0));
    CHECK(b.paid(static_cast<Line>(line), household) == Approx(0.75 * bills));
  }
}

TEST_CASE("a line is whole, by payer, where vouchers and insurance pay part of its bills", "[care][money]") {
  // 100 severely disabled people at home; home services at 280 a month (of 4,800 a year households pay 70%) for 40 of
  // them, respite at 180 (of 3,600 a year 60%) for 20. Half are insured, with 500 each: more than both bills.
  Books b(Settings{{"insurance.long_term_care.home_cny_per_month", "500"}});
  b.people(Place::home, severe, resident, 100);
  b.v.reached[kHomeServices] = 40;
  b.v.reached[kRespite] = 20;
  b.have(With::home, severe, resident, {care_insured}, 50);
  CHECK(b.received(line_of(kHomeServices)) == Approx(40 * 400));
  CHECK(b.received(line_of(kRespite)) == Approx(20 * 300));
  CHECK(b.paid(line_of(kRespite), household) == Approx(10 * 180));
  CHECK(b.paid(line_of(kRespite), care_insurance) == Approx(10 * 180));
  CHECK(b.of_benefit(insurance_benefit, line_of(kRespite)) == Approx(10 * 180));
  CHECK(b.paid(line_of(kHomeServices), care_insurance) == Approx(20 * 280));
  // The rest of what the insurance pays goes to families, on a line of its own.
  CHECK(b.received(care_insurance_benefit) == Approx(50 * 500 - 20 * 280 - 10 * 180));
  // The uninsured have vouchers of 100: public budgets pay 30% of the bills and what the vouchers pay.
  b.have(With::home, severe, resident, {with_voucher}, 50);
  double by_public = 0;
  for (const Payer each : {central, provincial, prefecture, county_finance})
    by_public += b.paid(line_of(kHomeServices), each);
  const double by_voucher = b.of_benefit(voucher_benefit, line_of(kHomeServices));
  CHECK(by_voucher > 0);
  CHECK(by_public == Approx(40 * 120 + by_voucher).margin(0.03));
  CHECK(b.received(line_of(kHomeServices)) == Approx(40 * 400));
  CHECK(b.paid(line_of(kHomeServices), household) == Approx(20 * 280 - by_voucher).margin(0.03));
  // Every fen of all lines is one payer's: those of the measures and the rest are all that is paid.
  const Ledger all = charge(b.setup.prices.at(0, 0), b.v);
  std::int64_t paid = 0, received = 0, measures = 0, rest = 0;
  for (std::size_t l = 0; l < kLines; ++l) {
    received += all.received[l];
    for (const auto& payer : all.paid) {
      paid += payer[l];
      (l >= kOtherLines ? measures : rest) += payer[l];
    }
  }
  CHECK(paid == received);
  CHECK(measures + rest == received);
  CHECK(measures == 100 * (40 * 400 + 20 * 300));
}

TEST_CASE("a voucher pays bills at home up to the bill, and lapses otherwise", "[care][money]") {
  // 100 disabled people at home, 50 with services of 4,800 a year, of which households pay 70%: 280 a month each.
  const auto books = [](const char* voucher, double holders) {
    Books b(Settings{{"subsidy.voucher_cny_per_month", voucher}});
    b.people(Place::home, moderate, resident, 100);
    b.v.reached[kHomeServices] = 50;
    b.have(With::home, moderate, resident, {with_voucher}, 100 * holders);
    return b;
  };
  CHECK(books("100", 0).paid(line_of(kHomeServices), household) == Approx(14000));
  // A fifth have one of 100: ten of those with services.
  const Books small = books("100", 0.2);
  CHECK(small.of_benefit(voucher_benefit) == Approx(1000));
  CHECK(small.paid(line_of(kHomeServices), household) == Approx(13000));
  CHECK(small.received(line_of(kHomeServices)) == Approx(20000));
  // One of 500 pays no more than the bill of 280.
  CHECK(books("500", 0.2).of_benefit(voucher_benefit) == Approx(2800));
  CHECK(books("500", 1).paid(line_of(kHomeServices), household) == Approx(0).margin(0.01));
  // With two bills, of 280 and of 560 for a community place, one benefit is not spent twice: at most 500 for each
  // of 60.
  Books two = books("500", 1);
  two.people(Place::home, moderate, resident, 0);
  two.have(With::home, moderate, resident, {with_voucher}, 0);
  two.people(Place::community, moderate, resident, 60);
  two.have(With::community, moderate, resident, {with_voucher}, 60);
  two.v.reached[kHomeServices] = 60;
  CHECK(two.of_benefit(voucher_benefit) == Approx(30000));
  CHECK(two.paid(line_of(kHomeServices), household) + two.paid(community_care, household) == Approx(60 * (280 + 560) - 30000));
}

TEST_CASE("a benefit is spent once by each person, and not by those who have no bill", "[care][money]") {
  // 100 severely disabled people at home; home services at 280 and respite at 180 a month for half of them each: a
  // quarter have both bills, a quarter each one, a quarter none. All have a voucher.
  const auto books = [](const char* voucher) {
    Books b(Settings{{"subsidy.voucher_cny_per_month", voucher},
                     {"insurance.long_term_care.home_cny_per_month", "200"}});
    b.people(Place::home, severe, resident, 100);
    b.v.reached[kHomeServices] = 50;
    b.v.reached[kRespite] = 50;
    b.have(With::home, severe, resident, {with_voucher}, 100);
    return b;
  };
  // One of 100 is spent by the 75 with a bill; of bills of 23,000 home services are 14 parts and respite 9.
  const Books small = books("100");
  CHECK(small.of_benefit(voucher_benefit) == Approx(7500));
  CHECK(small.paid(line_of(kHomeServices), household) == Approx(14000 - 7500 * 14 / 23.0).margin(0.01));
  CHECK(small.paid(line_of(kRespite), household) == Approx(9000 - 7500 * 9 / 23.0).margin(0.01));
  // One of 300: 25 spend 300 of 460, 25 spend 280, 25 spend 180.
  CHECK(books("300").of_benefit(voucher_benefit) == Approx(25 * (300 + 280 + 180)));
  // Insured for 200 besides: that pays 200 of 460, 200 of 280 and 180; a voucher of 100 then 100, 80 and nothing.
  Books both = books("100");
  both.have(With::home, severe, resident, {with_voucher}, 0);
  both.have(With::home, severe, resident, {care_insured, with_voucher}, 100);
  CHECK(both.of_benefit(voucher_benefit) == Approx(25 * (100 + 80)));
  CHECK(both.paid(line_of(kHomeServices), household) + both.paid(line_of(kRespite), household) ==
        Approx(23000 - 25 * (200 + 200 + 180) - 25 * (100 + 80)).margin(0.02));
  // 40 of the 100 have a community place too, at 560 a month: with a voucher of 600 they spend 560 where there is no
  // other bill and 600 where there is one; the other 60 spend 460, 280, 180 or nothing.
  Books place = books("600");
  place.people(Place::home, severe, resident, 60);
  place.have(With::home, severe, resident, {with_voucher}, 60);
  place.people(Place::community, severe, resident, 40);
  place.have(With::community, severe, resident, {with_voucher}, 40);
  CHECK(place.of_benefit(voucher_benefit) == Approx(10 * (560 + 3 * 600) + 15 * (460 + 280 + 180)));
}

TEST_CASE("long-term-care insurance pays bills at home first, and families have what they leave", "[care][money]") {
  Books b(Settings{{"insurance.long_term_care.home_cny_per_month", "450"}});
  b.people(Place::home, severe, resident, 100);
  b.v.reached[kHomeServices] = 40;
  b.have(With::home, severe, resident, {care_insured}, 50);
  // 20 insured users have bills of 280 paid; the benefit is 450 for each of 50 whatever their bills.
  CHECK(b.received(care_insurance_benefit) + b.of_benefit(insurance_benefit) == Approx(22500));
  CHECK(b.paid(line_of(kHomeServices), household) == Approx(40 * 280 - 20 * 280));
  // With a voucher of 100 too, the uninsured users' bills are paid by it, up to them.
  b.have(With::home, severe, resident, {care_insured}, 0);
  b.have(With::home, severe, resident, {care_insured, with_voucher}, 50);
  b.have(With::home, severe, resident, {with_voucher}, 50);
  CHECK(b.paid(line_of(kHomeServices), household) == Approx(40 * 280 - 20 * 280 - 20 * 100).margin(0.01));
}

TEST_CASE("a voucher that pays in institutions pays up to what the household would", "[care][money]") {
  Books b(Settings{{"subsidy.voucher_in_institutions", "true"},
                   {"subsidy.voucher_cny_per_month", "1000"},
                   {"insurance.long_term_care.fee_share", "0.7"}});
  b.people(Place::nursing, severe, resident, 10);
  b.people(Place::nursing, severe, destitute, 5);
  b.have(With::institution, severe, resident, {with_voucher}, 10);
  b.have(With::institution, severe, destitute, {with_voucher}, 5);
  CHECK(b.paid(institution_fee, household) == Approx(10 * 2200));
  CHECK(b.of_benefit(voucher_benefit) == Approx(10000));
  b.have(With::institution, severe, resident, {with_voucher}, 0);  // 960 are left
  b.have(With::institution, severe, resident, {care_insured, with_voucher}, 10);
  CHECK(b.paid(institution_fee, household) == Approx(0).margin(0.01));
  CHECK(b.of_benefit(voucher_benefit) == Approx(9600));
}

TEST_CASE("the fee is billed by who has what among those in the beds", "[care][money]") {
  // Of 10 residents of 3,200 a month, 4 insured (70% of it) and 2 of these and 1 other with a voucher of 500.
  Books b(Settings{{"subsidy.voucher_in_institutions", "true"},
                   {"subsidy.voucher_cny_per_month", "500"},
                   {"insurance.long_term_care.fee_share", "0.7"}});
  b.people(Place::nursing, severe, resident, 10);
  b.have(With::institution, severe, resident, {care_insured}, 2);
  b.have(With::institution, severe, resident, {care_insured, with_voucher}, 2);
  b.have(With::institution, severe, resident, {with_voucher}, 1);
  CHECK(b.paid(institution_fee, care_insurance) == Approx(4 * 2240));
  CHECK(b.of_benefit(voucher_benefit) == Approx(3 * 500));
  CHECK(b.paid(institution_fee, household) == Approx(4 * 960 + 6 * 3200 - 1500));
}

TEST_CASE("places that are built and converted cost what the levers say, the subsidy by public budgets",
          "[care][money]") {
  Books b(Settings{{"subsidy.build.community_public_share", "0"},
                   {"subsidy.build.geriatric_public_share", "0"},
                   {"subsidy.build.hospice_public_share", "0"},
                   {"subsidy.convert.nursing_public_share", "0"},
                   {"subsidy.convert.geriatric_public_share", "0"}});
  b.v.works = {1, 10, 100, 1000, 10000, 100000};
  const double built = 100000 + 10 * 20000.0 + 100 * 250000.0 + 1000 * 150000.0,
               converted = 1e4 * 15000.0 + 1e5 * 30000.0;
  CHECK(b.received(bed_construction) == Approx(built));
  CHECK(b.received(bed_conversion) == Approx(converted));
  CHECK(b.paid(bed_construction, operator_) == Approx(built - (5000 + 10 * 10000.0 + 100 * 5000.0 + 1000 * 5000.0)));
  CHECK(b.paid(bed_conversion, operator_) == Approx(converted - (1e4 * 2000.0 + 1e5 * 5000.0)));
  CHECK(b.paid(bed_conversion, household) == 0);
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
  // By hand from jiangxi-2025: beds of institutions 22.36 to 24.20 per 1000 and those of the facilities that stand before
  // the last month begins (50, 150, 100, 60 and 20 places each), every bed to the fraction.
  const auto opened = [&](int kind) {
    int sum_ = 0;
    for (int c = 0; c < static_cast<int>(s.places().size()); ++c)
      sum_ += x.facilities.standing(c, x.calendar.months() - 2, kind) - x.facilities.at_start(c, kind);
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
  CHECK(sum[build_community] == Approx(3.2 * thousand).epsilon(1e-9));
  // General beds fall from 0.60 of 22.36 to 0.39 of 24.20 per 1000, whatever homes with general beds open meanwhile.
  CHECK(sum[convert_nursing] == Approx((0.60 * 22.36 - 0.39 * 24.20) * thousand).epsilon(1e-9));
  CHECK(sum[convert_geriatric] == 0);
}

TEST_CASE("the fee falls by what is passed on of a subsidy, and only in the beds for which it is paid", "[money]") {
  // Severely disabled residents, one month each in a general and in a nursing bed.
  Books b({{"subsidy.operating.passed_share", "1"}, {"subsidy.operating.severe_cny_per_month", "300"},
           {"institution.fee.severe_cny_per_month", "3000"}});
  b.people(Place::general, severe, resident, 1);
  CHECK(b.received(institution_fee) == Approx(3000));
  CHECK(b.received(operating_subsidy) == 0);
  b.people(Place::nursing, severe, resident, 1);
  CHECK(b.received(institution_fee) == Approx(3000 + 2700));
  CHECK(b.received(operating_subsidy) == Approx(300));
}
