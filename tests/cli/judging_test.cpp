// What is printed of targets and budgets: how often they are met, when first, and what binds.
#include "tests/cli/tables.hpp"

using namespace yanglao;
using namespace yanglao::cli;

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
  SECTION("of what no chance touches: met or not, and no interval") {
    dataset.variables.push_back({"target_certain", {"target_name"}, "", "", {1}});
    std::vector<double>& reached = dataset.variables[dataset.variables.size() - 4].data;
    const auto words = [&](double each) {
      reached = {each, 0.1, each, 0.1};
      auto all = row(printed(dataset), "Targets:", "Coverage");
      return Words(all.begin() + 5, all.end());
    };
    const Words said{"certain:", "no", "chance", "involved", "-"};
    Words met{"0.600", "met"}, missed{"0.500", "not", "met"};
    met.insert(met.end(), said.begin(), said.end()), missed.insert(missed.end(), said.begin(), said.end());
    CHECK(words(0.6) == met);
    CHECK(words(0.5) == missed);
    // Several draws of parameters are several plans: how often it is met is a matter of chance again.
    dataset.dimensions[1].values = {0, 1}, dataset.dimensions[2].values = {0};
    CHECK(words(0.6) == Words{"0.600", "2", "of", "2", "34%", "to", "100%", "-", "-"});
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

TEST_CASE("the share that met the target has an interval, and when first met and what binds stand beside it", "[table]") {
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
        Words{"County", "2021", "(2", "months)", "2.5", "0.0", "to", "34.3", "2.0", "1", "of", "2", "9%", "to", "91%", "3.0"});
  CHECK(printed(small()).find("Budgets") == std::string::npos);
}
