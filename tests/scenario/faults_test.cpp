// Each fault of a scenario's text: its line and column, and the words that help to mend it.
#include "tests/scenario/support.hpp"

using namespace yanglao::scenario;

namespace {

struct Case {
  std::string text;
  int line;
  int column;
  std::string key;
  std::vector<std::string> words;
};

void check(const Case& wanted) {
  CAPTURE(wanted.text);
  const std::vector<Fault> faults = faults_in(wanted.text);
  REQUIRE(faults.size() == 1);
  const std::string line = faults[0].text();
  CAPTURE(line);
  CHECK(faults[0].file == "<text>");
  CHECK(faults[0].line == wanted.line);
  CHECK(faults[0].column == wanted.column);
  CHECK(faults[0].key == wanted.key);
  CHECK(line.find('\n') == std::string::npos);
  for (const std::string& word : wanted.words) {
    CAPTURE(word);
    CHECK(contains(line, word));
  }
}

}  // namespace

TEST_CASE("a fault is one line of file, line, column, key, given, expected and nearest name") {
  const Fault fault{"a.toml", 3, 7, "beds", "-3", "a whole number", "bed"};
  CHECK(fault.text() == "a.toml:3:7: error: beds: given -3, expected a whole number, nearest valid name bed");
  CHECK((Fault{"a.toml", 1, 1, "", "an empty file", "", ""}).text() == "a.toml:1:1: error: given an empty file");
}

TEST_CASE("faults are told by file in order of mention and then by line") {
  const auto fault = [](const char* file, int line, int column) { return Fault{file, line, column, "", "", "", ""}; };
  const auto faults = faults_of([&] {
    raise_if_any({fault("b", 9, 1), fault("a", 5, 1), fault("b", 2, 4), fault("b", 2, 3)});
  });
  REQUIRE(faults.size() == 4);
  CHECK((faults[0].file == "b" && faults[0].line == 2 && faults[0].column == 3));
  CHECK((faults[1].line == 2 && faults[1].column == 4));
  CHECK((faults[2].line == 9 && faults[3].file == "a"));
  CHECK_NOTHROW(raise_if_any({}));
}

TEST_CASE("text that is not TOML is refused where the parser stopped") {
  const FixtureFolder folder;
  check({"start = 2021-01-01\nbeds.nursing = \n", 2, 16, "", {"what is not TOML", "key = value"}});
  check({"beds.nursing = [1,", 1, 19, "", {"not TOML"}});
  check({"a = 1\na = 2\n", 2, 5, "", {"cannot redefine"}});
  check({"name = \"\x01\"", 1, 9, "", {"control characters"}});
  check({"start = 2021-02-30", 1, 19, "", {"not TOML", "day"}});
}

TEST_CASE("an unknown key is refused with the nearest lever") {
  const FixtureFolder folder;
  check({"[family_doctor]\n  covrage = 0.35\n",
         2,
         3,
         "family_doctor.covrage",
         {"unknown key", "nearest valid name family_doctor.coverage"}});
  check({"[family_docter]\ncoverage = 0.35\n", 2, 1, "family_docter.coverage", {"family_doctor.coverage"}});
  check({"beds.nursin = 3", 1, 6, "beds.nursin", {"nearest valid name beds.nursing"}});
  check({"beds = 3", 1, 1, "beds", {"unknown key"}});
  check({"[nothing]\n", 1, 2, "nothing", {"unknown key"}});
  check({"\"a\\nb\" = 1", 1, 1, "\"a\\u000Ab\"", {"unknown key"}});
}

TEST_CASE("a value of the wrong type is refused, and nothing but an integer for a number is converted") {
  const FixtureFolder folder;
  check({"beds.nursing = 3.0", 1, 16, "beds.nursing", {"given 3.0", "a whole number from 0 to 100000 (beds)"}});
  check({"beds.nursing = \"3\"", 1, 16, "beds.nursing", {"given text \"3\"", "whole number"}});
  check({"family_doctor.panel = true", 1, 23, "family_doctor.panel", {"given true", "(people per doctor)"}});
  check({"hospital.blocking = 1", 1, 21, "hospital.blocking", {"given 1", "true or false"}});
  check({"start = \"2021-01-01\"", 1, 9, "start", {"given text", "a date such as 2020-11-01", "without quotes"}});
  check({"start = 2021-01-01T10:00:00", 1, 9, "start", {"given a time of day", "a date"}});
  check({"note = 2021-01-01", 1, 8, "note", {"the date 2021-01-01", "text in quotes"}});
  check({"population.table = 3", 1, 20, "population.table", {"the name of a CSV file"}});
  check({"[family_doctor.panel]\na = 1\n", 1, 1, "family_doctor.panel", {"given a section", "a number"}});
  check({"title = 3", 1, 9, "title", {"given 3", "text in quotes"}});
}

