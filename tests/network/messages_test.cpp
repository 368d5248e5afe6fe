// What messages about networks say: one fault for one slip, with the name that was meant; the same from check as from
// run.
#include <array>

#include "models/build.hpp"
#include "models/network/model.hpp"
#include "models/scenario/scenario.hpp"
#include "models/scenario/structure.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using scenario::Fault;
using scenario::Scenario;

namespace {

const std::string ward =
    "model = \"network\"\nstart = 2001-01-01\nend = 2001-03-01\npopulation = 10\nexits = [\"out\"]\n"
    "[class.a]\nshare = 1\nstarts_at = \"home\"\n[class.b]\n"
    "[stage.bed]\ncapacity = 20\npatience = { kind = \"exponential\", mean_days = 3 }\ngives_up_to = \"home\"\n"
    "service = { kind = \"exponential\", mean_days = 5 }\nnext = { out = 1 }\n"
    "[stage.home]\nrates_per_year = { bed = 1 }\n";

template <typename Action>
std::vector<Fault> faults_of(Action action) {
  try {
    action();
  } catch (const scenario::ScenarioError& error) {
    return error.faults();
  }
  return {};
}
std::vector<Fault> loaded(const std::string& text) {
  return faults_of([&] { (void)Scenario::from_toml(text); });
}
std::vector<Fault> checked(const std::string& text) {
  return faults_of([&] { models::check(Scenario::from_toml(text)); });
}
std::string with(std::string text, const std::string& old, const std::string& now) {
  REQUIRE(text.find(old) != std::string::npos);
  return text.replace(text.find(old), old.size(), now);
}

}  // namespace

TEST_CASE("The nearest name of an unknown key may be a lever's") {
  for (const auto& [given, meant] : std::vector<std::pair<std::string, std::string>>{{"populaton", "population"},
                                                                                     {"regoins", "regions"},
                                                                                     {"warm_up", "warm_up_days"},
                                                                                     {"titel", "title"},
                                                                                     {"stages", "stage"}}) {
    INFO(given);
    const auto faults = loaded(given + " = 3\n" + ward);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].key == given);
    CHECK(faults[0].line == 1);
    CHECK(faults[0].nearest == meant);
  }
  const auto faults = faults_of([] { (void)Scenario::from_toml(ward).with({{"populaton", "5"}}); });
  REQUIRE(faults.size() == 1);
  CHECK((faults[0].file == "--set" && faults[0].line == 1 && faults[0].nearest == "population"));
}

TEST_CASE("A name that is not known is one fault, not two") {
  for (const auto& [old, now] : std::vector<std::pair<std::string, std::string>>{
           {"gives_up_to = \"home\"", "gives_up_to = \"hoe\""},
           {"gives_up_to = \"home\"", "gives_up_to = 3"},
           {"capacity = 20", "capacity = 20\nwhen_cut = { policy = \"move\", to = \"hoe\" }"},
           {"capacity = 20", "capacity = 20\nwaiting_room = 3\noverflow_to = 5"}}) {
    INFO(now);
    const auto faults = loaded(with(ward, old, now));
    REQUIRE(faults.size() == 1);
    if (now.find("hoe") != std::string::npos) CHECK(faults[0].nearest == "home");
  }
}

TEST_CASE("Every point of a list by date is read, and its unknown keys are told by name") {
  const auto faults = loaded(with(ward, "capacity = 20",
                                  "capacity = [{ dat = 2001-01-01, value = 1 }, { date = 2001-02-01, valu = 2 },\n"
                                  "{ date = 2001-02-02, value = -2 }]"));
  REQUIRE(faults.size() == 3);
  CHECK((faults[0].key == "stage.bed.capacity.dat" && faults[0].nearest == "date" && faults[0].line == 11));
  CHECK((faults[1].key == "stage.bed.capacity.valu" && faults[1].nearest == "value"));
  CHECK((faults[2].key == "stage.bed.capacity" && faults[2].line == 12));
}

TEST_CASE("check tells what run would refuse") {
  CHECK(checked(ward).empty());
  for (const auto& [old, now, key] : std::vector<std::array<std::string, 3>>{
           {"population = 10", "population = 10\nwarm_up_days = 800", "warm_up_days"},
           {"2001-03-01", "2150-01-01", "end"},
           {"population = 10", "population = 10\nregions = 4\nregions_per_group = 3", "regions_per_group"},
           {"share = 1", "share = 0.5", "population"}}) {
    INFO(now);
    const auto faults = checked(with(ward, old, now));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].key == key);
    CHECK(faults[0].line > 0);
  }
}

