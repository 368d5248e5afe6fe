// What check and levers print.
#include <iostream>
#include <sstream>

#include "cli/columns.hpp"
#include "cli/commands.hpp"
#include "tests/scenario/support.hpp"

using namespace yanglao;
using scenario::contains;

namespace {

template <typename Action>
std::string printed(Action action) {
  std::ostringstream text;
  std::streambuf* const before = std::cout.rdbuf(text.rdbuf());
  try {
    action();
  } catch (...) {
    std::cout.rdbuf(before);
    throw;
  }
  std::cout.rdbuf(before);
  return text.str();
}

/// The line of `text` that begins with `start`; "" if there is none.
std::string line_of(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(start)) return line;
  }
  return "";
}

}  // namespace

TEST_CASE("check prints the resolved scenario, settings included") {
  const scenario::FixtureFolder folder;
  const std::string text = printed([] { CHECK(cli::check({"child-2025", {{"beds.nursing", "5"}}, false}) == 0); });
  CHECK(text == scenario::Scenario::load("child-2025").with({{"beds.nursing", "5"}}).resolved());
}

TEST_CASE("check --explain says what set each value") {
  const scenario::FixtureFolder folder;
  const std::string text = printed([] { (void)cli::check({"child-2025", {{"note", "x"}}, true}); });
  CHECK(line_of(text, "beds.nursing ").ends_with("base-2020.toml:2"));
  CHECK(contains(line_of(text, "beds.nursing "), " 1500 "));
  CHECK(contains(line_of(text, "beds.nursing "), " beds "));
  CHECK(line_of(text, "start ").ends_with("child-2025.toml:2"));
  CHECK(line_of(text, "beds.nursing@360702 ").ends_with("child-2025.toml:10"));
  CHECK(line_of(text, "note ").ends_with("--set:1"));
  CHECK(line_of(text, "end ").ends_with("default"));
}

TEST_CASE("check refuses a network whose values contradict each other, as run does") {
  const std::string text = printed([] {
    CHECK_THROWS_AS(cli::check({"w1b", {{"warm_up_days", "9000"}}, false}), scenario::ScenarioError);
    CHECK_THROWS_AS(cli::check({"w1b", {{"regions", "4"}, {"regions_per_group", "3"}}, true}), scenario::ScenarioError);
  });
  CHECK(text.empty());
}

TEST_CASE("check refuses a setting that is wrong, and prints nothing") {
  const scenario::FixtureFolder folder;
  const std::string text = printed([] {
    CHECK_THROWS_AS(cli::check({"child-2025", {{"beds.nursing", "-5"}}, true}), scenario::ScenarioError);
    CHECK_THROWS_AS(cli::check({"child-2026", {}, false}), scenario::FileError);
  });
  CHECK(text.empty());
}

TEST_CASE("levers prints every lever with unit, range, default and source, and a scenario's value") {
  const scenario::FixtureFolder folder;
  const std::string plain = printed([] { CHECK(cli::levers({std::nullopt, {}}) == 0); });
  const auto schema = scenario::Schema::load(scenario::schema_path());
  for (const scenario::Lever& lever : schema.levers()) {
    CHECK_FALSE(line_of(plain, lever.key + ' ').empty());
    CHECK(contains(plain, lever.source));
  }
  CHECK(contains(line_of(plain, "family_doctor.panel "), " people per doctor "));
  CHECK(contains(line_of(plain, "family_doctor.panel "), " 1 to 5000 "));
  CHECK(line_of(plain, "family_doctor.panel ").ends_with(" 2000"));
  const std::string with = printed([] { (void)cli::levers({"child-2025", {{"family_doctor.panel", "1234.5"}}}); });
  CHECK(line_of(with, "family_doctor.panel ").ends_with(" 1234.5"));
  CHECK(line_of(with, "beds.nursing ").ends_with(" 1500"));
  const std::string only_set = printed([] { (void)cli::levers({std::nullopt, {{"beds.nursing", "77"}}}); });
  CHECK(line_of(only_set, "beds.nursing ").ends_with(" 77"));
}

TEST_CASE("columns stay aligned with wide characters and broken cells") {
  cli::TextTable table{{{"A", 4}, {"B", 10}}, {{"养老", "one two three"}, {"ab", ""}}, {"note", ""}};
  std::ostringstream text;
  table.print(text);
  CHECK(text.str() ==
        "A     B\n"
        "养老  one two\n"
        "      three\n"
        "    note\n"
        "ab\n");
}
