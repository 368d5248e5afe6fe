// What a scenario answers: values, their origins, places, settings, and the text that it becomes.
#include "models/scenario/date.hpp"
#include "tests/scenario/support.hpp"

using namespace yanglao::scenario;

namespace {

int place_of(const Scenario& scenario, const std::string& code) {
  for (std::size_t i = 0; i < scenario.places().size(); ++i) {
    if (scenario.places()[i].code == code) return static_cast<int>(i);
  }
  return -1;
}

void check_origin(const Origin& origin, const std::string& file_end, int line, int column) {
  CHECK(origin.file.ends_with(file_end));
  CHECK(origin.line == line);
  CHECK(origin.column == column);
}

}  // namespace

TEST_CASE("defaults come from the schema") {
  const FixtureFolder folder;
  const Scenario scenario = Scenario::from_toml("name = \"plain\"");
  CHECK(scenario.name() == "plain");
  CHECK(scenario.integer("beds.nursing") == 1200);
  CHECK(scenario.number("beds.nursing") == 1200.0);
  CHECK(scenario.number("family_doctor.panel") == 2000.0);
  CHECK(scenario.flag("hospital.blocking"));
  CHECK(scenario.text("choice.rule") == "income");
  CHECK(scenario.date("start") == 18567);  // 2020-11-01
  CHECK(scenario.schedule("family_doctor.coverage").points.size() == 2);
  CHECK(std::filesystem::path(scenario.table_path("population.table")).filename() == "counties.csv");
  CHECK(std::filesystem::path(scenario.table_path("population.table")).is_absolute());
  CHECK(scenario.table_path("waits.table").empty());
  check_origin(scenario.origin("beds.nursing"), "default", 0, 0);
}

TEST_CASE("a county's value wins over its prefecture's, that over the province's, across files") {
  const FixtureFolder folder;
  const Scenario scenario = Scenario::load("child-2025");
  CHECK(scenario.name() == "child-2025");
  CHECK(scenario.title().empty());
  REQUIRE(scenario.places().size() == 6);
  CHECK(scenario.places()[2].name == "章贡区");
  CHECK(scenario.integer("beds.nursing") == 1500);
  CHECK(scenario.integer("beds.nursing", place_of(scenario, "360103")) == 1500);
  CHECK(scenario.integer("beds.nursing", place_of(scenario, "360102")) == 90);
  CHECK(scenario.integer("beds.nursing", place_of(scenario, "360781")) == 700);
  CHECK(scenario.integer("beds.nursing", place_of(scenario, "360702")) == 44);
  CHECK(scenario.number("family_doctor.panel", place_of(scenario, "360702")) == 1800);
  CHECK(scenario.text("choice.rule", place_of(scenario, "360702")) == "distance");
}

TEST_CASE("an origin is the file and line that set the value") {
  const FixtureFolder folder;
  const Scenario scenario = Scenario::load("child-2025").with({{"note", "hello"}, {"beds.nursing@东湖区", "91"}});
  check_origin(scenario.origin("start"), "child-2025.toml", 2, 9);
  check_origin(scenario.origin("beds.nursing"), "base-2020.toml", 2, 16);
  check_origin(scenario.origin("family_doctor.coverage"), "child-2025.toml", 6, 12);
  check_origin(scenario.origin("beds.nursing", place_of(scenario, "360781")), "base-2020.toml", 9, 16);
  check_origin(scenario.origin("beds.nursing", place_of(scenario, "360702")), "child-2025.toml", 10, 16);
  check_origin(scenario.origin("beds.nursing", place_of(scenario, "360102")), "--set", 2, 18);
  check_origin(scenario.origin("note"), "--set", 1, 6);
  check_origin(scenario.origin("end"), "default", 0, 0);
}

TEST_CASE("schedules are linear or steps, and flat outside their points") {
  const FixtureFolder folder;
  const Scenario base = Scenario::load("base-2020");
  const Schedule& linear = base.schedule("family_doctor.coverage");
  const int first = day_number(2020, 11, 1), last = day_number(2025, 12, 31);
  CHECK(linear.at(first - 100) == 0.3);
  CHECK(linear.at(first) == 0.3);
  CHECK(linear.at(last) == 0.6);
  CHECK(linear.at(last + 100) == 0.6);
  // 1886 days lie between the points; half of them give half of the rise.
  CHECK(last - first == 1886);
  CHECK(std::abs(linear.at(first + 943) - 0.45) < 1e-12);
  const Scenario child = Scenario::load("child-2025");
  const Schedule& step = child.schedule("family_doctor.coverage");
  CHECK(step.at(day_number(2022, 12, 31)) == 0.0);
  CHECK(step.at(day_number(2023, 1, 1)) == 0.5);
  CHECK(step.at(day_number(2030, 1, 1)) == 0.5);
  const Scenario flat = Scenario::from_toml("family_doctor.coverage = 1");
  CHECK(flat.schedule("family_doctor.coverage").at(-5) == 1.0);
}

