#include "models/care/facility.hpp"

#include <algorithm>
#include <initializer_list>

#include "models/care/beds.hpp"
#include "models/care/whole_places.hpp"

namespace yanglao::care {
namespace {

using scenario::Scenario;

/// What stands in a county at a time, as far as building and converting it is paid for.
struct Standing {
  std::array<double, kPools> planned{};         ///< by rates per 1000
  std::array<double, kFacilityKinds> opened{};  ///< in facilities opened since the start
  double turned = 0;                            ///< hospital beds that have become geriatric ones

  Standing() = default;
  /// `kept_up`: what beds have grown by; the number of facilities stays.
  Standing(const std::array<double, kPools>& planned_, const std::array<double, kFacilityKinds>& opened_,
           double turned_, double scale, double kept_up)
      : planned(planned_), opened(opened_), turned(turned_ * scale * kept_up) {
    for (double& places : planned) places *= scale * kept_up;
    for (std::size_t k = 0; k < kFacilityKinds; ++k) opened[k] *= scale * (kPoolOf[k] >= 0 ? kept_up : 1);
  }

  /// From `before` to this. General beds that go while nursing beds come are converted; what comes in sum is built. The
  /// beds of a facility are built whatever becomes of others: an opening neither hides a conversion nor makes one.
  [[nodiscard]] Works since(const Standing& before) const {
    const auto more = [](double now, double then) { return std::max(0.0, now - then); };
    const auto in = [](const Standing& s, std::initializer_list<Place> places) {
      double sum = 0;
      for (const Place each : places) sum += s.planned[static_cast<std::size_t>(pool_of(each))];
      return sum;
    };
    const auto built = [&](std::initializer_list<Place> places) { return more(in(*this, places), in(before, places)); };
    const auto for_disabled = {Place::nursing, Place::dementia};
    Works out{};
    out[build_institution] = built({Place::general, Place::nursing, Place::dementia});
    out[build_community] = built({Place::community});
    out[build_geriatric] = built({Place::geriatric});
    out[build_hospice] = built({Place::hospice});
    out[build_acute] = built({Place::acute});
    out[convert_nursing] = std::min(more(in(before, {Place::general}), in(*this, {Place::general})), built(for_disabled));
    out[convert_geriatric] = more(turned, before.turned);
    for (std::size_t k = 0; k < kFacilityKinds; ++k) out[opening(k)] = more(opened[k], before.opened[k]);
    return out;
  }
};

}  // namespace

Facilities::Facilities(const Scenario& s, const Population& population, const Expected& expected,
                       const std::vector<double>& idle, const sim::Calendar& calendar, double scale)
    : months_(calendar.months()), changes_(population.counties().size()) {
  const std::size_t counties = population.counties().size(), months = static_cast<std::size_t>(months_);
  standing_.resize(counties * months * kFacilityKinds);
  possible_.resize(counties * kFacilityKinds);
  at_start_.resize(possible_.size());
  cut_off_.resize(possible_.size());
  works_.resize(counties * months);
  unusable_.resize(counties * months * kPools * kBedLimits);
  kept_up_.assign(counties * months, 1);
  geriatric_.resize(works_.size());
  stand(s, population, calendar);
  keep_up(s, expected, calendar);
  open(s, population, expected, idle, calendar, scale);
}

/// From a date on, what stands grows with the people expected. Where they become fewer, nothing is torn down that would be
/// built again when they are more: the 60 year olds of 2021 were few.
void Facilities::keep_up(const Scenario& s, const Expected& expected, const sim::Calendar& calendar) {
  if (!s.flag("beds.keep_up")) return;
  int from = 0;
  while (from < months_ && calendar.start() + calendar.month_begin(from) < s.date("beds.keep_up_from")) ++from;
  for (std::size_t c = 0; c < expected.size(); ++c) {
    double most = 1;
    for (std::size_t m = static_cast<std::size_t>(from); m < expected[c].size(); ++m) {
      most = std::max(most, expected[c][m] / expected[c][static_cast<std::size_t>(from)]);
      kept_up_[c * static_cast<std::size_t>(months_) + m] = most;
    }
  }
}

Opened Facilities::opened(int county, int month) const {
  Opened out{};
  for (int k = 0; month > 0 && k < kFacilityKinds; ++k)
    out[static_cast<std::size_t>(k)] =
        standing(county, month - 1, k) - at_start_[static_cast<std::size_t>(county * kFacilityKinds + k)];
  return out;
}

/// The places of each pool, month by month: whole ones, whose sum over the counties of a prefecture stays true.
void Facilities::open(const Scenario& s, const Population& population, const Expected& expected,
                      const std::vector<double>& idle, const sim::Calendar& calendar, double scale) {
  const int counties = static_cast<int>(population.counties().size());
  std::vector<ProvincePlaces> whole;  // by pool
  for (int pool = 0; pool < kPools; ++pool) whole.emplace_back(s.places(), pool);
  std::array<std::vector<double>, kPools> exact;  // of each county
  exact.fill(std::vector<double>(static_cast<std::size_t>(counties)));
  std::vector<Standing> stood(static_cast<std::size_t>(counties));  // on the last day of the month before
  std::vector<Beds> plans;
  for (int c = 0; c < counties; ++c) {
    const auto& people = expected[static_cast<std::size_t>(c)];
    std::vector<Use> use;  // in beds before they are kept up
    for (int m = 0; m < months_; ++m)
      use.push_back({calendar.start() + calendar.month_begin(m),
                     people[static_cast<std::size_t>(m)] / people.front() / kept_up(c, m)});
    plans.emplace_back(s, c, population.counties()[static_cast<std::size_t>(c)].persons_60plus,
                       idle[static_cast<std::size_t>(c)], use);
  }
  for (int m = 0; m < months_; ++m) {
    const int day = calendar.month_begin(m);
    for (int c = 0; c < counties; ++c) {
      const Beds& plan = plans[static_cast<std::size_t>(c)];
      const Opened added = opened(c, m);
      const auto places = plan.standing(calendar.start() + day, added);
      const auto wanted = plan.usable(places, calendar.start() + day, added);
      geriatric_[static_cast<std::size_t>(c * months_ + m)] = wanted[pool_of(Place::geriatric)];
      const double factor = scale * kept_up(c, m);
      for (int limit = 0; limit < kBedLimits; ++limit) {
        const auto more = plan.usable(places, calendar.start() + day, added, static_cast<BedLimit>(limit));
        for (std::size_t pool = 0; pool < kPools; ++pool)
          unusable_[(static_cast<std::size_t>(c * months_ + m) * kPools + pool) * kBedLimits +
                    static_cast<std::size_t>(limit)] = (more[pool] - wanted[pool]) * factor;
      }
      // What has come by a month's last day was built in that month: so all that stands when the run ends is paid for.
      const auto stands_on = [&](int on, const Opened& there) {
        const auto planned = plan.standing(on, Opened{});
        return Standing(planned, plan.in_facilities(there), plan.turned(planned, on), scale, kept_up(c, m));
      };
      Standing& before = stood[static_cast<std::size_t>(c)];
      if (m == 0) before = stands_on(calendar.start(), added);
      const Standing now = stands_on(calendar.start() + calendar.month_end(m) - 1, opened(c, m + 1));
      works_[static_cast<std::size_t>(c * months_ + m)] = now.since(before);
      before = now;
      for (std::size_t pool = 0; pool < kPools; ++pool)
        exact[pool][static_cast<std::size_t>(c)] = wanted[pool] * factor;
    }
    for (int pool = 0; pool < kPools; ++pool) {
      ProvincePlaces& places = whole[static_cast<std::size_t>(pool)];
      const std::vector<int> before = places.now();
      const std::vector<int>& now = places.next(exact[static_cast<std::size_t>(pool)]);
      for (std::size_t c = 0; c < now.size(); ++c)
        if (before.empty() || now[c] != before[c]) changes_[c].push_back({day, pool, now[c]});
    }
  }
}

}  // namespace yanglao::care
