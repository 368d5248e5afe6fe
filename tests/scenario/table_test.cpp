// The CSV reader on odd input.
#include "models/scenario/table.hpp"

#include "tests/scenario/support.hpp"

using namespace yanglao::scenario;

namespace {

Table parse(const std::string& text) { return Table::parse(text, "t.csv"); }

std::string refusal(const std::string& text) {
  const auto faults = faults_of([&] { (void)parse(text); });
  return faults.size() == 1 ? faults[0].text() : std::to_string(faults.size()) + " faults";
}

}  // namespace

TEST_CASE("cells keep commas, quotes, line breaks and blanks that are quoted") {
  const Table table = parse(
      "\xEF\xBB\xBF"
      "a,\"b c\",d\r\n\"x, \"\"y\"\"\nz\", 2 ,\r\n\r\n3,,\"\"\r\n");
  REQUIRE(table.rows() == 2);
  CHECK(table.text(0, "a") == "x, \"y\"\nz");
  CHECK(table.text(0, "b c") == " 2 ");
  CHECK(table.text(0, "d").empty());
  CHECK(table.integer(1, "a") == 3);
  CHECK(table.text(1, "d").empty());
  // Row 1 stands in line 5: the header, two lines of the quoted cell, an empty one.
  CHECK(table.fault(1, "b c", "").line == 5);
  CHECK(table.fault(1, "b c", "").column == 3);
}

TEST_CASE("a last line needs no end, and columns count characters") {
  const Table table = parse("县,n\n东湖区,x");
  REQUIRE(table.rows() == 1);
  const auto faults = faults_of([&] { (void)table.number(0, "n"); });
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].text() == "t.csv:2:5: error: n: given \"x\", expected a number");
}

TEST_CASE("typed getters take exactly their type") {
  const Table table = parse("n,i,f,e\n1.5e3,-12,yes,\n1x,1.0,Yes,nan\ninf,9223372036854775808,,1 \n");
  CHECK(table.number(0, "n") == 1500.0);
  CHECK(table.integer(0, "i") == -12);
  CHECK(table.number(0, "i") == -12.0);
  CHECK(table.flag(0, "f"));
  CHECK_FALSE(table.optional_number(0, "e"));
  CHECK(table.optional_number(0, "n") == 1500.0);
  for (const std::size_t row : {1U, 2U}) {
    CHECK_THROWS_AS(table.number(row, "n"), ScenarioError);
    CHECK_THROWS_AS(table.integer(row, "i"), ScenarioError);
    CHECK_THROWS_AS(table.flag(row, "f"), ScenarioError);
    CHECK_THROWS_AS(table.number(row, "e"), ScenarioError);
  }
  const auto faults = faults_of([&] { (void)table.flag(2, "f"); });
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].text() == "t.csv:4:25: error: f: given an empty cell, expected yes or no");
}

TEST_CASE("broken tables are refused with line and column") {
  CHECK(contains(refusal(""), "t.csv:1:1: error: given an empty file"));
  CHECK(contains(refusal("\n\n"), "given an empty file"));
  CHECK(contains(refusal("a,b\n1,\"2\n3,4\n"), "t.csv:2:3: error: given a quote that is never closed"));
  CHECK(contains(refusal("a,b\n1,2\"3\n"), "t.csv:2:4: error: given a quote inside a bare cell"));
  CHECK(contains(refusal("a,b\n1,\"2\"3\n"), "t.csv:2:6: error: given a character after a closing quote"));
  CHECK(contains(refusal("a,b\n1,2\n1\n"), "t.csv:3:1: error: given a row of 1 cells, expected 2"));
  CHECK(contains(refusal("a,a\n"), "t.csv:1:3: error: a: given a column name for the second time"));
  CHECK(contains(refusal("a,,b\n"), "t.csv:1:3: error: given a column without a name"));
  CHECK(refusal("a,b\n1\n2\n") == "2 faults");
}

TEST_CASE("a missing column is named with the nearest one") {
  const Table table = parse("county_code,name\n1,x\n");
  const auto faults = faults_of([&] { table.require({"county_cod", "name", "total"}); });
  REQUIRE(faults.size() == 2);
  CHECK(contains(faults[0].text(), "county_cod: given no such column"));
  CHECK(faults[0].nearest == "county_code");
  CHECK_THROWS_AS(table.text(0, "total"), ScenarioError);
}

TEST_CASE("a table file that is none is refused") {
  const ScratchFolder scratch;
  CHECK(contains(file_error_of([&] { (void)Table::load(scratch.path().string()); }), "given a folder"));
  CHECK(contains(file_error_of([&] { (void)Table::load((scratch.path() / "x.csv").string()); }), "No such file"));
  const std::string gbk = scratch.write("gbk.csv", "county\n\xB6\xAB\xBA\xFE\n");
  const auto faults = faults_of([&] { (void)Table::load(gbk); });
  REQUIRE(faults.size() == 1);
  CHECK((faults[0].line == 2 && faults[0].column == 1));
  CHECK(contains(faults[0].text(), "CSV UTF-8"));
}
