// The future-event list of one region: one bucket a day, in chunks of 15 events; a day is put in order when it
// comes. An event is 8 bytes (tick, id); (tick, id) is a total order, so ties never depend on history.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sim/huge.hpp"
#include "sim/time.hpp"

namespace yanglao::sim {

struct Event {
  Tick at = 0;
  std::uint32_t id = 0;
  [[nodiscard]] std::uint64_t key() const { return std::uint64_t{at} << 32 | id; }
  friend bool operator<(const Event& a, const Event& b) { return a.key() < b.key(); }
  friend bool operator>(const Event& a, const Event& b) { return b < a; }
};

class EventList {
 public:
  /// Events at or after day `horizon` are dropped.
  explicit EventList(int horizon_days);

  /// Makes room for `events` listed at once and `a_day` of them on one day, so that nothing is allocated while time
  /// runs; what exceeds it grows by doubling.
  void reserve(std::size_t events, std::size_t a_day = 0);

  /// Lists an event; `at` must not lie before the event being handled.
  [[gnu::always_inline]] void push(Tick at, std::uint32_t id) {
    const int day = day_of(at);
    if (day >= horizon_) return;
    if (day == today_) return push_today(std::uint64_t{at} << 32 | id);
    append(static_cast<std::size_t>(day), std::uint64_t{at} << 32 | id);
  }

  /// Handles every event before day `last_day` in (tick, id) order; `handle(Event)` may push. `ahead(id)` is told of
  /// an id a few events early, so that its record can be prefetched. `day_starts(day)` comes before a day's events.
  /// `prepare(events)` is told of the next events (id in the lower half) by fours, up to `kBlock`, when their records are
  /// near: those that `handle(Event, slot)` will be given with slots 0, 1, ... What is pushed today, and the last one to
  /// three of a day, have no slot: `kBlock`.
  /// `Fetch`: tomorrow's events are brought near today, which pays where other regions run a day in between.
  template <bool Fetch = false, typename Handle, typename Ahead, typename DayStarts>
  void run(int last_day, Handle&& handle, Ahead&& ahead, DayStarts&& day_starts) {
    run<Fetch>(
        last_day, [&](Event event, std::size_t) { handle(event); }, ahead, [](std::span<const std::uint64_t>) {}, day_starts);
  }
  static constexpr std::size_t kBlock = 16;
  template <bool Fetch = false, typename Handle, typename Ahead, typename Prepare, typename DayStarts>
  void run(int last_day, Handle&& handle, Ahead&& ahead, Prepare&& prepare, DayStarts&& day_starts);

  /// Memory for each event listed, and for each day, which may leave a chunk empty but for one.
  static constexpr double kBytesAnEvent = 128.0 / 15, kBytesADay = 128 + 4;
  [[nodiscard]] int today() const { return today_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  // The first slot holds the index of the chunk before it, each of the others an event.
  static constexpr std::uint32_t kChunk = 16;
  struct alignas(kChunk * 8) Chunk {
    std::uint64_t slot[kChunk];
  };
  static_assert(kBytesAnEvent == sizeof(Chunk) / (kChunk - 1.0) && kBytesADay >= sizeof(Chunk));

  [[gnu::always_inline]] void append(std::size_t day, std::uint64_t key) {
    std::uint32_t at = next_[day];
    if (at % kChunk == 0) at = fresh(at);
    chunks_[at / kChunk].slot[at % kChunk] = key;
    next_[day] = at + 1;
  }
  std::uint32_t fresh(std::uint32_t full);
  /// The chunk that a day's last event is in; 0: the day is empty.
  [[nodiscard]] std::uint32_t last_chunk(int day) const {
    const std::uint32_t next = day < horizon_ ? next_[static_cast<std::size_t>(day)] : 0;
    return next == 0 ? 0 : (next - 1) / kChunk;
  }
  void push_today(std::uint64_t key);
  void open_day(int day);
  /// A day's events as they were listed; their chunks are free again.
  std::span<const std::uint64_t> gather(int day);

  int horizon_;
  int today_ = -1;                     // the day being handled; -1 before the first
  HugeVector<std::uint32_t> next_;     // by day: the slot that the next event takes; 0: the day is empty
  HugeVector<Chunk> chunks_;           // the first is never used, and stands before itself
  std::uint32_t free_ = 0;             // first of the chunks to use again, linked by their first slots
  HugeVector<std::uint64_t> loose_;    // room for today's events as they were listed
  HugeVector<std::uint64_t> sorted_;   // today's events, in order
  HugeVector<std::uint32_t> bins_;
  HugeVector<std::uint64_t> late_;     // today's events pushed today: a binary heap
};

template <bool Fetch, typename Handle, typename Ahead, typename Prepare, typename DayStarts>
void EventList::run(int last_day, Handle&& handle, Ahead&& ahead, Prepare&& prepare, DayStarts&& day_starts) {
  constexpr std::size_t kAhead = kBlock;
  const auto event = [](std::uint64_t key) {
    return Event{static_cast<Tick>(key >> 32), static_cast<std::uint32_t>(key)};
  };
  last_day = std::min(last_day, horizon_);
  for (int day = today_ + 1; day < last_day; ++day) {
    open_day(day);
    day_starts(day);
    const std::size_t n = sorted_.size(), whole = n & ~std::size_t{3};
    for (std::size_t i = 0; i < std::min(n, kAhead); ++i) ahead(event(sorted_[i]).id);
    std::uint32_t tomorrow = Fetch ? last_chunk(day + 1) : 0;
    if constexpr (Fetch) __builtin_prefetch(&chunks_[tomorrow]);
    for (std::size_t i = 0;;) {
      if (!late_.empty() && (i == n || late_.front() < sorted_[i])) {
        const std::uint64_t first = late_.front();
        std::pop_heap(late_.begin(), late_.end(), std::greater<>{});
        late_.pop_back();
        handle(event(first), kBlock);
      } else if (i < n) {
        if (i % kBlock == 0) prepare(std::span<const std::uint64_t>(&sorted_[i], std::min(kBlock, (n - i) & ~std::size_t{3})));
        if (i + kAhead < n) ahead(event(sorted_[i + kAhead]).id);
        if constexpr (Fetch) {  // a chunk every four events, without a branch: among so many others its turn is not guessed
          const auto before = static_cast<std::uint32_t>(chunks_[tomorrow].slot[0]);
          tomorrow = i % 4 == 0 ? before : tomorrow;
          __builtin_prefetch(&chunks_[tomorrow]);
        }
        const std::uint64_t key = sorted_[i];
        const std::size_t slot = i < whole ? i % kBlock : kBlock;
        ++i;
        handle(event(key), slot);
      } else {
        break;
      }
    }
  }
}

}  // namespace yanglao::sim
