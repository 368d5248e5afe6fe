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

Lives lives(const Settings& settings, const char* scenario = "jiangxi-2020") {
  return lives_of(faulty_model(scenario, 0.02, kEnd, settings));
}

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

TEST_CASE("beds of one prefecture change no life outside it", "[care][common]") {
  // With the plans of a policy too, of which every bed has a fraction.
  for (const char* scenario : {"jiangxi-2020", "jiangxi-2025"}) {
    INFO(scenario);
    const Lives before = lives({}, scenario);
    for (const char* factor : {"0.2", "1.1"}) {
      const People all = changed(before, lives({{"beds.nursing.factor@Nanchang", factor}}, scenario));
      CHECK(all.size() > 20);
      CHECK(outside(all, {"Nanchang"}).empty());
    }
  }
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
