// Files that scenarios are read from: what extends what, what cannot be read, where the folder is.
#include "models/scenario/document.hpp"
#include "models/scenario/file.hpp"
#include "tests/scenario/support.hpp"

using namespace yanglao::scenario;

namespace fs = std::filesystem;

namespace {

std::vector<Fault> faults_in_file(const std::string& path) {
  return faults_of([&] { (void)Scenario::load(path); });
}

/// The current folder, as long as it lives.
struct CurrentFolder {
  explicit CurrentFolder(const fs::path& path) : before(fs::current_path()) { fs::current_path(path); }
  ~CurrentFolder() { fs::current_path(before); }
  fs::path before;
};

}  // namespace

TEST_CASE("a scenario is found by name, by name with ending, and by path") {
  const FixtureFolder folder;
  CHECK(shipped() == std::vector<std::string>{"base-2020", "child-2025"});
  CHECK(Scenario::load("base-2020").integer("beds.nursing") == 1500);
  CHECK(Scenario::load("base-2020.toml").integer("beds.nursing") == 1500);
  CHECK(Scenario::load((fixture() / "base-2020.toml").string()).title() == "Base, 基准");
}

TEST_CASE("a scenario that cannot be read is a file error with the nearest one that ships") {
  const FixtureFolder folder;
  const ScratchFolder scratch;
  CHECK(contains(file_error_of([] { (void)Scenario::load("base-2021"); }), "nearest valid name base-2020"));
  CHECK(contains(file_error_of([] { (void)Scenario::load("/nowhere/chld-2025.toml"); }), "name child-2025"));
  CHECK(contains(file_error_of([] { (void)Scenario::load(""); }), "does not exist"));
  CHECK(contains(file_error_of([&] { (void)Scenario::load(scratch.path().string()); }), "given a folder"));
}

TEST_CASE("faults of a file and of those it extends are told together") {
  const FixtureFolder folder;
  const ScratchFolder scratch;
  const CurrentFolder here(scratch.path());
  scratch.write("parent.toml", "beds.nursing = -1\nchoice.rule = 3\n");
  scratch.write("sub/child.toml", "extends = \"../parent.toml\"\nbeds.nursing = 5\nnotes = \"x\"\n");
  const auto faults = faults_in_file("sub/child.toml");
  REQUIRE(faults.size() == 3);
  CHECK(contains(faults[0].text(), "parent.toml:1:16: error: beds.nursing: given -1"));
  CHECK(contains(faults[1].text(), "parent.toml:2:15: error: choice.rule"));
  CHECK(faults[2].text().starts_with("sub/child.toml:3:1: error: notes: given an unknown key"));
}

TEST_CASE("a parent that is not TOML does not hide the child's faults") {
  const FixtureFolder folder;
  const ScratchFolder scratch;
  scratch.write("parent.toml", "population.table = \n");
  const std::string child = scratch.write(
      "child.toml", "extends = \"parent.toml\"\nbeds.nursing = -5\n[[place]]\nname = \"Elsewhere\"\nnotes = 1\n");
  const auto faults = faults_in_file(child);
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].file.ends_with("parent.toml"));
  CHECK((faults[1].line == 2 && faults[2].line == 5));
}

TEST_CASE("files that extend each other in a circle are refused") {
  const FixtureFolder folder;
  const ScratchFolder scratch;
  const std::string a = scratch.write("a.toml", "extends = \"b.toml\"\n");
  scratch.write("b.toml", "\nextends = \"a.toml\"\n");
  auto faults = faults_in_file(a);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].file.ends_with("b.toml"));
  CHECK((faults[0].line == 2 && faults[0].column == 11 && faults[0].key == "extends"));
  CHECK(contains(faults[0].text(), "a circle, a.toml -> b.toml -> a.toml"));
  const std::string self = scratch.write("self.toml", "extends = \"./self.toml\"\n");
  faults = faults_in_file(self);
  REQUIRE(faults.size() == 1);
  CHECK(contains(faults[0].text(), "a circle, self.toml -> self.toml"));
}