TEST_CASE("a value out of range is refused with the range and unit") {
  const FixtureFolder folder;
  check({"beds.nursing = -3", 1, 16, "beds.nursing", {"given -3", "from 0 to 100000 (beds)"}});
  check({"family_doctor.panel = 5000.5", 1, 23, "family_doctor.panel", {"given 5000.5", "from 1 to 5000"}});
  check({"family_doctor.coverage = 1.2", 1, 26, "family_doctor.coverage", {"given 1.2", "from 0 to 1 (share)"}});
  check({"choice.rule = \"incom\"", 1, 15, "choice.rule", {"\"income\", \"distance\", \"family\"", "name income"}});
}

TEST_CASE("numbers that are not finite are refused") {
  const FixtureFolder folder;
  check({"family_doctor.panel = nan", 1, 23, "family_doctor.panel", {"given nan", "a number from 1"}});
  check({"family_doctor.panel = inf", 1, 23, "family_doctor.panel", {"given inf"}});
  check({"family_doctor.panel = -inf", 1, 23, "family_doctor.panel", {"given -inf"}});
  check({"family_doctor.coverage = [ { date = 2021-01-01, value = nan } ]", 1, 57, "family_doctor.coverage", {"nan"}});
}

TEST_CASE("a schedule must have dates in rising order and points of one form") {
  const FixtureFolder folder;
  const std::string key = "family_doctor.coverage";
  check({"family_doctor.coverage = [\n { date = 2022-01-01, value = 0.1 },\n { date = 2021-01-01, value = 0.2 } ]",
         3,
         11,
         key,
         {"2021-01-01 after 2022-01-01", "rising order"}});
  check({"family_doctor.coverage = [\n { date = 2022-01-01, value = 0.1 },\n { date = 2022-01-01, value = 0.2 } ]",
         3,
         11,
         key,
         {"2022-01-01 twice", "each once"}});
  check({key + " = []", 1, 26, key, {"an empty list", "a list of"}});
  check({key + " = [0.3]", 1, 27, key, {"given 0.3", "{ date = 2020-11-01, value = ... }"}});
  check({key + " = [ { date = 2021-01-01 } ]", 1, 28, key, {"a point without a value"}});
  check({key + " = [ { value = 0.2 } ]", 1, 28, key, {"a point without a date"}});
  check({key + " = [ { date = 2021-01-01, value = 0.2, valeu = 1 } ]", 1, 62, key, {"valeu", "name value"}});
  check({key + " = [ { date = \"2021\", value = 0.2 } ]", 1, 37, key, {"text \"2021\"", "a date"}});
  check({key + " = { shape = \"stepp\", points = [ { date = 2021-01-01, value = 0.2 } ] }",
         1,
         36,
         key,
         {"\"linear\" or \"step\"", "nearest valid name step"}});
  check({key + " = { shape = \"step\" }", 1, 26, key, {"without points"}});
  // It would hold before its date as well; said once, and no less where it is called a step.
  check({key + " = [ { date = 2024-01-01, value = 0.5 } ]", 1, 26, key, {"one dated point", "at all times", "second point"}});
  check({key + " = { shape = \"step\", points = [ { date = 2024-01-01, value = 0.5 } ] }", 1, 53, key, {"one dated point"}});
  check({key + " = \"0.3\"", 1, 26, key, {"text \"0.3\"", "a number from 0 to 1"}});
}

