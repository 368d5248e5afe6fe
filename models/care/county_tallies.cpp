// How people are counted: by state, and by age band without an event for a birthday.
#include <algorithm>
#include <bit>

#include "models/care/county.hpp"
#include "models/care/report.hpp"

namespace yanglao::care {

using sim::tick_of_day;

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
