#include "tests/care/audit.hpp"

#include <algorithm>
#include <cmath>

#include "models/care/facility.hpp"
#include "models/care/money.hpp"
#include "models/care/person.hpp"
#include "models/care/report.hpp"
#include "tests/care/support.hpp"

namespace yanglao::care {
namespace {

constexpr std::size_t kHospital = static_cast<std::size_t>(Setting::hospital);
constexpr std::size_t kInstitution = static_cast<std::size_t>(Setting::institution);
constexpr std::size_t kCommunity = static_cast<std::size_t>(Setting::community);
constexpr std::size_t kHospice = static_cast<std::size_t>(Setting::hospice);
constexpr std::size_t pool(Place p) { return static_cast<std::size_t>(pool_of(p)); }

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)}); }
bool below(double a, double b) { return a <= b || near(a, b); }
bool whole(double a) { return a >= 0 && a == std::floor(a); }

/// All checks of one row in one replication of one scenario; each broken rule is named once.
class Audit {
 public:
  Audit(const sim::Dataset& d, const sim::Calendar& calendar, Books books, std::size_t s, std::size_t r, std::size_t c)
      : d_(d),
        calendar_(calendar),
        books_(books),
        s_(s),
        r_(r),
        c_(c),
        months_(static_cast<std::size_t>(calendar.months())) {}

  std::vector<std::string> faults() {
    for (std::size_t m = 0; m < months_; ++m) {
      people(m);
      places(m);
      lines(m);
      counts(m);
      money(m);
    }
    for (std::size_t k = 0; k < kPools; ++k) waits(k);
    if (books_ != Books::county) notice();
    return std::move(faults_);
  }

 private:
  void rule(bool kept, const char* text, std::size_t m) {
    if (kept || std::find(told_.begin(), told_.end(), std::string(text)) != told_.end()) return;
    told_.emplace_back(text);
    faults_.push_back(std::string(text) + " (scenario " + std::to_string(s_) + ", replication " + std::to_string(r_) +
                      ", row " + std::to_string(c_) + ", month " + std::to_string(m) + ")");
  }
  double at(const Cells& v, std::size_t m, std::size_t k) const { return v({s_, 0, r_, c_, m, k}); }
  double sum(const Cells& v, std::size_t m) const { return v.sum({s_, 0, r_, c_, m}); }
  double days(std::size_t m) const { return calendar_.month_days(static_cast<int>(m)); }

  void people(std::size_t m) {
    const double died = sum(deaths_, m), came = turned_60_({s_, 0, r_, c_, m}), left = departed_({s_, 0, r_, c_, m});
    const double now = sum(population_, m), gone = died + left;
    const double before = m == 0 ? now + gone - came : sum(population_, m - 1);
    rule(near(now, before + came - gone), "people at the month's end = before + turned 60 - deaths - departures", m);
    // In a month nobody can have been there for longer than all who ever were, nor for less than all who stayed.
    const double mean = sum(people_, m);
    rule(below(before - gone, mean) && below(mean, before + came), "person-days fit the people who were there", m);
    if (gone == 0 && came == 0) rule(near(mean, now), "time in settings = time alive, exactly", m);
    const double in_hospital = people_.sum({s_, 0, r_, c_, m, kHospital});
    const double in_institution = people_.sum({s_, 0, r_, c_, m, kInstitution});
    const double in_community = people_.sum({s_, 0, r_, c_, m, kCommunity});
    const auto held = [&](Place p) { return at(occupied_, m, pool(p)); };
    const double hospital = held(Place::acute) + held(Place::geriatric);
    const double institution = held(Place::general) + held(Place::nursing) + held(Place::dementia);
    rule(below(held(Place::hospice), people_.sum({s_, 0, r_, c_, m, kHospice})), "hospice beds hold hospice people", m);
    rule(below(in_community, held(Place::community)), "each user of a community place holds one", m);
    if (books_ == Books::county) return;
    rule(below(in_hospital, hospital), "each patient holds a bed", m);
    rule(below(in_institution, institution), "each resident holds a bed", m);
    if (books_ == Books::prefecture) return;
    rule(near(in_hospital, hospital), "each hospital bed that is occupied holds a patient", m);
    const double away = institution - in_institution + held(Place::community) - in_community;
    rule(below(away, in_hospital), "places are kept only for people in hospital", m);
  }

