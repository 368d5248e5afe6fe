// The public money of a line is shared over the budgets as the common split says, or as the line's own does.
#include "models/care/own_splits.hpp"

#include "tests/care/books.hpp"
#include "tests/scenario/support.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

std::string refusal(const std::string& rows) {
  scenario::ScratchFolder scratch;
  const std::string path =
      scratch.write("splits.csv", "line,central_share,provincial_share,prefecture_share\n" + rows);
  try {
    check(scenario::Scenario::load("jiangxi-2020").with({{"subsidy.split.by_line", path}}));
  } catch (const scenario::ScenarioError& error) {
    return error.what();
  }
  return "";
}

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a line with a split of its own is shared by it, and all others by the common one", "[care][money]") {
  scenario::ScratchFolder scratch;
  Books b(Settings{{"subsidy.split.by_line",
                    scratch.write("splits.csv", "line,central_share,provincial_share,prefecture_share\n"
                                                "operating_subsidy,0.5,0.25,0.125\nhome_services,0,1,0\n")},
                   {"facility.township_home.subsidy_cny_per_year", "12000"},
                   {"measure.home_services.public_share", "0.4"}});
  b.people(Place::nursing, severe, resident, 8);
  b.people(Place::home, severe, resident, 100);
  b.v.reached[3] = 10;
  REQUIRE(std::string(kMeasureKinds[3].name) == "home_services");
  b.v.facilities[township_home] = 10;
  // Eight nursing bed-months at 150.
  CHECK(b.paid(operating_subsidy, central) == Approx(600));
  CHECK(b.paid(operating_subsidy, provincial) == Approx(300));
  CHECK(b.paid(operating_subsidy, prefecture) == Approx(150));
  CHECK(b.paid(operating_subsidy, county_finance) == Approx(150));
  CHECK(b.paid(line_of(3), provincial) == Approx(0.4 * 4000));
  CHECK(b.paid(line_of(3), household) == Approx(0.6 * 4000));
  // Not named: 20% central, 30% provincial, 20% prefecture, 30% county.
  CHECK(b.paid(facility_operation, central) == Approx(0.2 * 10000));
  CHECK(b.paid(facility_operation, county_finance) == Approx(0.3 * 10000));
}

TEST_CASE("central finance pays 60% of what public budgets pay for contracts, and village homes' opening", "[care][money]") {
  Books b(Settings{{"facility.village_mutual_aid.public_share", "1"}});
  b.people(Place::home, able, resident, 100);
  b.v.reached[kFamilyDoctor] = 100;
  b.v.works[opening(village_mutual_aid)] = 2;
  const Line contracts = line_of(kFamilyDoctor);
  double by_public = 0;
  for (const Payer each : {central, provincial, prefecture, county_finance}) by_public += b.paid(contracts, each);
  CHECK(by_public > 0);
  CHECK(b.paid(contracts, central) == Approx(0.6 * by_public).margin(0.01));
  CHECK(b.paid(facility_opening, central) == Approx(60000));
}

TEST_CASE("a table of splits with a fault is refused by line and column", "[care][money]") {
  CHECK(refusal("channels,0.2,0.3,0.5\n").empty());
  CHECK(holds(refusal("chanels,0.2,0.3,0.5\n"), "channels"));
  CHECK(holds(refusal("channels,0.2,0.3,0.5\nchannels,0.2,0.3,0.5\n"), "each once"));
  CHECK(holds(refusal("channels,0.2,0.3,0.51\n"), "prefecture_share"));
  CHECK(holds(refusal("channels,-0.2,0.3,0.5\n"), "central_share"));
  CHECK(holds(refusal("channels,much,0.3,0.5\n"), "central_share"));
}
