#include "cli/table.hpp"

#include <cmath>
#include <limits>
#include <sstream>

#include "cli/means.hpp"
#include "cli/sections.hpp"
#include "cli/summary.hpp"
#include "tests/cli/tables.hpp"

using namespace yanglao;
using namespace yanglao::cli;

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

TEST_CASE("of two values the interval under a mean is Student's t at 95%", "[table]") {
  // 2722.03 and 2750.03: mean 2736.03, standard error 14; t with one degree of freedom is tan(0.475 pi) = 12.7062; 177.89.
  const std::string text = printed(small());
  const std::string after = text.substr(text.find("2021 (2 months)"));
  CHECK(row("\nx\n" + after, "x", "  from") == Words{"from", "2,558", "27", "2,585"});
  CHECK(row("\nx\n" + after, "x", "  to") == Words{"to", "2,914", "27", "2,941"});
}

TEST_CASE("an interval leans as the values do, and replications without a value do not count", "[table]") {
  // Nine zeros and a ten: mean 1, Student's low end 1 - 2.262; the high end 1 + 1.490803 sqrt(10) = 5.714 (by hand in
  // tests/sim/interval_test.cpp).
  Grid grid;
  // Ten days, none of which is below 0, have no interval below 0; what may be below it leans as it does.
  grid.heads = {"", "days", "balance", "none"};
  add_means(grid, "x", {{{0, 0, 0, 0, 0, missing, 0, 0, 0, 0, 10}, 1}, {{0, 0, -10, 0, 0, 0, 0, 0, 0, 0}, 1}, {{missing, missing}, 0}});
  CHECK(grid.rows == std::vector<Words>{{"x", "1.0", "-1.0", "-"}, {"  from", "0.0", "-5.7", "-"}, {"  to", "5.7", "1.3", "-"}});
  grid.rows.clear();
  add_means(grid, "x", {{{3}, 0}, {{missing}, 0}});
  CHECK(grid.rows == std::vector<Words>{{"x", "3", "-"}});
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
  // A line on which nothing was paid because its rate was set to 0 says so, and one of which no rate is known another thing;
  // others are as they were.
  d.variables.push_back({"line_rate", {"line"}, "", "", {0, 0, 3}});
  CHECK(row(printed(d), first, "Idle") == Words{"Idle", "rate", "set", "to", "0", "-", "-", "-", "-"});
  CHECK(row(printed(d), second, "Idle") == Words{"Idle", "-", "rate", "set", "to", "0", "-", "-"});
  CHECK(printed(d).find("no figure was found") == std::string::npos);
  d.variables.back().data = {0, 1, 2};
  d.attributes["rates_unknown"] = "idle.cny meals.cny";
  const std::string told = printed(d);
  CHECK(row(told, first, "Fee") == Words{"Fee", "90.0", "18.0", "54.0", "18.0", "9.0"});
  CHECK(row(told, first, "Meals") == Words{"Meals", "108.0", "36.0", "72.0", "0.0", "18.0"});
  CHECK(row(told, first, "All lines") == Words{"All", "lines", "198.0", "54.0", "126.0", "18.0", "27.0"});
  CHECK(row(told, first, "Idle") == Words{"Idle", "no", "rate", "given", "-", "-", "-", "-"});
  CHECK(row(told, second, "Meals") == Words{"Meals", "36.0", "72.05", "6,000", "18,012"});
  CHECK(row(told, second, "Idle") == Words{"Idle", "-", "no", "rate", "given", "-", "-"});
  CHECK(told.find("Counted as 0, as no figure was found and none is set: idle.cny, meals.cny.\n"
                  "So only part of what they cost, or of who pays it, is told of: Meals.\n") != std::string::npos);
  // Cut short in the middle of December: costs for a person are over 349 days, of a year of 365.2425.
  sim::Variable days{"month_days", {"month"}, "days", "", {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 15, 31}};
  d.variables.push_back(days);
  const std::string cut = printed(d);
  CHECK(row(cut, second, "Fee") == Words{"Fee", "18.0", "50.23", "-", "-"});
  CHECK(row(cut, second, "Meals") == Words{"Meals", "36.0", "75.35", "6,000", "18,838"});
  // Twelve months that are no whole year are not called one.
  CHECK(cut.find("who paid it in 2021 (349 days) (million CNY)") != std::string::npos);
  CHECK(text.find("who paid it in 2021 (million CNY)") != std::string::npos);
  const std::size_t from = text.find(first), to = text.find("Lines are whole");
  std::istringstream lines(text.substr(from, to - from));
  for (std::string line; std::getline(lines, line);) CHECK(screen_width(line) <= 100);
}

TEST_CASE("costs by line are of the last year that was simulated to its last day", "[table]") {
  // Two years of one region that cost a million a month, then two.
  sim::Dataset d;
  std::vector<double> months, days, cost;
  double begin = 0;
  for (int m = 0; m < 24; ++m) {
    const int length = std::vector<int>{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[static_cast<std::size_t>(m % 12)];
    months.push_back(begin), days.push_back(length), cost.push_back(m < 12 ? 1e6 : 2e6);
    begin += length;
  }
  d.dimensions = {{"scenario", "", "", {"base"}, {}}, {"replication", "", "", {}, {0}},
                  {"region", "", "", {"A"}, {}},      {"month", "", "days since 2021-01-01", {}, months},
                  {"payer", "", "", {"county"}, {}},  {"line", "", "", {"fee"}, {}}};
  d.variables = {{"cost", {"scenario", "replication", "region", "month", "payer", "line"}, "", "", cost},
                 {"month_days", {"month"}, "days", "", days}};
  CHECK(row(printed(d), "What each line cost and who paid it in 2022 (million", "Fee") == Words{"Fee", "24.0", "24.0"});
  // To 16 December 2022, which is not counted itself: 349 days of 2022.
  d.variables[1].data.back() = 15;
  const std::string cut = printed(d);
  CHECK(row(cut, "What each line cost and who paid it in 2021 (million", "Fee") == Words{"Fee", "12.0", "12.0"});
  CHECK(row(cut, "Cost by who pays", "2022") == Words{"2022", "(349", "days)", "24.0", "24.0"});
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
