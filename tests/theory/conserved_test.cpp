// Nobody is lost or doubled, and no line or number of places is negative, in networks made up at random: people of
// three urgencies push each other out of stages that lose places, block, give up, balk and travel. There is no chance in
// the verdict: conservation holds in every run of a right engine.
#include <algorithm>
#include <cmath>
#include <random>

#include "models/network/report.hpp"
#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

constexpr int networks = 60, days = 400, people = 80;

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string network() {
    std::string text = "regions = 2\nregions_per_group = 2\n";
    for (const char* c : {"p", "q", "r"})
      text += "[class." + std::string(c) + "]\nshare = " + (*c == 'p' ? "0.5" : "0.25") + "\nstarts_at = \"home\"\n";
    text +=
        "[elsewhere.there]\nto = \"a\"\nregion = \"next\"\nnotice_days = 2.5\n"
        "[stage.home]\nrates_per_day = { a = 0.3, b = 0.2, there = 0.1 }\n";
    for (const char* name : {"a", "b", "c"}) text += stage(name);
    return text;
  }

 private:
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
  bool often() { return upto(2) > 0; }
  bool rarely() { return upto(3) == 0; }
  const char* one_of(std::initializer_list<const char*> all) {
    return all.begin()[upto(static_cast<int>(all.size()) - 1)];
  }

  std::string stage(const std::string& name) {
    // At the start there are places for all found in service.
    std::string places = "{ date = 2001-01-01, value = " + std::to_string(4 + upto(8)) + " }";
    for (const char* date : {"03-01", "05-01", "07-01", "09-01", "11-01"})
      places += ", { date = 2001-" + std::string(date) + ", value = " + std::to_string(upto(12)) + " }";
    std::string text = "[stage." + name + "]\ncapacity = [" + places + "]\n";
    text += "discipline = \"" + std::string(often() ? "preemptive" : one_of({"fifo", "lifo", "priority"})) + "\"\n";
    text += "service = { kind = " + std::string(one_of({"\"exponential\", mean_days = 2", "\"deterministic\", days = 1",
                                                         "\"lognormal\", mean_days = 2, cv = 1"})) + " }\n";
    text += "next = { home = 0.4, " + (name == "a" ? std::string("b = 0.6") : "a = 0.3, there = 0.3") + " }\n";
    text += "blocking = \"" + std::string(one_of({"none", "until_room", "until_service"})) + "\"\n";
    if (rarely())
      text += "when_cut = { policy = \"" + std::string(one_of({"move", "send_home"})) + "\", to = \"" +
              (name == "c" ? "a" : "c") + "\" }\n";
    if (rarely())
      text += "waiting_room = " + std::to_string(upto(3)) +
              "\noverflow_to = \"home\"\nbalking = [{ queue = 2, probability = 0.5 }]\n";
    if (rarely()) text += "patience = { kind = \"exponential\", mean_days = 4 }\ngives_up_to = \"home\"\n";
    for (const char* c : {"q", "r"})
      text += "class." + std::string(c) + " = { priority = " + std::to_string(upto(2)) +
              ", at_start = " + std::to_string(upto(2)) + ", waiting_at_start = " + std::to_string(upto(2)) + " }\n";
    return text;
  }

  std::mt19937 random_;
};

/// By how much, in any month or stage, people are missing or too many, fewer than none, or waited longer than the line.
double wrong_by(const network::Plan& plan, Engine engine) {
  const std::vector<sim::Field> fields = network::fields(plan);
  const Outcome o = replicate(plan, fields, engine, 0);
  double worst = 0;
  for (int m = 0; m < plan.calendar.months(); ++m) {
    double all = 0;
    for (std::size_t c = 0; c < plan.classes; ++c)
      for (std::size_t s = 0; s < plan.stages; ++s)
        for (const char* field : {"people", "waiting", "travelling"}) {
          const double here = o.month(m, field, c, s);
          worst = std::max(worst, -here);
          all += here;
        }
    worst = std::max(worst, std::abs(all - people));
    for (std::size_t s = 0; s < 3; ++s)
      for (const char* field : {"occupied", "queue"}) worst = std::max(worst, -o.month(m, field, s));
  }
  for (std::size_t s = 0; s < 3; ++s) {
    const double waited = o.sum("wait_days", s) + o.sum("left_wait_days", s);
    worst = std::max(worst, waited - o.mean("queue", s) * plan.calendar.days());
  }
  return worst;
}

}  // namespace

TEST_CASE("People are conserved in networks made up at random") {
  int pushed_out = 0, caught = 0;
  for (unsigned seed = 0; seed < networks; ++seed) {
    const std::string text = Maker(seed).network();
    INFO(text);
    const auto model = plan(text, days, 0, people);
    REQUIRE(wrong_by(*model, exact) < 1e-6);
    caught += wrong_by(*model, wrong::lost_people) > 1e-3;
    const auto pushed = simulate(*model, exact, 1, {[](const Outcome& o) {
                                   return o.sum("pushed_out", 0) + o.sum("pushed_out", 1) + o.sum("pushed_out", 2);
                                 }});
    pushed_out += pushed[0][0] > 10;
  }
  // Most of them push people out, and of most an engine that loses people is refused.
  CHECK(pushed_out > networks / 2);
  CHECK(caught > networks / 2);
}
