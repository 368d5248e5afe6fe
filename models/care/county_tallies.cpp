// How people are counted: by state, and by age band without an event for a birthday.
#include <algorithm>
#include <bit>

#include "models/care/county.hpp"
#include "models/care/report.hpp"

namespace yanglao::care {

using sim::tick_of_day;

/// Tells which measures begin and cease to reach somebody.
void County::tell_reached(unsigned before, unsigned after, Tick t) {
  for (unsigned changed = (before ^ after) & ((1u << kMeasures) - 1); changed != 0; changed &= changed - 1) {
    const int k = std::countr_zero(changed);
    reached_.add(k, t, (after >> k & 1) != 0 ? 1 : -1);
  }
}

/// Tells the age band now and at every birthday to come that opens another band; with n = -1 takes both back.
void County::tell_age(const Person& p, Tick t, int n) {
  // Days from birth to the birthday that opens each band.
  static constexpr auto kOpens = [] {
    std::array<int, kAgeBands> out{};
    for (int band = 0; band < kAgeBands; ++band)
      out[static_cast<std::size_t>(band)] = static_cast<int>((60 + 5 * band) * sim::kDaysPerYear + 0.5);
    return out;
  }();
  const int born = p.birth - setup_.origin, today = sim::day_of(t), end = setup_.calendar.days();
  std::size_t band = 0;
  for (std::size_t b = 1; b < kAgeBands; ++b) band += born + kOpens[b] <= today;
  const auto cell = [&](std::size_t b) { return static_cast<int>(b * 2 + p.sex); };
  ages_.add(cell(band), t, n);
  for (++band; band < kAgeBands && born + kOpens[band] < end; ++band)
    ages_.move(cell(band - 1), cell(band), tick_of_day(born + kOpens[band]), n);
}

/// A wait has ended.
void County::tell_wait(int pool, Tick t, Tick wait, Left how) {
  switch (how) {
    case Left::served: {
      wait_ticks_.add(pool, t, wait);
      const std::size_t at = static_cast<std::size_t>(year_ * kPools + pool);
      ++waits_[at * kWaitBins + static_cast<std::size_t>(wait_bin(wait))];
      longest_[at] = std::max(longest_[at], wait);
      return;
    }
    case Left::without:
      left_waiting_.add(pool, t);
      return left_ticks_.add(pool, t, wait);
    case Left::hospital:
      return interrupted_ticks_.add(pool, t, wait);
  }
}

/// One more or one fewer is ready to leave a hospital bed and waits for a place in another pool.
void County::tell_blocked(int pool, int cause, Tick t, int by) {
  blocked_.add(pool * kPools + cause, t, by);
  blocking_.change(pool, cause, t, by);
}

std::size_t County::bytes() const {
  std::size_t lines = 0;
  for (const sim::Pool& pool : pools_) lines += pool.line.bytes();
  return sizeof *this + people_.capacity() * sizeof(Person) + list_.bytes() + states_.bytes() + ages_.bytes() +
         occupied_.bytes() + queue_.bytes() + capacity_.bytes() + blocked_.bytes() + blocking_.bytes() + reached_.bytes() +
         admissions_.bytes() + left_waiting_.bytes() + wait_ticks_.bytes() + left_ticks_.bytes() +
         interrupted_ticks_.bytes() + waits_.capacity() * sizeof(std::uint32_t) + longest_.capacity() * sizeof(Tick) +
         lines + deaths_.bytes() + entries_.bytes() + departures_.bytes() + elsewhere_.bytes() + held_.bytes() +
         inbox_.bytes() + outbox_.capacity() * sizeof(sim::Mail);
}

}  // namespace yanglao::care