  void places(std::size_t m) {
    for (std::size_t k = 0; k < kPools; ++k) {
      const double now = at(occupied_, m, k), room = at(capacity_, m, k);
      rule(now >= 0 && whole(room), "occupied >= 0, capacity whole", m);
      if (m == 0) {
        rule(below(now, room), "occupied <= capacity at the start", m);
        continue;
      }
      // Capacity changes at the first of a month only. Nobody is put out, and nobody comes in, while too many are
      // there.
      const double before = at(occupied_, m - 1, k), room_before = at(capacity_, m - 1, k);
      rule(below(now, std::max(room, std::max(before, room_before))), "above capacity, occupied never rises", m);
      if (room >= room_before)
        rule(below(now, room) || (before > room_before && below(now, before)),
             "occupied <= capacity, or falling to it after a cut", m);
      // Admissions are told where people live, beds where they stand: that holds without lending only.
      if (books_ == Books::closed && m + 1 < months_ &&
          at(occupied_, m + 1, k) > std::max(room, at(capacity_, m + 1, k)) * (1 + 1e-9))
        rule(at(admissions_, m, k) == 0, "no admission while above capacity", m);
    }
  }

  void lines(std::size_t m) {
    std::array<double, kPools> by_cause{};
    for (std::size_t k = 0; k < kPools; ++k) {
      double blocked = 0;
      for (std::size_t cause = 0; cause < kPools; ++cause) {
        const double b = blocked_({s_, 0, r_, c_, m, k, cause});
        rule(b >= 0, "blocked days >= 0", m);
        blocked += b;
        by_cause[cause] += b;
      }
      rule(is_hospital(place_of_pool(static_cast<int>(k))) || blocked == 0, "only hospital beds are blocked", m);
      rule(books_ == Books::county || below(blocked, at(occupied_, m, k) * days(m)), "blocked days <= occupied days",
           m);
      rule(at(queue_, m, k) >= 0, "queue >= 0", m);
      const double waited = at(wait_days_, m, k);
      rule(waited >= 0 && (books_ != Books::closed || waited == 0 || at(admissions_, m, k) > 0),
           "only those admitted end their wait", m);
      rule((at(left_, m, k) > 0) == (at(left_days_, m, k) > 0), "who left without a place had waited", m);
    }
    for (std::size_t cause = 0; cause < kPools; ++cause)
      rule(below(by_cause[cause], at(queue_, m, cause) * days(m)), "who blocks a bed stands in a line", m);
  }

  /// One pool over the whole run.
  void waits(std::size_t k) {
    const std::size_t last = months_ - 1;
    rule(unexplained_queue(d_, calendar_, s_, r_, c_, k) == 0, "queue integrated = days waited, to the tick", last);
    std::size_t m = 0;
    for (std::size_t y = 0; y < static_cast<std::size_t>(calendar_.years()); ++y) {
      double admitted = 0, waited = 0, counted = 0, least = 0, most = 0;
      for (; m < months_ && static_cast<std::size_t>(calendar_.year_of_month(static_cast<int>(m))) == y; ++m)
        admitted += at(admissions_, m, k), waited += at(wait_days_, m, k);
      const double longest = longest_({s_, 0, r_, c_, y, k});
      std::size_t top = 0;
      bool fine = true;
      for (std::size_t b = 0; b < kWaitBins; ++b) {
        const double n = histogram_({s_, 0, r_, c_, y, k, b});
        fine = fine && whole(n);
        if (n > 0) top = b;
        counted += n;
        least += n * sim::days(wait_from(static_cast<int>(b)));
        most += n * (b + 1 < kWaitBins ? std::min(longest, sim::days(wait_from(static_cast<int>(b) + 1))) : longest);
      }
      rule(fine && counted == admitted, "each admission has its place in the histogram of waits", m - 1);
      rule(below(least, waited) && below(waited, most), "days waited fit the histogram", m - 1);
      rule(wait_bin(static_cast<sim::Tick>(std::llround(longest * sim::kTicksPerDay))) == static_cast<int>(top),
           "the longest wait is of the last bin that holds anybody", m - 1);
    }
  }