TEST_CASE("settings make a new scenario and leave the old one as it was") {
  const FixtureFolder folder;
  const Scenario before = Scenario::load("base-2020");
  const std::string text_before = before.resolved();
  const Scenario after = before.with({{"beds.nursing", "7"}, {"end", "2030-01-01"}, {"choice.rule", "family"}})
                             .with({{"beds.nursing", "8"}, {"note", "\"in quotes\""}, {"hospital.blocking", "false"}});
  CHECK(after.integer("beds.nursing") == 8);
  CHECK(after.date("end") == day_number(2030, 1, 1));
  CHECK(after.text("choice.rule") == "family");
  CHECK(after.text("note") == "in quotes");
  CHECK_FALSE(after.flag("hospital.blocking"));
  CHECK(before.resolved() == text_before);
  CHECK(before.integer("beds.nursing") == 1500);
  CHECK(before.with({{"note", "2020"}}).text("note") == "2020");
  const Scenario stepped =
      before.with({{"family_doctor.coverage@Ganzhou", "[{date=2021-01-01,value=0},{date=2022-01-01,value=1}]"}});
  CHECK(stepped.schedule("family_doctor.coverage", place_of(stepped, "360781")).at(day_number(2022, 1, 1)) == 1.0);
}

TEST_CASE("a wrong setting is a fault of --set with its position") {
  const FixtureFolder folder;
  const Scenario scenario = Scenario::load("base-2020");
  const auto faults = faults_of([&] {
    (void)scenario.with({{"beds.nursin", "3"},
                         {"beds.nursing", "-3"},
                         {"", "3"},
                         {"beds.nursing@", "3"},
                         {"beds.nursing@Ganzou", "3"},
                         {"hospital.blocking@Ganzhou", "true"},
                         {"family_doctor.panel", "many"},
                         {"family_doctor.panel", "1\nnote = 3"},
                         {"family_doctor.panel", ""}});
  });
  REQUIRE(faults.size() == 9);
  const std::vector<int> columns{1, 14, 1, 1, 14, 1, 21, 21, 21};
  const std::vector<std::string> words{"name beds.nursing", "given -3",         "KEY=VALUE",
                                       "KEY@PLACE=VALUE",   "name Ganzhou",     "one for the",
                                       "given \"many\"",    "given \"1\\u000A", "given \"\""};
  for (std::size_t i = 0; i < faults.size(); ++i) {
    CAPTURE(faults[i].text());
    CHECK(faults[i].file == "--set");
    CHECK(faults[i].line == static_cast<int>(i) + 1);
    CHECK(faults[i].column == columns[i]);
    CHECK(contains(faults[i].text(), words[i]));
    CHECK_FALSE(contains(faults[i].text(), "\n"));
  }
  const auto period = faults_of([&] { (void)scenario.with({{"end", "2026-01-01"}}).with({{"start", "2027-01-01"}}); });
  REQUIRE(period.size() == 1);
  CHECK(period[0].key == "start");
}

TEST_CASE("asking for what the schema does not have is an error of the program") {
  const FixtureFolder folder;
  const Scenario scenario = Scenario::load("base-2020");
  CHECK_THROWS_AS(scenario.number("nothing"), std::logic_error);
  CHECK_THROWS_AS(scenario.number("start"), std::logic_error);
  CHECK_THROWS_AS(scenario.flag("note"), std::logic_error);
  CHECK_THROWS_AS(scenario.table_path("note"), std::logic_error);
}

TEST_CASE("the resolved text names every lever in order and reads back to itself") {
  const FixtureFolder folder;
  const std::string text = Scenario::load("child-2025").resolved();
  CHECK(text ==
        "name = \"child-2025\"\n"
        "model = \"care\"\n"
        "beds.nursing = 1500\n"
        "choice.rule = \"distance\"\n"
        "end = 2025-12-31\n"
        "family_doctor.coverage = { shape = \"step\", points = [{ date = 2021-01-01, value = 0 }, { date = "
        "2023-01-01, value = 0.5 }] }\n"
        "family_doctor.panel = 2000\n"
        "hospital.blocking = true\n"
        "note = \"\"\n"
        "population.table = \"counties.csv\"\n"
        "start = 2021-01-01\n"
        "waits.table = \"\"\n"
        "\n[[place]]\nname = \"Ganzhou\"\nbeds.nursing = 700\nfamily_doctor.panel = 1800\n"
        "\n[[place]]\nname = \"360102\"\nbeds.nursing = 90\n"
        "\n[[place]]\nname = \"360702\"\nbeds.nursing = 44\n");
  CHECK(Scenario::from_toml(text).resolved() == text);
}

TEST_CASE("settings list what was set for the province and for places, with values for people") {
  const FixtureFolder folder;
  const Scenario scenario = Scenario::load("child-2025");
  const std::vector<Setting> settings = scenario.settings();
  REQUIRE(settings.size() == 10 + 4);
  CHECK((settings[0].key == "beds.nursing" && settings[0].place.empty() && settings[0].value == "1500"));
  CHECK((settings[10].place == "Ganzhou" && settings[13].place == "360702" && settings[13].value == "44"));
  CHECK(settings[13].origin.line == 10);
  CHECK(value_text(Type::schedule, scenario.value("family_doctor.coverage")) ==
        "2021-01-01: 0, 2023-01-01: 0.5 in steps");
  CHECK(value_text(Type::text, scenario.value("choice.rule")) == "distance");
  CHECK(value_text(Type::text, scenario.value("note")) == "-");
  CHECK(value_text(Type::date, scenario.value("start")) == "2021-01-01");
}
