// The future-event list of one region: a wheel of pages (32 days) over a wheel of days, in chunks; a day is sorted
// when it comes. An event is 8 bytes (tick, id); (tick, id) is a total order, so ties never depend on history.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace yanglao::sim {

struct Event {
  Tick at = 0;
  std::uint32_t id = 0;
  friend bool operator<(const Event& a, const Event& b) {
    return (std::uint64_t{a.at} << 32 | a.id) < (std::uint64_t{b.at} << 32 | b.id);
  }
  friend bool operator>(const Event& a, const Event& b) { return b < a; }
};

class EventList {
 public:
  /// Events at or after day `horizon` are dropped.
  explicit EventList(int horizon_days);

  /// Lists an event; `at` must not lie before the event being handled.
  void push(Tick at, std::uint32_t id);

  /// Handles every event before day `last_day` in (tick, id) order; `handle(Event)` may push. `ahead(id)` is told of
  /// an id a few events early, so that its record can be prefetched. `day_starts(day)` comes before a day's events.
  template <typename Handle, typename Ahead, typename DayStarts>
  void run(int last_day, Handle&& handle, Ahead&& ahead, DayStarts&& day_starts);

  [[nodiscard]] int today() const { return today_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr int kPageBits = 5;  // 32 days a page
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  static constexpr std::uint32_t kChunkEvents = 31;
  struct Chunk {
    Event events[kChunkEvents];
    std::uint32_t next;
    std::uint32_t used;
  };
  struct Bucket {
    std::uint32_t head = kNone;
  };

  void append(Bucket& bucket, Event event);
  template <typename F>
  void drain(Bucket& bucket, F&& each);
  void open_page(int page);
  void open_day(int day);

  int horizon_;
  int today_ = -1;  // the day being handled; -1 before the first
  int page_ = -1;
  std::vector<Bucket> pages_, days_;
  std::vector<Chunk> chunks_;
  std::uint32_t free_ = kNone;
  std::vector<Event> sorted_;  // today's events, in order
  std::vector<Event> late_;    // today's events pushed today: a binary heap
};

template <typename Handle, typename Ahead, typename DayStarts>
void EventList::run(int last_day, Handle&& handle, Ahead&& ahead, DayStarts&& day_starts) {
  constexpr std::size_t kAhead = 8;
  last_day = std::min(last_day, horizon_);
  for (int day = today_ + 1; day < last_day; ++day) {
    open_day(day);
    day_starts(day);
    const std::size_t n = sorted_.size();
    for (std::size_t i = 0; i < std::min(n, kAhead); ++i) ahead(sorted_[i].id);
    for (std::size_t i = 0;;) {
      Event event;
      if (!late_.empty() && (i == n || late_.front() < sorted_[i])) {
        event = late_.front();
        std::pop_heap(late_.begin(), late_.end(), std::greater<>{});
        late_.pop_back();
      } else if (i < n) {
        event = sorted_[i++];
        if (i + kAhead < n) ahead(sorted_[i + kAhead].id);
      } else {
        break;
      }
      handle(event);
    }
  }
}

}  // namespace yanglao::sim
