// What values rest on: of defaults as levers.csv says, of a scenario's own values as it says itself.
#include "models/scenario/basis.hpp"

#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"

using namespace yanglao::scenario;

namespace {

const char* const kKey = "beds.acute.per_1000";
const char* const kSays = "\n[source]\nbeds.acute.per_1000 = \"read, high: a count of my own\"\n";

Basis basis_of(const std::string& text) { return Scenario::from_toml(text).basis(kKey); }

}  // namespace

TEST_CASE("a value rests on what its scenario says, a default on what levers.csv says", "[scenario][basis]") {
  const Scenario plain = Scenario::from_toml("name = \"x\"");
  const Lever& lever = *plain.schema().find(kKey);
  CHECK(basis_of("name = \"x\"").source == lever.source);
  CHECK(basis_of("beds.acute.per_1000 = 9.08").evidence == lever.evidence);  // the default's value
  const Basis own = basis_of(std::string("beds.acute.per_1000 = 8") + kSays);
  CHECK(own.source == "a count of my own");
  CHECK(own.evidence == "read");
  CHECK(own.confidence == "high");
  const Basis unsaid = basis_of("beds.acute.per_1000 = 8");
  CHECK(unsaid.source.find("gives no source") != std::string::npos);
  CHECK(unsaid.evidence.empty());
}

TEST_CASE("what was said of a value is not said of the one that replaces it", "[scenario][basis]") {
  const Scenario s = Scenario::load("jilin-2016");
  CHECK(s.basis("institution.count").evidence == "derived");
  CHECK(s.with({{"institution.count", "1200"}}).basis("institution.count").evidence.empty());
  CHECK(s.with({{"beds.acute.per_1000@Changchun", "8"}}).basis("beds.institution.per_1000").evidence == "derived");
  const Scenario child = Scenario::from_toml("extends = \"jilin-2016.toml\"\nbeds.acute.per_1000 = 8\n");
  CHECK(child.basis(kKey).evidence.empty());
  CHECK(child.basis("institution.count").evidence == "derived");
}

TEST_CASE("sources travel with the resolved text, and into the results file's table", "[scenario][basis]") {
  const Scenario s = Scenario::load("jilin-2020"), again = Scenario::from_toml(s.resolved());
  CHECK(again.resolved() == s.resolved());
  CHECK(again.sources() == s.sources());
  CHECK(s.sources().find("institution.count,count,1911,") != std::string::npos);
  CHECK(s.sources().find(",yes,\"1,600 about 2021 (recalled)") != std::string::npos);
}

TEST_CASE("every value of a shipped scenario that is no default says what it rests on", "[scenario][basis]") {
  for (const std::string& name : shipped()) {
    const Scenario s = Scenario::load(name);
    if (s.model() != "care") continue;
    for (const Lever& lever : s.schema().levers()) {
      INFO(name << ": " << lever.key);
      CHECK_FALSE(s.basis(lever.key).evidence.empty());
    }
  }
}

TEST_CASE("a source that is not as it should be is refused", "[scenario][basis]") {
  for (const char* wrong : {"beds.acute.per_1000 = \"a count\"", "beds.acute.per_1000 = \"seen, high: x\"",
                            "beds.acute.per_1000 = \"read, sure: x\"", "beds.acute.per_1000 = \"read, high: \"",
                            "beds.acute.per_1000 = 3", "beds.acute = \"read, high: x\"", "no.lever = \"read, high: x\""}) {
    INFO(wrong);
    CHECK_THROWS_AS(Scenario::from_toml(std::string("[source]\n") + wrong), ScenarioError);
  }
  CHECK_THROWS_AS(Scenario::from_toml("source = 3"), ScenarioError);
}