  /// Hospital beds that hold nobody are on their way: lent, or given back, at a day's notice each way. At most one is
  /// lent to each who stood in the line for one.
  void notice() {
    double empty = 0, lined = 0;
    const std::size_t acute = pool(Place::acute);
    for (std::size_t m = 0; m < months_; ++m) {
      const double held = at(occupied_, m, acute) + at(occupied_, m, pool(Place::geriatric));
      empty += (held - people_.sum({s_, 0, r_, c_, m, kHospital})) * days(m);
      lined += at(left_, m, acute);
    }
    for (std::size_t y = 0; y < static_cast<std::size_t>(calendar_.years()); ++y)
      for (std::size_t b = 1; b < kWaitBins; ++b) lined += histogram_({s_, 0, r_, c_, y, acute, b});
    lined += 1 + at(queue_, months_ - 1, acute);  // about so many stand there at the end
    rule(empty <= 2 * lined, "a hospital bed is empty for no more than a day's notice each way", months_ - 1);
  }

  void counts(std::size_t m) {
    bool fine = whole(turned_60_({s_, 0, r_, c_, m})) && whole(departed_({s_, 0, r_, c_, m})) &&
                whole(contracts_({s_, 0, r_, c_, m}));
    for (std::size_t k = 0; k < kPools; ++k) fine = fine && whole(at(admissions_, m, k)) && whole(at(left_, m, k));
    for (std::size_t k = 0; k < kSettings; ++k) fine = fine && whole(at(deaths_, m, k));
    rule(fine, "counts are whole and not negative", m);
    rule(contracts_({s_, 0, r_, c_, m}) <= sum(population_, m), "contracts <= people", m);
  }

  void money(std::size_t m) {
    for (std::size_t line = 0; line < kLines; ++line) {
      long long paid = 0;
      for (std::size_t payer = 0; payer < kPayers; ++payer)
        paid += std::llround(cost_({s_, 0, r_, c_, m, payer, line}) * 100);
      rule(paid == std::llround(at(revenue_, m, line) * 100), "paid = received, to the fen", m);
    }
  }

  const sim::Dataset& d_;
  const sim::Calendar& calendar_;
  Books books_;
  std::size_t s_, r_, c_, months_;
  std::vector<std::string> faults_, told_;
  Cells population_{d_, "population"}, people_{d_, "people"}, capacity_{d_, "capacity"}, occupied_{d_, "occupied"},
      queue_{d_, "queue"}, admissions_{d_, "admissions"}, wait_days_{d_, "wait_days"}, left_{d_, "left_waiting"},
      left_days_{d_, "left_wait_days"}, blocked_{d_, "blocked_days"}, deaths_{d_, "deaths"},
      turned_60_{d_, "turned_60"}, departed_{d_, "left_province"}, cost_{d_, "cost"}, revenue_{d_, "revenue"},
      contracts_{d_, "family_doctor_contracts"}, histogram_{d_, "wait_histogram"}, longest_{d_, "wait_max_days"};
};

}  // namespace

std::vector<std::string> faults_of(const sim::Dataset& d, const sim::Calendar& calendar, Books books) {
  std::vector<std::string> out;
  for (std::size_t s = 0; s < d.dimension("scenario")->size(); ++s)
    for (std::size_t r = 0; r < d.dimension("replication")->size(); ++r)
      for (std::size_t c = 0; c < d.dimension("region")->size(); ++c)
        for (std::string& fault : Audit(d, calendar, books, s, r, c).faults()) out.push_back(std::move(fault));
  return out;
}

}  // namespace yanglao::care
