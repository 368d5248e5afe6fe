// The schema file: what is read from it, and which rows it refuses.
#include "models/scenario/schema.hpp"

#include "tests/scenario/support.hpp"

using namespace yanglao::scenario;

namespace {

const std::string header =
    "key,type,unit,low,high,default,by_place,row,source,confidence,evidence,description,choices\n";

/// The faults of a schema with these rows, as lines without the path.
std::vector<std::string> refusals(const std::string& rows) {
  const ScratchFolder scratch;
  const std::string path = scratch.write("levers.csv", header + rows);
  std::vector<std::string> lines;
  for (const Fault& fault : faults_of([&] { (void)Schema::load(path); })) {
    const std::string line = fault.text();
    lines.push_back(line.substr(line.find("levers.csv")));
  }
  return lines;
}

void check_refused(const std::string& row, const std::string& start, const std::string& word) {
  CAPTURE(row);
  const std::vector<std::string> lines = refusals(row + "\n");
  REQUIRE(lines.size() == 1);
  CAPTURE(lines[0]);
  CHECK(lines[0].starts_with("levers.csv:" + start));
  CHECK(contains(lines[0], word));
}

}  // namespace

TEST_CASE("a row becomes a lever") {
  const Schema schema = Schema::load((fixture() / "data/levers.csv").string());
  CHECK(schema.levers().size() == 10);
  const Lever* lever = schema.find("family_doctor.coverage");
  REQUIRE(lever != nullptr);
  CHECK(lever->type == Type::schedule);
  CHECK(type_name(lever->type) == "schedule");
  CHECK((lever->unit == "share" && lever->low == 0.0 && lever->high == 1.0 && lever->by_place));
  CHECK((lever->row == "J7" && lever->evidence == "assumption" && lever->confidence == "low" && lever->line == 6));
  CHECK(std::get<Schedule>(lever->fallback).points.at(1).value == 0.75);
  CHECK(schema.find("choice.rule")->choices == std::vector<std::string>{"income", "distance", "family"});
  CHECK(schema.find("family_doctor") == nullptr);
  CHECK(schema.is_section("family_doctor"));
  CHECK_FALSE(schema.is_section("family_doctor.coverage"));
  CHECK(schema.nearest("family_docter.coverage") == "family_doctor.coverage");
  CHECK(schema.nearest("beds.nurse") == "beds.nursing");
}

TEST_CASE("rows that cannot be right are refused by column") {
  check_refused("a,numbr,,,,1,no,,s,,,,", "2:3: error: type: given \"numbr\"", "nearest valid name number");
  check_refused("a,number,,0,1,1.5,no,,s,,,,", "2:15: error: default of a: given 1.5", "from 0 to 1");
  check_refused("a,number,,0,1,,no,,s,,,,", "2:15: error: default of a: given \"\"", "a number");
  check_refused("a,integer,,,,1.5,no,,s,,,,", "2:14: error: default of a: given 1.5", "whole number");
  check_refused("a,date,,,,tomorrow,no,,s,,,,", "2:11: error: default of a: given \"tomorrow\"", "a date");
  check_refused("a,text,,,,x,no,,s,,,,y|z", "2:11: error: default of a: given text \"x\"", "one of \"y\", \"z\"");
  check_refused("a,schedule,,0,1,\"[{date=2020-11-01,value=2}]\",no,,s,,,,", "2:", "given 2");
  check_refused("a,number,,,,1,no,,,,,,", "2:19: error: source: given an empty cell", "where the default comes from");
  check_refused("a,number,,,,1,maybe,,s,,,,", "2:15: error: by_place: given \"maybe\"", "yes or no");
  check_refused("a,number,,x,,1,no,,s,,,,", "2:11: error: low: given \"x\"", "a number");
  check_refused("A b,number,,,,1,no,,s,,,,", "2:1: error: key: given \"A b\"", "words of a-z");
  check_refused("place.x,number,,,,1,no,,s,,,,", "2:1: error: key: given \"place.x\"", "no word of scenario files");
  check_refused("a,boolean,,0,,true,no,,s,,,,", "2:12: error: low: given \"0\"", "no range");
  check_refused("a,number,,,,1,no,,s,,,,x|y", "2:24: error: choices", "text lever only");
}

TEST_CASE("a key twice, or a key that is also a section, is refused") {
  const std::string rest = ",number,,,,1,no,,s,,,,\n";
  auto lines = refusals("a.b" + rest + "c" + rest + "a.b" + rest);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("levers.csv:4:1: error: key: given \"a.b\", expected each key once"));
  lines = refusals("a.b" + rest + "a" + rest);
  REQUIRE(lines.size() == 1);
  CHECK(contains(lines[0], "a key that is no section of others"));
  lines = refusals("a" + rest + "a.b" + rest);
  REQUIRE(lines.size() == 1);
  CHECK(contains(lines[0], "outside the lever a"));
}

TEST_CASE("faults of all rows are told, and a schema without its columns is refused") {
  CHECK(refusals("a,number,,,,x,no,,,,,,\nb,what,,,,1,si,,s,,,,\n").size() == 4);
  const ScratchFolder scratch;
  const std::string path = scratch.write("levers.csv", "key,type\na,number\n");
  CHECK(faults_of([&] { (void)Schema::load(path); }).size() == 11);
  CHECK(contains(file_error_of([&] { (void)Schema::load((scratch.path() / "none.csv").string()); }), "none.csv"));
}
