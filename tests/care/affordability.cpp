// What a place in an institution costs its resident, who can pay that, and how many more live there for it.
#include <cmath>
#include <vector>

#include "models/care/setup.hpp"
#include "sim/interval.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;
using scenario::Scenario;

namespace {

Setup setup_of(const Settings& settings) {
  const Scenario s = Scenario::load("jiangxi-2020").with(settings);
  return {s, sim::epoch_day(2021, 1, 1), 0.01};
}

constexpr unsigned set_of(std::initializer_list<Relief> reliefs) {
  unsigned set = 0;
  for (const Relief each : reliefs) set |= 1U << each;
  return set;
}

/// Residents of institutions, 2021, with a lever against without it: mean difference over its standard error (paired,
/// the same random numbers). Of Student's t with 7 degrees of freedom 5.408 is exceeded by chance in one of 2,000.
double more_residents(const Settings& both, const Settings& on) {
  constexpr std::size_t kPairs = 8;
  const auto base = Scenario::load("jiangxi-2020").with(both);
  const Options options{0.01, sim::epoch_day(2022, 1, 1)};
  const sim::Dataset d = sim::run({build(base, options), build(base.with(on), options)},
                                  {.replications = kPairs, .seed = 36, .detail = "province"});
  const Cells people(d, "people");
  const auto institution = static_cast<std::size_t>(Setting::institution);
  std::vector<double> more(kPairs, 0.0);
  for (std::size_t r = 0; r < kPairs; ++r)
    for (std::size_t m = 2; m < d.dimension("month")->size(); ++m)
      more[r] += people.sum({1, 0, r, 0, m, institution}) - people.sum({0, 0, r, 0, m, institution});
  const double mean = sim::mean(more);
  double squares = 0;
  for (const double x : more) squares += (x - mean) * (x - mean);
  return mean / std::sqrt(squares / (kPairs - 1) / kPairs);
}
constexpr double kQuantile = 5.408;

}  // namespace

TEST_CASE("what a resident pays: the fee after the cap, insurances and a voucher", "[care][affordability]") {
  const Setup x = setup_of({{"subsidy.voucher_in_institutions", "true"},
                            {"subsidy.operating.passed_share", "0.5"},
                            {"insurance.long_term_care.fee_share", "0.7"}});
  const Prices& p = x.prices.at(0, 0);
  // Severe, residents' scheme: 3,200 less half of a subsidy of 150; medical care 15% of it, 55% of that insured.
  CHECK(p.to_pay(resident, severe, 0) == Approx(3125));
  CHECK(p.to_pay(resident, severe, set_of({capped})) == Approx(3125 * 0.8));
  CHECK(p.to_pay(resident, severe, set_of({designated})) == Approx(3125 * (1 - 0.15 * 0.55)));
  CHECK(p.to_pay(employee, severe, set_of({designated})) == Approx(3125 * (1 - 0.15 * 0.75)));
  CHECK(p.to_pay(resident, severe, set_of({care_insured})) == Approx(3125 * 0.3));
  CHECK(p.to_pay(resident, severe, set_of({capped, designated, care_insured, with_voucher})) ==
        Approx(3125 * 0.8 * (1 - 0.15 * 0.55) * 0.3 - 100));
  // The able pay no less for insurances of the disabled; state support carries the destitute's fee.
  CHECK(p.to_pay(resident, able, set_of({designated, care_insured, with_voucher})) == 1600);
  CHECK(p.to_pay(destitute, severe, 0) == 0);
  // Vouchers are for services at home unless the scenario says otherwise.
  CHECK(setup_of({}).prices.at(0, 0).to_pay(resident, severe, set_of({with_voucher})) == 3200);
}

TEST_CASE("who can pay with a relief alone must have it, or be served where places have it", "[care][affordability]") {
  const Setup x = setup_of({{"insurance.long_term_care.fee_share", "0.7"}});
  Person p;
  p.pension = resident, p.function = severe, p.home = urban, p.living = alone;
  const auto chance = [&](unsigned means, const Terms& terms, unsigned own) {
    p.means = means & 63u;
    return x.choice.institution(p, 75, terms, own);
  };
  // Quantiles by hand: of 64, ln(3200 / 1500) / 0.8 = 0.947 is the 53rd (0.828), ln(960 / 1500) / 0.8 = -0.558 the
  // 18th.
  const Terms none, some({0.2, 0});
  const unsigned insured = set_of({care_insured}) >> kPlaceReliefs;
  CHECK(chance(53, none, 0) > 0);
  CHECK(chance(52, none, 0) == 0);
  CHECK(chance(52, none, insured) == chance(53, none, 0));
  CHECK(chance(19, none, insured) == chance(53, none, 0));
  CHECK(chance(17, none, insured) == 0);
  // 2,560 with the cap alone is the 48th (0.748); with the insurance too, 768, the 13th (0.202).
  CHECK(chance(50, some, 0) == Approx(0.2 * chance(53, none, 0)));
  CHECK(chance(50, some, insured) == chance(53, none, 0));
  CHECK(chance(14, some, insured) == Approx(0.2 * chance(53, none, 0)));
  CHECK(chance(63, some, 0) == chance(63, none, 0));
}

