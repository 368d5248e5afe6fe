// Common random numbers: a person whom no lever touches lives the same life in both scenarios, to the tick. Lives are
// traced in the engine itself (care/faulty): every event listed for a person, every draw made for them.
#include <set>
#include <utility>

#include "sim/time.hpp"
#include "tests/care/faulty/fault.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

using People = std::set<std::pair<std::size_t, std::size_t>>;  // county, person

Lives lives(const Settings& settings) {
  return lives_of(faulty_model("jiangxi-2020", 0.02, sim::epoch_day(2022, 1, 1), settings));
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

People outside(const People& people, const std::string& prefecture) {
  const auto& places = scenario::Scenario::load("jiangxi-2020").places();
  People out;
  for (const auto& each : people)
    if (places[each.first].prefecture != prefecture) out.insert(each);
  return out;
}

/// So many places that nobody waits for another: whom a lever does not touch meets nobody whom it does.
const Settings plenty = {{"beds.acute.per_1000", "500"},
                         {"beds.institution.per_1000", "500"},
                         {"beds.dementia.per_1000", "100"},
                         {"beds.geriatric.per_1000", "100"},
                         {"beds.hospice.per_1000", "20"}};

Settings with(Settings settings, const std::string& key, const std::string& value) {
  settings.emplace_back(key, value);
  return settings;
}

}  // namespace

TEST_CASE("a lever of one prefecture changes no life outside it", "[care][common]") {
  const Lives before = lives({}), after = lives({{"beds.nursing.factor@Nanchang", "0.2"}});
  REQUIRE(count(before) > 100000);
  const People all = changed(before, after);
  CHECK(!all.empty());
  CHECK(outside(all, "Nanchang").empty());
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
  const Planted fault(Fault::draws_shared);
  const People all = changed(lives({}), lives({{"beds.nursing.factor@Nanchang", "0.2"}}));
  CHECK(outside(all, "Nanchang").size() > 1000);
}