TEST_CASE("the end must lie after the start, and the value set later is blamed") {
  const FixtureFolder folder;
  check({"start = 2022-01-01\nend = 2021-01-01", 2, 7, "end", {"2021-01-01", "after the start, 2022-01-01"}});
  check({"end = 2021-01-01\nstart = 2021-01-01", 2, 9, "start", {"before the end, 2021-01-01"}});
  check({"start = 2030-01-01", 1, 9, "start", {"before the end, 2025-12-31"}});
  check({"end = 2000-01-01", 1, 7, "end", {"after the start, 2020-11-01"}});
}

TEST_CASE("a place must exist, have a name, and take only levers that can differ by place") {
  const FixtureFolder folder;
  check({"[[place]]\nname = \"Ganzou\"\nbeds.nursing = 3", 2, 8, "place", {"no such place", "valid name Ganzhou"}});
  check({"[[place]]\nname = \"东胡区\"\n", 2, 8, "place", {"东胡区", "nearest valid name 东湖区"}});
  check({"[[place]]\nname = \"城关区\"\n", 2, 8, "place", {"990001 (Ganzhou) or 990002 (Nanchang)", "code"}});
  check({"[[place]]\nname = 360102\n", 2, 8, "place.name", {"given 360102", "in quotes"}});
  check({"\n[[place]]\nbeds.nursing = 3", 2, 1, "place", {"without a name"}});
  check({"[place]\nname = \"Ganzhou\"", 1, 1, "place", {"[[place]] sections"}});
  check({"place = 3", 1, 9, "place", {"given 3", "[[place]]"}});
  check({"[[place]]\nname = \"Ganzhou\"\nhospital.blocking = true",
         3,
         10,
         "hospital.blocking@Ganzhou",
         {"one for the province", "cannot differ by place"}});
  check({"[[place]]\nname = \"Ganzhou\"\nbeds.nursin = 3", 3, 6, "beds.nursin@Ganzhou", {"name beds.nursing"}});
  check({"[[place]]\nname = \"Ganzhou\"\nbeds.nursing = -1", 3, 16, "beds.nursing@Ganzhou", {"given -1"}});
  check({"[[place]]\nname = \"东湖区\"\nbeds.nursing = 1\n[[place]]\nname = \"360102\"\nbeds.nursing = 2",
         6,
         16,
         "beds.nursing@360102",
         {"a second value", "line 3"}});
}

TEST_CASE("a text that is empty or no text is refused in one line") {
  const FixtureFolder folder;
  check({"", 1, 1, "", {"an empty file", "at least one line"}});
  check({"# only a remark\n", 1, 1, "", {"an empty file"}});
  check({std::string("a = 1\nb\0", 8), 2, 2, "", {"not text", "0x00", "UTF-8"}});
  check({"a = 1\nb = \"\xD6\xD0\"", 2, 6, "", {"not text", "0xD6"}});
  std::string deep = "a";
  for (int i = 0; i < 300000; ++i) deep += ".a";
  check({deep + " = 1", 1, 1, "", {"more than 1000 parts"}});
}

TEST_CASE("a table that does not exist and another model are refused with the nearest name") {
  const FixtureFolder folder;
  check({"population.table = \"county.csv\"", 1, 20, "population.table", {"does not exist", "name counties.csv"}});
  check({"population.table = \"\"", 1, 20, "population.table", {"does not exist"}});
  check({"waits.table = \"wait.csv\"", 1, 15, "waits.table", {"nearest valid name waits.csv"}});
  check({"model = \"cares\"", 1, 9, "model", {"text \"cares\"", "expected \"care\""}});
  check({"extends = \"base-2021.toml\"", 1, 11, "extends", {"cannot be read", "name base-2020.toml"}});
  check({"extends = \"data\"", 1, 11, "extends", {"a folder"}});
  check({"extends = 2020", 1, 11, "extends", {"given 2020", "text in quotes"}});
}

TEST_CASE("all faults of a text are told in one pass") {
  const FixtureFolder folder;
  const auto faults = faults_in(
      "start = 2030-01-01\n[beds]\nnursing = -3\n[family_doctor]\ncoverage = 2\npanels = 1\n[[place]]\nname = "
      "\"Ganzou\"\nbeds.nursing = \"x\"\n");
  REQUIRE(faults.size() == 6);
  const std::vector<int> lines{1, 3, 5, 6, 8, 9};
  for (std::size_t i = 0; i < lines.size(); ++i) CHECK(faults[i].line == lines[i]);
}
