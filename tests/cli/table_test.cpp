#include "cli/table.hpp"

#include <cmath>
#include <limits>
#include <sstream>

#include "cli/grid.hpp"
#include "cli/sections.hpp"
#include "cli/summary.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::cli;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Two replications, two regions, December 2020 to February 2021 (31, 31 and 28 days), two settings, one pool.
sim::Dataset small() {
  sim::Dataset dataset;
  dataset.dimensions = {{"scenario", "", "", {"base"}, {}},
                        {"draw", "", "", {}, {0}},
                        {"replication", "", "", {}, {0, 1}},
                        {"region", "", "", {"A", "B"}, {}},
                        {"month", "", "days since 2020-12-01", {}, {0, 31, 62}},
                        {"setting", "", "", {"home", "nursing_home"}, {}},
                        {"pool", "", "", {"hospital"}, {}},
                        {"cause", "", "", {"institution", "rehabilitation"}, {}},
                        {"payer", "", "", {"county"}, {}},
                        {"line", "", "", {"beds", "meals"}, {}},
                        {"year", "", "", {}, {2020, 2021}},
                        {"target_name", "", "", {"coverage"}, {}}};
  const std::vector<std::string> lead = {"scenario", "draw", "replication", "region", "month"};
  const auto add = [&](const std::string& name, const std::vector<std::string>& more, std::vector<double> data) {
    std::vector<std::string> names = lead;
    names.insert(names.end(), more.begin(), more.end());
    dataset.variables.push_back({name, names, "", "", std::move(data)});
  };
  // replication, region, month, setting
  add("people", {"setting"}, {100, 1, 200, 2, 300, 3, 1000, 10, 2000, 20, 3000, 30,  //
                              100, 1, 200, 2, 359, 3, 1000, 10, 2000, 20, 3000, 30});
  add("capacity", {"pool"}, {10, 10, 10, 30, 30, 30, 10, 10, 10, 30, 30, 30});
  add("occupied", {"pool"}, {5, 5, 5, 15, 15, 15, 10, 10, 10, 30, 30, 30});
  add("queue", {"pool"}, {0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2});
  add("admissions", {"pool"}, {0, 4, 5, 0, 6, 5, 0, 10, 0, 0, 0, 10});
  add("wait_days", {"pool"}, {0, 20, 30, 0, 30, 20, 0, 0, 0, 0, 0, 20});
  add("left_waiting", {"pool"}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  // replication, region, month, pool, line
  add("cost", {"payer", "line"}, {1e6, 2e6, 0, 0, 0, 0, 1e6, 2e6, 0, 0, 0,   0,  //
                                  1e6, 2e6, 0, 0, 0, 0, 1e6, 4e6, 0, 0, 5e6, 0});
  return dataset;
}

std::string printed(const sim::Dataset& dataset) {
  std::ostringstream out;
  print_tables(out, dataset);
  return out.str();
}

/// The words of the first line that begins with `start`, after the line `heading`.
std::vector<std::string> row(const std::string& text, const std::string& heading, const std::string& start) {
  const std::size_t section = text.find("\n" + heading);
  REQUIRE(section != std::string::npos);
  const std::size_t at = text.find("\n" + start, section + 1);
  REQUIRE(at != std::string::npos);
  std::istringstream line(text.substr(at + 1, text.find('\n', at + 1) - at - 1));
  std::vector<std::string> words;
  for (std::string word; line >> word;) words.push_back(word);
  return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("people are averaged over the days of the year, added over regions and averaged over replications",
          "[table]") {
  const std::string text = printed(small());
  // Replication 1, home: (31 * 2200 + 28 * 3300) / 59 = 160600 / 59 = 2722.03. In replication 2 region A has 59 more in
  // the 28 days of February: 28 more on average, 2750.03. Mean 2736.03.
  // Nursing home in both: (31 * 22 + 28 * 33) / 59 = 1606 / 59 = 27.22.
  CHECK(row(text, "Where people live", "2021") == Words{"2021", "(2", "months)", "2,736", "27", "2,763"});
  // December: 1100 and 11.
  CHECK(row(text, "Where people live", "2020") == Words{"2020", "(1", "month)", "1,100", "11", "1,111"});
  CHECK(text.find("Nursing") != std::string::npos);
}

TEST_CASE("the interval under a mean is Student's t at 95%", "[table]") {
  // Two values 28 apart: standard error 14; t with one degree of freedom is tan(0.475 pi) = 12.7062; 177.89.
  const std::string text = printed(small());
  const std::string after = text.substr(text.find("2021 (2 months)"));
  CHECK(row("\nx\n" + after, "x", "  ±") == Words{"±", "178", "0", "178"});
}

TEST_CASE("beds are averaged, flows added up, and ratios taken of sums", "[table]") {
  const std::string text = printed(small());
  // Beds 10 + 30 = 40. Occupied: 20 and 40, mean 30, 75% of 40. Queue 0 and 4, mean 2.
  // Admissions in January and February: 20 in each replication. Waits: 100 and 20 days, mean 60; 60 / 20 = 3 days.
  // Left: 2 months * 2 regions = 4.
  CHECK(row(text, "Beds and waits", std::string(16, ' ') + "2021") ==
        Words{"2021", "(2", "months)", "40", "75.0", "2", "20", "3.0", "4"});
  // December had no admissions: no mean wait.
  CHECK(row(text, "Beds and waits", "Hospital") ==
        Words{"Hospital", "2020", "(1", "month)", "40", "75.0", "2", "0", "-", "2"});
}

TEST_CASE("costs are added over lines and shown in millions", "[table]") {
  const std::string text = printed(small());
  // December: 6 million, and 8 in the second replication. February of the second replication: 5 million.
  CHECK(row(text, "Cost by who pays", "2020") == Words{"2020", "(1", "month)", "7.0", "7.0"});
  CHECK(row(text, "Cost by who pays", "2021") == Words{"2021", "(2", "months)", "2.5", "2.5"});
}

TEST_CASE("each line of costs is told with who paid it, in the last full year", "[table]") {
  // A year and a month of one region, two replications. Payers county (public), household and guests; lines fee, meals (the
  // measure that reaches people) and idle, on which nothing is paid.
  sim::Dataset d;
  std::vector<double> months{0};
  for (const int days : {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}) months.push_back(months.back() + days);
  d.dimensions = {{"scenario", "", "", {"base"}, {}},       {"draw", "", "", {}, {0}},
                  {"replication", "", "", {}, {0, 1}},      {"region", "", "", {"A"}, {}},
                  {"month", "", "days since 2021-01-01", {}, months},
                  {"setting", "", "", {"home"}, {}},        {"payer", "", "", {"county", "household", "guests"}, {}},
                  {"line", "", "", {"fee", "meals", "idle"}, {}}, {"measure", "", "", {"meals"}, {}}};
  const auto add = [&](const std::string& name, const std::vector<std::string>& more, const std::vector<double>& month,
                       double last) {
    std::vector<std::string> names = {"scenario", "draw", "replication", "region", "month"};
    names.insert(names.end(), more.begin(), more.end());
    std::vector<double> data;
    for (double replication = 1; replication <= 2; ++replication)
      for (std::size_t m = 0; m < months.size(); ++m)
        for (const double x : month) data.push_back(m + 1 == months.size() ? last : x * replication);
    d.variables.push_back({name, names, "", "", data});
  };
  // A month of the first replication; twice that in the second. January 2022 is no full year and must not be counted.
  add("cost", {"payer", "line"}, {1e6, 2e6, 0, 3e6, 4e6, 0, 1e6, 0, 0}, 9e9);
  add("people", {"setting"}, {1e6}, 7e9);
  add("reached", {"measure"}, {4000}, 7e9);
  const std::string text = printed(d), first = "What each line cost", second = "The same lines in 2021";
  // Twelve months, 1.5 times in the mean of replications: 18.
  CHECK(row(text, first, "Fee") == Words{"Fee", "90.0", "18.0", "54.0", "18.0"});
  CHECK(row(text, first, "Meals") == Words{"Meals", "108.0", "36.0", "72.0", "0.0"});
  CHECK(row(text, first, "All lines") == Words{"All", "lines", "198.0", "54.0", "126.0", "18.0"});
  // 72, 108 and 180 million, without those of guests, over 1.5 million people; 108 million over 6,000 reached. All by
  // 365.2425 over the 365 days of 2021.
  CHECK(row(text, second, "Fee") == Words{"Fee", "18.0", "48.03", "-", "-"});
  CHECK(row(text, second, "Meals") == Words{"Meals", "36.0", "72.05", "6,000", "18,012"});
  CHECK(row(text, second, "All lines") == Words{"All", "lines", "54.0", "120.08", "-", "-"});
  CHECK(text.find("\nIdle") == std::string::npos);
  // What vouchers pay is in the lines already; it is told once more beside them.
  d.dimensions.push_back({"benefit", "", "", {"vouchers", "insurance"}, {}});
  add("benefits_paid", {"benefit", "line"}, {5e5, 1e6, 0, 7e6, 7e6, 7e6}, 9e9);
  // A line on which nothing was paid because no rate is known says so; others are as they were.
  d.attributes["lines_without_rate"] = "idle";
  const std::string told = printed(d);
  CHECK(row(told, first, "Fee") == Words{"Fee", "90.0", "18.0", "54.0", "18.0", "9.0"});
  CHECK(row(told, first, "Meals") == Words{"Meals", "108.0", "36.0", "72.0", "0.0", "18.0"});
  CHECK(row(told, first, "All lines") == Words{"All", "lines", "198.0", "54.0", "126.0", "18.0", "27.0"});
  CHECK(row(told, first, "Idle") == Words{"Idle", "no", "rate", "known", "-", "-", "-", "-"});
  CHECK(row(told, second, "Meals") == Words{"Meals", "36.0", "72.05", "6,000", "18,012"});
  CHECK(row(told, second, "Idle") == Words{"Idle", "-", "no", "rate", "known", "-", "-"});
  // Cut short in the middle of December: costs for a person are over 349 days, of a year of 365.2425.
  sim::Variable days{"month_days", {"month"}, "days", "", {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 15, 31}};
  d.variables.push_back(days);
  const std::string cut = printed(d);
  CHECK(row(cut, second, "Fee") == Words{"Fee", "18.0", "50.23", "-", "-"});
  CHECK(row(cut, second, "Meals") == Words{"Meals", "36.0", "75.35", "6,000", "18,838"});
  const std::size_t from = text.find(first), to = text.find("Lines are whole");
  std::istringstream lines(text.substr(from, to - from));
  for (std::string line; std::getline(lines, line);) CHECK(screen_width(line) <= 100);
}

TEST_CASE("a target is met in k of n replications", "[table]") {
  sim::Dataset dataset = small();
  dataset.variables.push_back(
      {"indicator_overall", {"scenario", "draw", "replication", "year", "target_name"}, "", "", {0.6, 0.1, 0.5, 0.1}});
  dataset.variables.push_back({"target", {"target_name"}, "", "", {0.6}});
  dataset.variables.push_back({"target_year", {"target_name"}, "", "", {2020}});
  SECTION("at least") {
    const auto words = row(printed(dataset), "Targets:", "Coverage");
    CHECK(words ==
          Words{"Coverage", "at", "least", "0.600", "2020", "0.550", "1", "of", "2", "9%", "to", "91%", "-", "-"});
  }
  SECTION("at most") {
    dataset.variables.push_back({"target_sense", {"target_name"}, "", "", {-1}});
    const auto words = row(printed(dataset), "Targets:", "Coverage");
    CHECK(words ==
          Words{"Coverage", "at", "most", "0.600", "2020", "0.550", "2", "of", "2", "34%", "to", "100%", "-", "-"});
  }
  // What does not fit beside these follows in a block below.
  const Words not_judged{"-", "not", "judged:", "the", "run", "ends", "before", "-", "-"};
  SECTION("due after the run's end, or at the end of a year that it cuts short") {
    for (const int year : {2035, 2021}) {
      dataset.variables.back().data = {static_cast<double>(year)};
      Words wanted{"Coverage", "at", "least", "0.600", std::to_string(year)};
      wanted.insert(wanted.end(), not_judged.begin(), not_judged.end());
      CHECK(row(printed(dataset), "Targets:", "Coverage") == wanted);
    }
  }
  SECTION("with units, where the file tells them") {
    dataset.attributes["indicator_units"] = "beds,count\ncoverage,share\n";
    const auto words = row(printed(dataset), "Targets:", "Coverage");
    CHECK(Words(words.begin(), words.begin() + 3) == Words{"Coverage", "share", "at"});
    CHECK(row(printed(dataset), "Indicators at", "Coverage") == Words{"Coverage", "share", "0.550", "0.100"});
  }
  SECTION("by date and place") {
    dataset.dimensions.push_back({"target_stage", "", "", {"coverage@A by 2020-12-31", "coverage by 2021-12-31"}, {}});
    dataset.variables.push_back({"target_stage_value_overall",
                                 {"scenario", "draw", "replication", "target_stage"},
                                 "",
                                 "",
                                 {0.7, missing, 0.7, missing}});
    dataset.variables.push_back({"target_stage_wanted", {"target_stage"}, "", "", {0.6, 0.8}});
    dataset.variables.push_back({"target_stage_due", {"target_stage"}, "", "", {18627, 18992}});  // days since 1970
    dataset.dimensions.push_back({"limit", "", "", {"doctors", "plan"}, {}});
    dataset.variables.push_back({"target_stage_gap_overall",
                                 {"scenario", "draw", "replication", "target_stage", "limit"},
                                 "",
                                 "",
                                 {0.25, 0, missing, missing, 0.25, 0, missing, missing}});
    CHECK(row(printed(dataset), "Targets:", "Coverage, A") == Words{"Coverage,", "A", "at", "least", "0.600", "2020-12",
                                                                    "0.700", "2", "of", "2", "34%", "to", "100%", "-"});
    Words wanted{"Coverage", "at", "least", "0.800", "2021-12"};
    wanted.insert(wanted.end(), not_judged.begin(), not_judged.end());
    const std::string text = printed(dataset);
    CHECK(row("\nx" + text.substr(text.find("Coverage, A")), "x", "Coverage ") == wanted);
    // Where one replication misses it, what binds is told.
    dataset.variables[dataset.variables.size() - 4].data[2] = 0.5;
    CHECK(printed(dataset).find("doctors 0.250") != std::string::npos);
    CHECK(text.find("doctors 0.250") == std::string::npos);
  }
  CHECK(row(printed(dataset), "Indicators at", "Coverage").front() == "Coverage");
}

TEST_CASE("the share that met the target has an interval; when first met and what binds stand beside it", "[table]") {
  sim::Dataset dataset;
  dataset.dimensions = {{"replication", "", "", {}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
                        {"year", "", "", {}, {2025}},
                        {"target_name", "", "", {"coverage"}, {}}};
  dataset.variables = {
      {"indicator", {"replication", "year", "target_name"}, "", "", {1, 1, 1, 1, 1, 1, 1, 1, 0, 0}},
      {"target", {"target_name"}, "", "", {0.5}},
      {"target_met_months", {"replication", "target_name"}, "", "", {2, 3, 3, 3, 3, 3, 3, 5, missing, missing}},
      {"target_gap", {"replication", "target_name", "limit"}, "", "", {}}};
  dataset.dimensions.push_back({"month", "", "days since 2024-11-01", {}, {0, 30, 61, 92, 120}});
  dataset.dimensions.push_back({"limit", "", "", {"doctors", "plan"}, {}});
  for (int i = 0; i < 10; ++i) dataset.variables.back().data.insert(dataset.variables.back().data.end(), {0.1, 0.02});
  // The run begins in November 2024: two months are over at the end of December, five at the end of March.
  // Wilson (1927) for 8 of 10 at 95%: 0.4902 to 0.9433.
  const std::string text = printed(dataset);
  auto words = row(text, "Targets:", "Coverage");
  REQUIRE(words.size() >= 12);
  words.resize(12);  // what does not fit beside these follows in a block below
  CHECK(words == Words{"Coverage", "at", "least", "0.500", "-", "0.800", "8", "of", "10", "49%", "to", "94%"});
  CHECK(text.find("2025-01 (2024-12 to 2025-03), not in 2 of 10") != std::string::npos);
  CHECK(text.find("doctors 0.100, plan 0.020") != std::string::npos);
}

TEST_CASE("first met is told by the months of the run, also within its first calendar year", "[table]") {
  sim::Dataset dataset;  // January to August 2016
  dataset.dimensions = {{"replication", "", "", {}, {0}},
                        {"year", "", "", {}, {2016}},
                        {"target_name", "", "", {"coverage"}, {}},
                        {"month", "", "days since 2016-01-01", {}, {0, 31, 60, 91, 121, 152, 182, 213}}};
  dataset.variables = {{"indicator", {"replication", "year", "target_name"}, "", "", {0.6}},
                       {"target", {"target_name"}, "", "", {0.5}},
                       {"target_year", {"target_name"}, "", "", {2016}},
                       {"target_met_months", {"replication", "target_name"}, "", "", {1}}};
  const auto first_met = [&] { return row(printed(dataset), "Targets:", "Coverage"); };
  CHECK(first_met() == Words{"Coverage", "at", "least", "0.500", "2016", "-", "not", "judged:", "the", "run", "ends",
                             "before", "-", "2016-01"});  // what binds follows in a block below
  dataset.variables[3].data = {8};
  CHECK(printed(dataset).find("2016-08") != std::string::npos);
  // Later it may have been met: the run does not know.
  dataset.variables[3].data = {std::numeric_limits<double>::quiet_NaN()};
  CHECK(printed(dataset).find("not within the run") != std::string::npos);
  CHECK(printed(dataset).find("never") == std::string::npos);
  dataset.variables[2].data = {2015};
  CHECK(printed(dataset).find("the run begins after") != std::string::npos);
  CHECK(printed(dataset).find("the run ends before") == std::string::npos);
}

TEST_CASE("an appropriation is exceeded in k of n replications, by so much where it is", "[table]") {
  sim::Dataset dataset = small();
  // Spent in 2021: nothing, and 5 million in the second replication.
  dataset.variables.push_back({"appropriation", {"payer", "year"}, "", "", {missing, 2e6}});
  const std::string text = printed(dataset);
  const auto words = row(text, "Budgets by fiscal year", "County");
  CHECK(words ==
        Words{"County", "2021", "(2", "months)", "2.5", "31.8", "2.0", "1", "of", "2", "9%", "to", "91%", "3.0"});
  CHECK(printed(small()).find("Budgets") == std::string::npos);
}

TEST_CASE("an indicator of several regions is not added up", "[table]") {
  sim::Dataset dataset = small();
  dataset.variables = {{"indicator", {"region", "year", "target_name"}, "", "", {0.4, 0.4, 0.4, 0.4}}};
  CHECK(printed(dataset).find("Indicators") == std::string::npos);
}

TEST_CASE("what is not in the file is left out", "[table]") {
  sim::Dataset dataset = small();
  dataset.variables.resize(1);
  const std::string text = printed(dataset);
  CHECK(text.find("Where people live") != std::string::npos);
  CHECK(text.find("Cost") == std::string::npos);
  CHECK(text.find("Bed-days") == std::string::npos);
  CHECK_NOTHROW(printed(sim::Dataset{}));
}

TEST_CASE("a run stopped before its first replication says so", "[table]") {
  sim::Dataset dataset = small();
  dataset.dimensions[2].values.clear();
  for (sim::Variable& each : dataset.variables) each.data.clear();
  CHECK(printed(dataset).find("No replication was finished") != std::string::npos);
}

TEST_CASE("several scenarios are shown one after the other", "[table]") {
  sim::Dataset dataset = small();
  dataset.dimensions[0].labels = {"base", "more_beds"};
  dataset.variables.resize(1);
  std::vector<double>& data = dataset.variables[0].data;
  const std::vector<double> again = data;
  for (const double each : again) data.push_back(each * 2);
  const std::string text = printed(dataset);
  CHECK(row(text.substr(text.find("Scenario more_beds")), "Where people live", "2020") ==
        Words{"2020", "(1", "month)", "2,200", "22", "2,222"});
}

TEST_CASE("numbers are written for people", "[table]") {
  CHECK(number_text(1234567.891, 1) == "1,234,567.9");
  CHECK(number_text(999, 0) == "999");
  CHECK(number_text(-1000, 0) == "-1,000");
  CHECK(number_text(-0.001, 1) == "0.0");
  CHECK(number_text(std::nan(""), 1) == "-");
}

TEST_CASE("no line is wider than the page, however many columns", "[table]") {
  Grid grid;
  grid.heads = {"Jahr"};
  grid.rows = {{"2020"}, {"2021"}};
  for (int column = 0; column < 40; ++column) {
    grid.heads.push_back("column number " + std::to_string(column));
    for (auto& each : grid.rows) each.push_back("1,234,567");
  }
  std::ostringstream out;
  print_grid(out, grid);
  std::istringstream lines(out.str());
  int numbers = 0;
  for (std::string line; std::getline(lines, line);) {
    CHECK(screen_width(line) <= page_width);
    for (std::size_t at = 0; (at = line.find("1,234,567", at)) != std::string::npos; ++at) ++numbers;
  }
  CHECK(numbers == 80);
}

TEST_CASE("Chinese characters take two columns of the screen", "[table]") { CHECK(screen_width("江西 ±1") == 7); }
