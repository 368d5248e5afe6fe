// What `yanglao run` prints of a network: what happened, with means over the days that are counted.
#include <sstream>

#include "cli/table.hpp"
#include "models/network/model.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/runner.hpp"
#include "tests/catch.hpp"

using namespace yanglao;

namespace {

std::string printed(const scenario::Scenario& scenario) {
  std::ostringstream out;
  cli::print_tables(out, sim::run({network::build(scenario, {})}, {}));
  return out.str();
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The line that begins with a word.
std::string line_of(const std::string& text, const std::string& begin) {
  const std::size_t at = text.find('\n' + begin);
  REQUIRE(at != std::string::npos);
  return text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

}  // namespace

TEST_CASE("W1b prints events, deaths, and of both pools the mean occupancy and wait") {
  const std::string text =
      printed(scenario::Scenario::load("w1b").with({{"population", "2000"}, {"regions", "2"}, {"end", "2022-01-01"}}));
  for (const char* part : {"Events (changes of state and starts of service)", "Deaths", "Hospital", "Institution",
                           "Mean wait", "Places", "those still in line at the end of the run"})
    CHECK(holds(text, part));
  // Nobody is blocked, gives up or is turned away there.
  for (const char* part : {"Deadlocks", "Turned away", "Bed-days held"}) CHECK_FALSE(holds(text, part));
  CHECK(holds(printed(scenario::Scenario::load("w1").with({{"population", "2000"}, {"end", "2023-01-01"}})),
              "Bed-days held by people ready to leave"));
}

TEST_CASE("With several replications each number of a network has its interval") {
  std::ostringstream out;
  sim::RunOptions options;
  options.replications = 3;
  const auto small = scenario::Scenario::load("w1b").with({{"population", "2000"}, {"end", "2022-01-01"}});
  cli::print_tables(out, sim::run({network::build(small, {})}, options));
  const std::string text = out.str();
  for (const char* line : {"Deaths ", "Hospital "}) {
    const std::size_t end = text.find('\n', text.find(std::string("\n") + line) + 1);
    CHECK(text.find("\n  from", end) == end);
    CHECK(text.find("\n  to", end + 1) == text.find('\n', end + 1));
  }
}

TEST_CASE("Means over the run weight months by the days that are counted") {
  // Two days of January with ten places and ten of February with 40: 35 in the mean.
  const std::string text = printed(scenario::Scenario::from_toml(
      "model = \"network\"\nstart = 2001-01-30\nend = 2001-02-11\nexits = [\"out\"]\n[class.a]\n[stage.bed]\n"
      "capacity = [{ date = 2001-01-30, value = 10 }, { date = 2001-02-01, value = 40 }]\nat_start = 10\n"
      "service = { kind = \"deterministic\", days = 1000 }\nnext = { out = 1 }\n"));
  CHECK(holds(line_of(text, "Bed "), " 35.0 "));
  CHECK(holds(line_of(text, "Bed "), " 10.0 "));
}
