#include "sim/event_list.hpp"

namespace yanglao::sim {

EventList::EventList(int horizon_days)
    : horizon_(horizon_days), pages_(static_cast<std::size_t>((horizon_days >> kPageBits) + 1)), days_(1u << kPageBits) {}

void EventList::append(Bucket& bucket, Event event) {
  std::uint32_t head = bucket.head;
  if (head == kNone || chunks_[head].used == kChunkEvents) {
    std::uint32_t fresh = free_;
    if (fresh == kNone) {
      fresh = static_cast<std::uint32_t>(chunks_.size());
      chunks_.emplace_back();
    } else {
      free_ = chunks_[fresh].next;
    }
    chunks_[fresh].next = head;
    chunks_[fresh].used = 0;
    bucket.head = head = fresh;
  }
  Chunk& chunk = chunks_[head];
  chunk.events[chunk.used++] = event;
}

template <typename F>
void EventList::drain(Bucket& bucket, F&& each) {
  std::uint32_t at = bucket.head;
  bucket.head = kNone;
  while (at != kNone) {
    // `each` may append and so move the chunks: look the chunk up again at every event.
    for (std::uint32_t i = 0; i < chunks_[at].used; ++i) each(chunks_[at].events[i]);
    const std::uint32_t next = chunks_[at].next;
    chunks_[at].next = free_;
    free_ = at;
    at = next;
  }
}

void EventList::push(Tick at, std::uint32_t id) {
  const int day = day_of(at);
  if (day >= horizon_) return;
  if (day == today_) {
    late_.push_back({at, id});
    std::push_heap(late_.begin(), late_.end(), std::greater<>{});
  } else if (const int page = day >> kPageBits; page == page_) {
    append(days_[static_cast<std::size_t>(day & ((1 << kPageBits) - 1))], {at, id});
  } else {
    append(pages_[static_cast<std::size_t>(page)], {at, id});
  }
}

void EventList::open_page(int page) {
  page_ = page;
  drain(pages_[static_cast<std::size_t>(page)], [this](Event event) {
    append(days_[static_cast<std::size_t>(day_of(event.at) & ((1 << kPageBits) - 1))], event);
  });
}

void EventList::open_day(int day) {
  today_ = day;
  if (const int page = day >> kPageBits; page != page_) open_page(page);
  sorted_.clear();
  late_.clear();
  drain(days_[static_cast<std::size_t>(day & ((1 << kPageBits) - 1))],
        [this](Event event) { sorted_.push_back(event); });
  std::sort(sorted_.begin(), sorted_.end());
}

std::size_t EventList::bytes() const {
  return chunks_.capacity() * sizeof(Chunk) + (pages_.size() + days_.size()) * sizeof(Bucket) +
         (sorted_.capacity() + late_.capacity()) * sizeof(Event);
}

}  // namespace yanglao::sim
