// Who pays a month's bills: benefits against bills at home and fees of institutions. By hand.
#include <algorithm>
#include <numeric>
#include <string>

#include "tests/care/books.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

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
