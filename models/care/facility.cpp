#include "models/care/facility.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/person.hpp"

namespace yanglao::care {
namespace {

using scenario::Scenario;

/// Places per pool of a county on a date, before scaling; fractional.
std::array<double, kPools> places(const Scenario& s, int county, int day, double people) {
  const auto per_1000 = [&](const char* key) { return s.schedule(key, county).at(day) * people / 1000; };
  const double institution = per_1000("beds.institution.per_1000");
  const double nursing = institution * s.schedule("beds.nursing.share", county).at(day);
  std::array<double, kPools> out{};
  out[pool_of(Place::community)] = per_1000("community.places_per_1000");
  out[pool_of(Place::nursing)] = nursing * s.number("beds.nursing.factor", county);
  out[pool_of(Place::general)] = institution - nursing;
  out[pool_of(Place::dementia)] = per_1000("beds.dementia.per_1000");
  out[pool_of(Place::acute)] = per_1000("beds.acute.per_1000");
  out[pool_of(Place::geriatric)] = per_1000("beds.geriatric.per_1000");
  out[pool_of(Place::hospice)] = per_1000("beds.hospice.per_1000");
  return out;
}

/// Turns fractional amounts over counties into whole ones whose running sum stays within one of the true sum.
class Rounder {
 public:
  int next(double amount) {
    sum_ += amount;
    const double whole = std::floor(sum_ + 1e-9);
    const int out = static_cast<int>(whole - given_);
    given_ = whole;
    return out;
  }

 private:
  double sum_ = 0, given_ = 0;
};

}  // namespace

Facilities::Facilities(const Scenario& s, const Population& population, const Expected& expected,
                       const sim::Calendar& calendar, double scale)
    : months_(calendar.months()), changes_(population.counties().size()) {
  const int counties = static_cast<int>(population.counties().size());
  standing_.resize(static_cast<std::size_t>(counties * months_ * kFacilityKinds));
  possible_.resize(static_cast<std::size_t>(counties * kFacilityKinds));
  std::vector<std::array<int, kPools>> last(static_cast<std::size_t>(counties));
  for (auto& pools : last) pools.fill(-1);
  const int keep_up = s.flag("beds.keep_up") ? s.date("beds.keep_up_from") : calendar.start() + calendar.days();
  int kept = -1;  // the month from which places grow with the people expected
  for (int m = 0; m < months_; ++m) {
    const int day = calendar.month_begin(m);
    if (kept < 0 && calendar.start() + day >= keep_up) kept = m;
    std::array<Rounder, kPools> beds;
    for (int c = 0; c < counties; ++c) {
      const auto wanted =
          places(s, c, calendar.start() + day, population.counties()[static_cast<std::size_t>(c)].persons_60plus);
      const auto& people = expected[static_cast<std::size_t>(c)];
      const double factor =
          scale * (kept < 0 ? 1.0 : people[static_cast<std::size_t>(m)] / people[static_cast<std::size_t>(kept)]);
      for (int pool = 0; pool < kPools; ++pool) {
        const int n = beds[static_cast<std::size_t>(pool)].next(wanted[static_cast<std::size_t>(pool)] * factor);
        int& before = last[static_cast<std::size_t>(c)][static_cast<std::size_t>(pool)];
        // A remainder that wanders between neighbouring counties must not open and close single beds.
        const bool drift = before >= 0 && std::abs(n - before) == 1 &&
                           std::abs(wanted[static_cast<std::size_t>(pool)] * factor - before) <= 1;
        if (n == before || drift) continue;
        before = n;
        changes_[static_cast<std::size_t>(c)].push_back({day, pool, n});
      }
    }
  }
  stand(s, population, calendar);
}

/// Facilities and the places that should have one are shared out over counties by their people of 60 and more; a
/// county cannot have more of them than places for them.
void Facilities::stand(const Scenario& s, const Population& population, const sim::Calendar& calendar) {
  const std::size_t counties = population.counties().size();
  double all = 0;
  for (const auto& county : population.counties()) all += county.persons_60plus;
  for (std::size_t k = 0; k < kFacilityKinds; ++k) {
    const std::string key = std::string("facility.") + kFacilities[k];
    const double places = static_cast<double>(s.integer(key + ".places"));
    Rounder possible;
    std::vector<double> share;
    for (std::size_t c = 0; c < counties; ++c) {
      share.push_back(population.counties()[c].persons_60plus / all);
      possible_[c * kFacilityKinds + k] = possible.next(places * share.back());
    }
    if (places == static_cast<double>(counties))  // one for each county
      for (std::size_t c = 0; c < counties; ++c)
        possible_[c * kFacilityKinds + k] = 1, share[c] = 1.0 / static_cast<double>(counties);
    for (int m = 0; m < months_; ++m) {
      const double total = s.schedule(key + ".count").at(calendar.start() + calendar.month_end(m) - 1);
      Rounder count;
      for (std::size_t c = 0; c < counties; ++c)
        standing_[(c * static_cast<std::size_t>(months_) + static_cast<std::size_t>(m)) * kFacilityKinds + k] =
            places > 0 ? std::min(possible_[c * kFacilityKinds + k], count.next(total * share[c]))
                       : count.next(total * share[c]);
    }
  }
}

}  // namespace yanglao::care
