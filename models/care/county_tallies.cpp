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
  int band = std::clamp((age(p, t) - 60) / 5, 0, kAgeBands - 1);
  // Rounding must not put somebody who turns 60 today, or has a birthday today, on the wrong side.
  while (band + 1 < kAgeBands && setup_.birthday(p, 65 + 5 * band) <= sim::day_of(t)) ++band;
  while (band > 0 && setup_.birthday(p, 60 + 5 * band) > sim::day_of(t)) --band;
  ages_.add(band * 2 + p.sex, t, n);
  for (; band + 1 < kAgeBands; ++band) {
    const int day = setup_.birthday(p, 65 + 5 * band);
    if (day >= setup_.calendar.days()) return;
    ages_.add(band * 2 + p.sex, tick_of_day(day), -n);
    ages_.add((band + 1) * 2 + p.sex, tick_of_day(day), n);
  }
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
         lines + deaths_.bytes() + entries_.bytes() + departures_.bytes() + inbox_.bytes() +
         outbox_.capacity() * sizeof(sim::Mail);
}

}  // namespace yanglao::care
