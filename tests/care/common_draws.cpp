// Common random numbers: a person whom no lever touches lives the same life in both scenarios, to the tick. Lives are
// traced in the engine itself (care/faulty): every event listed for a person, every draw made for them.
#include <set>
#include <string>
#include <utility>

#include "models/care/person.hpp"
#include "sim/time.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

using People = std::set<std::pair<std::size_t, std::size_t>>;  // county, person

const int kEnd = sim::epoch_day(2022, 1, 1);

Lives lives(const Settings& settings) { return lives_of(faulty_model("jiangxi-2020", 0.02, kEnd, settings)); }

std::size_t count(const Lives& all) {
  std::size_t people = 0;
  for (const auto& county : all) people += county.size();
  return people;
}

People changed(const Lives& before, const Lives& after) {
  People out;
  for (std::size_t c = 0; c < before.size(); ++c)
    for (std::size_t i = 0; i < std::max(before[c].size(), after[c].size()); ++i)
      if (i >= before[c].size() || i >= after[c].size() || before[c][i] != after[c][i]) out.emplace(c, i);
  return out;
}

/// Of the people, those outside the prefectures.
People outside(const People& people, const std::set<std::string>& prefectures) {
  const auto scenario = scenario::Scenario::load("jiangxi-2020");
  const auto& places = scenario.places();
  People out;
  for (const auto& each : people)
    if (!prefectures.contains(places[each.first].prefecture)) out.insert(each);
  return out;
}

/// Prefectures in which some county has other beds. Beds are whole, and what is left over is carried on to the next
/// county, so that a lever of one prefecture can move single beds between counties of others.
std::set<std::string> with_other_beds(const Settings& before, const Settings& after) {
  const auto beds = [](const Settings& settings) {
    return sim::run({model("jiangxi-2020", {0.02, kEnd}, settings)}, {.detail = "county"});
  };
  const sim::Dataset one = beds(before), other = beds(after);
  const Cells a(one, "capacity"), b(other, "capacity");
  std::set<std::string> out;
  const auto scenario = scenario::Scenario::load("jiangxi-2020");
  const auto& places = scenario.places();
  for (std::size_t c = 0; c < places.size(); ++c)
    for (std::size_t m = 0; m < one.dimension("month")->size(); ++m)
      for (std::size_t p = 0; p < kPools; ++p)
        if (a({0, 0, 0, c, m, p}) != b({0, 0, 0, c, m, p})) out.insert(places[c].prefecture);
  return out;
}

/// So many places that nobody waits for another: whom a lever does not touch meets nobody whom it does.
const Settings plenty = {{"beds.acute.per_1000", "500"},    {"beds.institution.per_1000", "500"},
                         {"beds.dementia.per_1000", "100"}, {"beds.geriatric.per_1000", "100"},
                         {"beds.hospice.per_1000", "20"},   {"family_doctor.admission_ratio", "0.8"}};

Settings with(Settings settings, const std::string& key, const std::string& value) {
  settings.emplace_back(key, value);
  return settings;
}

}  // namespace

TEST_CASE("coverage in one prefecture changes no life outside it", "[care][common]") {
  const Settings low = {{"family_doctor.admission_ratio", "0.8"}, {"family_doctor.coverage@Nanchang", "0.3"}};
  const Settings high = {{"family_doctor.admission_ratio", "0.8"}, {"family_doctor.coverage@Nanchang", "0.7"}};
  const Lives before = lives(low), after = lives(high);
  REQUIRE(count(before) > 100000);
  const People all = changed(before, after);
  CHECK(all.size() > 1000);
  CHECK(outside(all, {"Nanchang"}).empty());
}

TEST_CASE("beds change no life but in prefectures that have other beds", "[care][common]") {
  const Settings fewer = {{"beds.nursing.factor@Nanchang", "0.2"}};
  const auto touched = with_other_beds({}, fewer);
  REQUIRE(touched.contains("Nanchang"));
  REQUIRE(touched.size() < 11);
  const People all = changed(lives({}), lives(fewer));
  CHECK(all.size() > 100);
  CHECK(outside(all, touched).empty());
}

TEST_CASE("a lever that no life depends on changes none", "[care][common]") {
  CHECK(changed(lives({}), lives({{"cost.hospital_cny_per_day", "2000"}})).empty());
}

TEST_CASE("whom one step of coverage touches the next step does not", "[care][common]") {
  // A person is covered from their own threshold on: a step from 0.3 to 0.5 concerns those in between, a step from 0.5
  // to 0.7 others. Where nobody waits, a life that both steps change is one that moved though no lever touched it.
  const Lives low = lives(with(plenty, "family_doctor.coverage", "0.3"));
  const Lives middle = lives(with(plenty, "family_doctor.coverage", "0.5"));
  const Lives high = lives(with(plenty, "family_doctor.coverage", "0.7"));
  const People first = changed(low, middle), second = changed(middle, high);
  CHECK(first.size() > 1000);
  CHECK(second.size() > 1000);
  std::size_t both = 0;
  for (const auto& each : first) both += second.count(each);
  CHECK(both == 0);
}

TEST_CASE("draws that depend on those of others are caught", "[care][common]") {
  const Planted fault(Fault::draws_shifted);
  const People all = changed(lives({}), lives({{"family_doctor.coverage@Nanchang", "0.7"}}));
  CHECK(outside(all, {"Nanchang"}).size() > 1000);
}