TEST_CASE("empty and binary files are refused in one line without their bytes") {
  const FixtureFolder folder;
  const ScratchFolder scratch;
  auto faults = faults_in_file(scratch.write("empty.toml", ""));
  REQUIRE(faults.size() == 1);
  CHECK(contains(faults[0].text(), "empty.toml:1:1: error: given an empty file"));
  faults = faults_in_file(scratch.write("program.toml", std::string("\x7F"
                                                                    "ELF\x02\x01\0\0\xFF\xFE",
                                                                    10)));
  REQUIRE(faults.size() == 1);
  CHECK(contains(faults[0].text(), "program.toml:1:7: error: given a file that is not text (byte 0x00)"));
  for (const char c : faults[0].text()) CHECK(static_cast<unsigned char>(c) >= 0x20);
}

TEST_CASE("a table is looked for beside the file that names it, then in the data folder") {
  const FixtureFolder folder;
  const ScratchFolder scratch;
  scratch.write("counties.csv", "county_code,county_name,prefecture\n1,A,P\n");
  const std::string own = scratch.write("own.toml", "population.table = \"counties.csv\"\n[[place]]\nname = \"P\"\n");
  const Scenario scenario = Scenario::load(own);
  REQUIRE(scenario.places().size() == 1);
  CHECK(fs::path(scenario.table_path("population.table")) == scratch.path() / "counties.csv");
  CHECK(Scenario::from_toml(scenario.resolved()).resolved() == scenario.resolved());
  const std::string theirs = scratch.write("theirs.toml", "waits.table = \"waits.csv\"\n");
  CHECK(contains(Scenario::load(theirs).resolved(), "waits.table = \"waits.csv\""));
}

TEST_CASE("a county table that is wrong, and a default table that is missing, are told") {
  const ScratchFolder scratch;
  fs::copy(fixture() / "data/levers.csv", scratch.path() / "levers.csv");
  fs::create_directory(scratch.path() / "data");
  fs::rename(scratch.path() / "levers.csv", scratch.path() / "data/levers.csv");
  const FixtureFolder folder(scratch.path());
  auto faults = faults_in("name = \"x\"\n[[place]]\nname = \"Ganzhou\"\n");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].file.ends_with("levers.csv"));
  CHECK((faults[0].line == 4 && faults[0].key == "population.table"));
  CHECK(contains(faults[0].text(), "\"counties.csv\""));
  scratch.write("data/counties.csv", "county_code,county_name,prefecture\n1,A,P\n1,B,P\n2,,P\n");
  faults = faults_in("name = \"x\"\n");
  REQUIRE(faults.size() == 2);
  CHECK(contains(faults[0].text(), "counties.csv:3:3: error: county_name: given \"B\", expected A"));
  CHECK(contains(faults[1].text(), "counties.csv:4:3: error: county_name: given an empty cell"));
}

TEST_CASE("names in messages are relative to the current folder only inside it") {
  const ScratchFolder scratch;
  const CurrentFolder here(fs::canonical(scratch.path()));
  CHECK(shown("a/b.toml") == "a/b.toml");
  CHECK(shown(fs::canonical(scratch.path()) / "a/./b.toml") == "a/b.toml");
  CHECK(shown("/elsewhere/b.toml") == "/elsewhere/b.toml");
  CHECK(fs::path(shown("../b.toml")).is_absolute());
}

TEST_CASE("the environment names the folder before anything else does") {
  const FixtureFolder folder;
  CHECK(fs::path(yanglao::scenario::folder()) == fixture());
  setenv("YANGLAO_SCENARIOS", "/from/the/environment", 1);
  CHECK(yanglao::scenario::folder() == "/from/the/environment");
  unsetenv("YANGLAO_SCENARIOS");
  set_folder("");
  CHECK(fs::path(yanglao::scenario::folder()).filename() == "scenarios");
}

TEST_CASE("layers merge to one table in which each node knows its file") {
  const FixtureFolder folder;
  std::vector<Fault> faults;
  Document document = read_document(fixture() / "child-2025.toml", faults);
  REQUIRE(faults.empty());
  REQUIRE(document.layers.size() == 2);
  CHECK((document.name == "child-2025" && document.model == "care" && document.whole));
  const toml::table all = merged(std::move(document));
  const auto file_of = [](const toml::node* node) { return fs::path(*node->source().path).filename().string(); };
  REQUIRE(all["beds"]["nursing"].node() != nullptr);
  CHECK(file_of(all["beds"]["nursing"].node()) == "base-2020.toml");
  CHECK(file_of(all["family_doctor"]["coverage"].node()) == "child-2025.toml");
  CHECK(all["family_doctor"]["coverage"]["shape"].value<std::string>() == "step");
  CHECK(all["place"].as_array()->size() == 1);
}
