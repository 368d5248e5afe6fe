#include "cli/parse.hpp"

#include "cli/words.hpp"
#include "tests/catch.hpp"

using namespace yanglao::cli;

namespace {

std::string refusal(const Words& words) {
  try {
    parse_run(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("run takes every option of the contract", "[parse]") {
  const RunOptions options = parse_run({"jiangxi-2025", "--output", "a.h5", "--replications=20", "--seed", "4294967295",
                                        "--threads", "2", "--scale", "0.1", "--until", "1970-02-01", "--set", "a.b=1",
                                        "--set", "c=x=y", "--detail", "province", "--quiet"});
  CHECK(options.scenario == "jiangxi-2025");
  CHECK(options.output == "a.h5");
  CHECK(options.replications == 20);
  CHECK(options.seed == 4294967295U);
  CHECK(options.threads == 2);
  CHECK(options.scale == 0.1);
  CHECK(options.until == 31);
  CHECK(options.settings == Settings{{"a.b", "1"}, {"c", "x=y"}});
  CHECK(options.detail == "province");
  CHECK(options.quiet);
}

TEST_CASE("run has a default for every option", "[parse]") {
  const RunOptions options = parse_run({"x"});
  CHECK(options.output.empty());
  CHECK(options.replications == 1);
  CHECK(options.seed == 1);
  CHECK(options.threads == 0);
  CHECK(options.scale == 1);
  CHECK_FALSE(options.until.has_value());
  CHECK(options.settings.empty());
  CHECK(options.detail == "county");
  CHECK_FALSE(options.quiet);
}

TEST_CASE("a number out of range is refused with what was given and what was expected", "[parse]") {
  CHECK(refusal({"x", "--threads", "0"}) == "--threads: given '0', expected a whole number from 1 to 4096");
  CHECK(refusal({"x", "--threads", "-1"}) == "--threads: given '-1', expected a whole number from 1 to 4096");
  CHECK(refusal({"x", "--threads", "abc"}) == "--threads: given 'abc', expected a whole number from 1 to 4096");
  CHECK(refusal({"x", "--replications", "0"}).find("expected a whole number from 1 to") != std::string::npos);
  CHECK(refusal({"x", "--replications", "2.5"}).find("given '2.5'") != std::string::npos);
  for (const char* scale : {"0", "-1", "nan", "inf", "1e9", "", "1x", "1,5"})
    CHECK(refusal({"x", "--scale", scale}) ==
          "--scale: given '" + std::string(scale) + "', expected a number above 0, at most 1000");
  for (const char* seed : {"4294967296", "-1", "1.0", "99999999999999999999999"})
    CHECK(refusal({"x", "--seed", seed}).find("expected a whole number from 0 to 4294967295") != std::string::npos);
}

TEST_CASE("dates that do not exist are refused", "[parse]") {
  CHECK(parse_run({"x", "--until", "2024-02-29"}).until == 19782);
  for (const char* date : {"2025-02-29", "2025-13-01", "2025-1-1", "2025", "01-01-2025", "2025-01-01x", "2025--1-01"})
    CHECK(refusal({"x", "--until", date}) ==
          "--until: given '" + std::string(date) + "', expected a date as YYYY-MM-DD, e.g. 2025-12-31");
}

TEST_CASE("words that no command knows are refused with the nearest that is known", "[parse]") {
  CHECK(refusal({"x", "--treads", "2"}) == "unknown option '--treads'; did you mean --threads?");
  CHECK(refusal({"x", "--checkpoint", "c"}) == "unknown option '--checkpoint'");
  CHECK(refusal({"x", "--rep", "2"}).find("unknown option '--rep'") == 0);
  CHECK(refusal({"x", "--out", "a.h5"}) == "unknown option '--out'; did you mean --output?");
  CHECK(refusal({"x", "--se", "2"}) == "unknown option '--se'; did you mean --set?");
  CHECK(refusal({"x", "y"}) == "unexpected 'y'");
  CHECK(refusal({}) == "missing SCENARIO");
  CHECK(refusal({"x", "--detail", "city"}) == "--detail: given 'city', expected county, prefecture or province");
  CHECK(refusal({"x", "--set", "beds"}).find("expected KEY=VALUE") != std::string::npos);
  CHECK(refusal({"x", "--set", "=3"}).find("expected KEY=VALUE") != std::string::npos);
  CHECK(nearest("levres", {"run", "levers", "info"}) == "levers");
  CHECK(nearest("sweep", {"run", "levers", "info"}).empty());
}

TEST_CASE("levers works with and without a scenario", "[parse]") {
  CHECK_FALSE(parse_levers({}).scenario.has_value());
  CHECK(parse_levers({"x"}).scenario == "x");
  CHECK_FALSE(parse_levers({"x"}).measures);
  CHECK(parse_levers({"--measures"}).measures);
}

TEST_CASE("check takes settings and --explain", "[parse]") {
  const CheckOptions options = parse_check({"x", "--explain", "--set", "a=1"});
  CHECK(options.explain);
  CHECK(options.settings == Settings{{"a", "1"}});
}

TEST_CASE("a word that the shell would split is quoted", "[parse]") {
  CHECK(shell_word("beds=3") == "beds=3");
  CHECK(shell_word("name=a b") == "'name=a b'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("") == "''");
}