TEST_CASE("More people at the start than the share of their class, or than places, are refused") {
  const auto bed = [](const std::string& more) {
    return checked(ward + "[stage.ward]\nservice = { kind = \"exponential\", mean_days = 5 }\nnext = { out = 1 }\n" +
                   more);
  };
  CHECK(bed("capacity = 20\n[stage.ward.class.a]\nat_start = 6\nwaiting_at_start = 4\n").empty());
  // Class b has no share: its people are added.
  CHECK(bed("capacity = 20\n[stage.ward.class.b]\nat_start = 20\nwaiting_at_start = 400\n").empty());
  const auto people = bed("capacity = 20\n[stage.ward.class.a]\nat_start = 6\nwaiting_at_start = 5\n");
  REQUIRE(people.size() == 1);
  CHECK((people[0].key == "stage.ward.class.a.at_start" && people[0].line == 23));
  CHECK((people[0].given.starts_with("11 people of class a") && people[0].expected.ends_with("10")));
  // A number of the stage is that of each class.
  const auto each = bed("capacity = 20\nat_start = 35\n");
  REQUIRE(each.size() == 2);
  CHECK((each[0].key == "stage.ward.at_start" && each[0].given.starts_with("35 people of class a")));
  CHECK((each[1].key == "stage.ward.at_start" && each[1].given.starts_with("70 people in service")));
  // Class b counts: of 10 and its own people, one in ten or part of ten has a place.
  CHECK(bed("capacity_per_1000 = 100\n[stage.ward.class.b]\nat_start = 2\n").empty());
  const auto places = bed("capacity_per_1000 = 100\n[stage.ward.class.b]\nat_start = 3\n");
  REQUIRE(places.size() == 1);
  CHECK((places[0].key == "stage.ward.class.b.at_start" && places[0].line == 23));
}

TEST_CASE("What could have no effect, or another than it says, is refused in one line") {
  const std::string home = "[stage.home]\n", bed = "capacity = 20\n";
  for (const auto& [old, now, key] : std::vector<std::array<std::string, 3>>{
           {home, home + "when_cut = { policy = \"move\", to = \"bed\" }\n", "stage.home"},
           {home, home + "waiting_at_start = 3\n", "stage.home"},
           {home, "[stage.\"\"]\nrates_per_year = { out = 1 }\n" + home, "stage.\"\""},
           {bed, bed + "at_start = 1.5\n", "stage.bed.at_start"},
           {bed, bed + "waiting_at_start = 0.5\n", "stage.bed.waiting_at_start"},
           // A tick is 1 / 131072 of a day.
           {"mean_days = 5", "mean_days = 1e-5", "stage.bed.service.mean_days"},
           {"mean_days = 3", "mean_days = 0.0009", "stage.bed.patience.mean_days"},
           {"kind = \"exponential\", mean_days = 5", "kind = \"uniform\", low_days = 0, high_days = 0.0019",
            "stage.bed.service"},
           {"rates_per_year = { bed = 1 }", "rates_per_day = { bed = 1001 }", "stage.home"}}) {
    INFO(now);
    const auto faults = loaded(with(ward, old, now));
    REQUIRE(faults.size() == 1);
    CHECK((faults[0].key == key && faults[0].line > 1));
  }
  CHECK(loaded(with(ward, "mean_days = 5", "mean_days = 0.001")).empty());
  CHECK(loaded(ward + "[arrival.n]\nclass = \"b\"\nto = \"bed\"\nbetween = { kind = \"exponential\", mean_days = "
                      "0.0001 }\n").empty());
  const auto model = faults_of([] { (void)Scenario::from_toml(ward).with({{"model", "nonsense"}}); });
  REQUIRE(model.size() == 1);
  CHECK((model[0].key == "model" && model[0].file == "--set"));
}

TEST_CASE("A file to extend that is named without its ending is told with it") {
  for (const char* name : {"w1", "w1b", "w1b-mail"}) {
    const auto faults = loaded("extends = \"" + std::string(name) + "\"\n");
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].nearest == std::string(name) + ".toml");
  }
}

TEST_CASE("What stands at a path is found as a setting would set it, and else the nearest") {
  const auto scenario = Scenario::from_toml(ward);
  const toml::table& structure = *scenario.structure();
  REQUIRE(scenario::find(structure, "stage.bed.capacity").node != nullptr);
  CHECK(scenario::find(structure, "stage.bed.capacity").node->value<int>() == 20);
  CHECK(scenario::find(structure, "stage.\"bed\".'capacity'").node->value<int>() == 20);
  CHECK(scenario::find(structure, "stage.bed").node->is_table());
  for (const auto& [path, nearest] : std::vector<std::pair<std::string, std::string>>{
           {"stage.bed.capacty", "stage.bed.capacity"}, {"stage.bde.capacity", "stage.bed"}, {"stges.bed", "stage"},
           {"stage.bed.capacity.x", "stage.bed.capacity"}, {"stage..bed", ""}, {"", ""}, {"a\nb = 1\nc", ""},
           {std::string(5000, '.'), ""}}) {
    INFO(path);
    const scenario::Found found = scenario::find(structure, path);
    CHECK(found.node == nullptr);
    CHECK(found.nearest == nearest);
  }
}