TEST_CASE("long-term-care insurance and vouchers that pay the fee bring people into institutions",
          "[care][affordability]") {
  const auto all = [](const std::string& key) {
    return Settings{{key, "[{date = 2020-11-01, value = 0}, {date = 2020-11-30, value = 1}]"}};
  };
  // With nursing beds free, so that it is the price that decides.
  const Settings room = {{"beds.nursing.share", "0.8"}, {"initial.nursing_occupancy", "0.6"}};
  CHECK(more_residents(room, all("insurance.long_term_care.coverage")) > kQuantile);
  Settings voucher = {{"subsidy.voucher_in_institutions", "true"}, {"subsidy.voucher_cny_per_month", "1500"}};
  voucher.insert(voucher.end(), room.begin(), room.end());
  CHECK(more_residents(voucher, all("subsidy.voucher_share")) > kQuantile);
  // A voucher for services at home moves money alone: the same lives, to the person.
  CHECK(std::isnan(more_residents({}, all("subsidy.voucher_share"))));
}

namespace {

/// Of what households and the insurance together paid of fees, from a month on, the insurance's part.
double insured_part(const sim::Dataset& d, std::size_t from, std::size_t to) {
  const Cells cost(d, "cost");
  double all = 0, insured = 0;
  for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
    for (std::size_t m = from; m < to; ++m) {
      const double paid = cost({0, 0, 0, c, m, care_insurance, institution_fee});
      insured += paid, all += paid + cost({0, 0, 0, c, m, household, institution_fee});
    }
  return insured / all;
}

/// Fees that are the same for all the disabled and nothing for others, means that are the same in both pension classes,
/// only the disabled seeking a place, and beds free: so it is the insurance alone that decides who is in them.
Settings insurance_alone(const std::string& coverage) {
  return {{"institution.fee.able_cny_per_month", "0"},
          {"institution.fee.mild_cny_per_month", "0"},
          {"institution.fee.moderate_cny_per_month", "3200"},
          {"wish.institution.able_share", "0"},
          {"wish.institution.mild_share", "0"},
          {"household.resources.employee_cny_per_month", "1500"},
          {"household.resources.employee_log_sd", "0.8"},
          {"beds.nursing.share", "0.9"},
          {"initial.nursing_occupancy", "0.5"},
          {"insurance.long_term_care.fee_share", "0.7"},
          {"insurance.long_term_care.coverage", coverage}};
}

}  // namespace

TEST_CASE("who the insurance makes able to pay is billed with it", "[care][affordability]") {
  // Half of the disabled are insured. By hand: 3,200 is within the means of 11 of 64 quantiles, the 53rd to the last,
  // 960 within those of 46, from the 18th on. So of residents 46 of 57 are insured, who pay 0.3 of the fee: of all fees
  // the insurance pays 0.7 * 46 / 57 = 0.565, and not the 0.35 of a half. One run of about 3,000 such residents; a
  // person's share of the fees varies by 0.7 * sqrt(46 * 11) / 57, so the mean's error is 0.005: five of them are
  // exceeded in one of two million seeds.
  const Options options{0.05, sim::epoch_day(2022, 1, 1)};
  const auto half = Scenario::load("jiangxi-2020").with(insurance_alone("0.5"));
  const sim::Dataset d = sim::run({build(half, options)}, {.replications = 1, .seed = 12, .detail = "province"});
  CHECK(insured_part(d, 0, 14) == Approx(0.7 * 46 / 57).margin(5 * 0.005));
}

TEST_CASE("coverage that grows reaches those who are in the beds already, and one that ends leaves them",
          "[care][affordability]") {
  const Settings settings = insurance_alone(
      "[{date = 2020-12-01, value = 0}, {date = 2021-05-01, value = 1}, {date = 2021-08-01, value = 1},"
      " {date = 2021-10-01, value = 0}]");
  const auto m = faulty_model("jiangxi-2020", 0.02, sim::epoch_day(2022, 1, 1), settings);
  const auto run = [&] { return sim::run({m}, {.replications = 1, .seed = 12, .detail = "county"}); };
  const sim::Dataset d = run();
  // To the fen: nobody up to December, everybody from May to August, nobody from October on.
  const auto everybody = Approx(0.7).epsilon(1e-6);
  CHECK(insured_part(d, 0, 2) == 0);
  CHECK(insured_part(d, 6, 10) == everybody);
  CHECK(insured_part(d, 11, 14) == 0);
  CHECK(insured_part(d, 3, 6) > 0.1);
  const Planted plant(Fault::telling_lost, Told::held);
  CHECK(insured_part(run(), 6, 10) != everybody);
}
