// Nursing beds halved and doubled, against as many as there are: paired by replication, at a tenth of the population.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

#include "models/care/person.hpp"
#include "sim/interval.hpp"
#include "sim/time.hpp"
#include "tests/care/support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::care;

namespace {

constexpr std::size_t kReplications = 20;
constexpr std::size_t kNursing = static_cast<std::size_t>(pool_of(Place::nursing));
using PerReplication = std::vector<double>;

struct Outcome {
  PerReplication wait;     ///< days, mean of those admitted to a nursing bed
  PerReplication in_line;  ///< persons, mean length of the line
  PerReplication blocked;  ///< days of hospital beds a month
  PerReplication turned_60, hospital_admissions;
};

Outcome outcome(const sim::Dataset& d, std::size_t scenario) {
  const Cells waits(d, "wait_days"), admissions(d, "admissions"), queue(d, "queue"), blocked(d, "blocked_days"),
      turned(d, "turned_60");
  const std::size_t months = d.dimension("month")->size();
  Outcome out;
  for (std::size_t r = 0; r < kReplications; ++r) {
    double days = 0, admitted = 0, line = 0, held = 0, came = 0, ill = 0;
    // The first two months are left out: lines that the scenario sets at the start still grow or shrink then.
    for (std::size_t m = 2; m < months; ++m) {
      days += waits({scenario, 0, r, 0, m, kNursing});
      admitted += admissions({scenario, 0, r, 0, m, kNursing});
      line += queue({scenario, 0, r, 0, m, kNursing});
      held += blocked.sum({scenario, 0, r, 0, m});
      came += turned({scenario, 0, r, 0, m});
      ill += admissions({scenario, 0, r, 0, m, static_cast<std::size_t>(pool_of(Place::acute))});
    }
    const double n = static_cast<double>(months - 2);
    out.wait.push_back(days / admitted);
    out.in_line.push_back(line / n);
    out.blocked.push_back(held / n);
    out.turned_60.push_back(came);
    out.hospital_admissions.push_back(ill);
  }
  return out;
}

PerReplication minus(const PerReplication& a, const PerReplication& b) {
  PerReplication out(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) out[i] = a[i] - b[i];
  return out;
}

/// Half the width of the 95% t-interval of the mean. 2.0930: 97.5% point with 19 degrees of freedom, printed table.
double half_width(const PerReplication& values) {
  static_assert(kReplications == 20);
  double squares = 0;
  for (const double each : values) squares += (each - sim::mean(values)) * (each - sim::mean(values));
  return 2.0930 * std::sqrt(squares / 19 / 20);
}

struct Paired {
  double mean, half;  ///< of the 95% t-interval over replications
  [[nodiscard]] bool above_zero() const { return mean - half > 0; }
  [[nodiscard]] bool below_zero() const { return mean + half < 0; }
};

Paired paired(const char* what, const char* beds, const PerReplication& changed, const PerReplication& base) {
  const PerReplication d = minus(changed, base);
  const Paired out{sim::mean(d), half_width(d)};
  char line[160];
  std::snprintf(line, sizeof line, "%-42s %-8s %10.2f %10.2f %+10.2f  (%+.2f to %+.2f)\n", what, beds, sim::mean(base),
                sim::mean(changed), out.mean, out.mean - out.half, out.mean + out.half);
  std::cout << line;
  return out;
}

}  // namespace

TEST_CASE("half the nursing beds lengthen waits and block hospital beds, and twice as many do the reverse",
          "[care][beds]") {
  const Options options{0.1, sim::epoch_day(2022, 7, 1)};
  std::vector<std::shared_ptr<const sim::Model>> models;
  for (const char* factor : {"0.5", "1", "2"})
    models.push_back(model("jiangxi-2020", options, {{"beds.nursing.factor", factor}}));
  const sim::Dataset d =
      sim::run(models, {.replications = static_cast<int>(kReplications), .seed = 60, .detail = "province"});
  const Outcome half = outcome(d, 0), base = outcome(d, 1), twice = outcome(d, 2);

  std::printf("%-42s %-8s %10s %10s %10s  (95%% of %zu pairs)\n", "January 2021 to June 2022, a tenth of Jiangxi",
              "beds", "as is", "changed", "difference", kReplications);
  std::fflush(stdout);
  CHECK(paired("wait for a nursing bed, days", "halved", half.wait, base.wait).above_zero());
  CHECK(paired("waiting for a nursing bed, persons", "halved", half.in_line, base.in_line).above_zero());
  CHECK(paired("blocked hospital bed-days a month", "halved", half.blocked, base.blocked).above_zero());
  CHECK(paired("wait for a nursing bed, days", "doubled", twice.wait, base.wait).below_zero());
  CHECK(paired("waiting for a nursing bed, persons", "doubled", twice.in_line, base.in_line).below_zero());
  CHECK(paired("blocked hospital bed-days a month", "doubled", twice.blocked, base.blocked).below_zero());
  std::cout.flush();

  // Beds change nobody's 60th birthday, and most illnesses stay as they were: pairs differ less than strangers do.
  CHECK(half.turned_60 == base.turned_60);
  CHECK(twice.turned_60 == base.turned_60);
  PerReplication next = base.hospital_admissions;  // another replication's: not a pair
  std::rotate(next.begin(), next.begin() + 1, next.end());
  CHECK(half_width(minus(half.hospital_admissions, base.hospital_admissions)) <
        0.5 * half_width(minus(half.hospital_admissions, next)));
}

TEST_CASE("the paired interval covers zero where nothing was changed but the name", "[care][beds]") {
  const Options options{0.01, sim::epoch_day(2021, 7, 1)};
  const auto a = model("jiangxi-2020", options, {{"beds.nursing.factor", "1"}}), b = model("jiangxi-2020", options);
  const sim::Dataset d =
      sim::run({a, b}, {.replications = static_cast<int>(kReplications), .seed = 61, .detail = "province"});
  const Outcome one = outcome(d, 0), other = outcome(d, 1);
  CHECK(one.wait == other.wait);
  CHECK(one.blocked == other.blocked);
  // And between two seeds, unpaired, it does as well: 99.7% of such intervals would, and the seeds are fixed.
  const sim::Dataset e =
      sim::run({a}, {.replications = static_cast<int>(kReplications), .seed = 62, .detail = "province"});
  const PerReplication difference = minus(outcome(e, 0).blocked, one.blocked);
  CHECK(std::abs(sim::mean(difference)) < 1.5 * half_width(difference));
}
