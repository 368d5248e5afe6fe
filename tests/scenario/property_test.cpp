// Properties that hold for every scenario: random ones read back to themselves, damaged ones never crash.
#include <cmath>
#include <cstring>
#include <random>

#include "models/scenario/date.hpp"
#include "models/scenario/table.hpp"
#include "models/scenario/write.hpp"
#include "tests/scenario/support.hpp"

using namespace yanglao::scenario;

namespace {

class Maker {
 public:
  explicit Maker(unsigned seed) : generator_(seed) {}

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(generator_); }

  std::string scenario() {
    std::string text = "name = " + toml_string(words()) + "\ntitle = " + toml_string(words()) + "\n";
    if (below(2)) text += "end = " + date_text(day_number(2026, 1, 1) + below(3000)) + "\n";
    if (below(2)) text += "choice.rule = \"distance\"\n";
    if (below(2)) text += "waits.table = \"waits.csv\"\n";
    if (below(2)) text += std::string("hospital.blocking = ") + (below(2) ? "true" : "false") + "\n";
    text += by_place();
    for (const char* place : {"Ganzhou", "Nanchang", "360102", "西湖区", "990001"}) {
      if (below(2)) text += std::string("[[place]]\nname = \"") + place + "\"\n" + by_place();
    }
    return text;
  }

 private:
  // Any double of the range, by its bits, so that the last digit counts; sometimes an integer or a zero with a sign.
  std::string number(double low, double high) {
    if (below(8) == 0) return std::to_string(static_cast<int>(high));
    if (low <= 0 && below(8) == 0) return "-0.0";
    for (;;) {
      const auto bits = std::uniform_int_distribution<std::uint64_t>()(generator_);
      double value = 0;
      std::memcpy(&value, &bits, sizeof value);
      if (!(value >= low && value <= high)) continue;
      const std::string digits = toml_number(value);
      return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
    }
  }

  std::string schedule() {
    if (below(3) == 0) return number(0, 1);
    std::string points;
    int day = day_number(1999, 12, 31);
    for (int i = 0, count = 2 + below(3); i < count; ++i) {
      day += 1 + below(900);
      points += (i ? ", " : "") + ("{ date = " + date_text(day)) + ", value = " + number(0, 1) + " }";
    }
    if (below(2)) return "[" + points + "]";
    return "{ shape = \"" + std::string(below(2) ? "step" : "linear") + "\", points = [" + points + "] }";
  }

  std::string words() {
    static const std::vector<std::string> parts{"养老", "\"", "\\", "\n", "\t", "'", "#", "a b", "\x7F", "é", "=", "]"};
    std::string text;
    for (int i = below(6); i > 0; --i) text += parts[static_cast<std::size_t>(below(static_cast<int>(parts.size())))];
    return text;
  }

  std::string by_place() {
    std::string text;
    if (below(2)) text += "beds.nursing = " + std::to_string(below(100001)) + "\n";
    if (below(2)) text += "family_doctor.panel = " + number(1, 5000) + "\n";
    if (below(2)) text += "family_doctor.coverage = " + schedule() + "\n";
    if (below(2)) text += "note = " + toml_string(words()) + "\n";
    return text;
  }

  std::mt19937 generator_;
};

// True if the text loads, false if it is refused as it should be; anything else ends the test.
bool loads(const std::string& text) {
  try {
    (void)Scenario::from_toml(text).resolved();
    return true;
  } catch (const ScenarioError& error) {
    for (const Fault& fault : error.faults()) {
      const bool one_line = !contains(fault.text(), "\n") && fault.line >= 1 && fault.column >= 1;
      if (!one_line || fault.given.empty()) throw std::runtime_error("a fault of bad form: " + fault.text());
    }
  } catch (const FileError&) {
  }
  return false;
}

std::string slurp(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("500 random scenarios read back from their resolved text to the same values") {
  const FixtureFolder folder;
  Maker maker(20201101);
  for (int i = 0; i < 500; ++i) {
    const std::string text = maker.scenario();
    CAPTURE(text);
    const Scenario first = Scenario::from_toml(text);
    const std::string resolved = first.resolved();
    const Scenario second = Scenario::from_toml(resolved);
    REQUIRE(second.resolved() == resolved);
    REQUIRE(second.title() == first.title());
    for (int place = -1; place < static_cast<int>(first.places().size()); ++place) {
      REQUIRE(second.number("family_doctor.panel", place) == first.number("family_doctor.panel", place));
      REQUIRE(second.text("note", place) == first.text("note", place));
      for (int day = day_number(1999, 6, 1); day < day_number(2012, 1, 1); day += 97) {
        REQUIRE(second.schedule("family_doctor.coverage", place).at(day) ==
                first.schedule("family_doctor.coverage", place).at(day));
      }
    }
  }
}

TEST_CASE("a scenario cut short anywhere or with bytes changed is loaded or refused") {
  const FixtureFolder folder;
  const std::string whole = "choice.rule = \"distance\"\n" + slurp(fixture() / "base-2020.toml");
  const std::string valid = slurp(fixture() / "child-2025.toml");
  int loaded = 0, refused = 0;
  const auto count = [&](const std::string& text) { ++(loads(text) ? loaded : refused); };
  for (const std::string& text : {whole, valid}) {
    for (std::size_t length = 0; length < text.size(); ++length) count(text.substr(0, length));
  }
  std::mt19937 generator(7);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(generator);
  };
  for (int i = 0; i < 6000; ++i) {
    std::string text = i % 2 ? whole : valid;
    for (std::size_t flips = 1 + below(3); flips > 0; --flips) {
      // Random bytes alone mostly break UTF-8, marks mostly break TOML; digits reach the checks behind.
      static const std::string marks = "=[]{}\"'.,#\n-0e_";
      const std::size_t at = below(text.size());
      switch (below(3)) {
        case 0:
          text[at] = marks[below(marks.size())];
          break;
        case 1:
          text[at] = static_cast<char>(below(256));
          break;
        default:
          if (const auto digit = text.find_first_of("0123456789", at); digit != std::string::npos) {
            text[digit] = static_cast<char>('0' + below(10));
          }
      }
    }
    count(text);
  }
  INFO(loaded << " loaded, " << refused << " refused");
  CHECK(loaded + refused == 6000 + static_cast<int>(whole.size() + valid.size()));
  CHECK(loaded > 100);
  CHECK(refused > 1000);
}

TEST_CASE("3000 damaged schema and county tables are loaded or refused") {
  const ScratchFolder scratch;
  std::mt19937 generator(11);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(generator);
  };
  const std::string levers = slurp(fixture() / "data/levers.csv"), counties = slurp(fixture() / "data/counties.csv");
  const FixtureFolder folder(scratch.path());
  int refused = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string texts[2] = {levers, counties};
    std::string& text = texts[i % 2];
    static const std::string marks = "\",\n\r;0-.";
    text[below(text.size())] = below(2) ? marks[below(marks.size())] : static_cast<char>(below(256));
    if (i % 10 == 0) text.resize(below(text.size()));
    scratch.write("data/levers.csv", texts[0]);
    scratch.write("data/counties.csv", texts[1]);
    if (!loads("name = \"x\"\n[[place]]\nname = \"Ganzhou\"\n")) ++refused;
  }
  CHECK(refused > 500);
  CHECK(refused < 3000);
}
