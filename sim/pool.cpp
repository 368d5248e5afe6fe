#include "sim/pool.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace yanglao::sim {

void Line::reserve(std::size_t waiters) {
  slots_.reserve(waiters);
  if (2 * waiters > where_.size()) widen(2 * waiters);
}

std::size_t Line::entry_of(std::uint32_t id) const {
  if (size_ > 0)
    for (std::size_t at = home_of(id); where_[at].slot != kNone; at = (at + 1) & (where_.size() - 1))
      if (where_[at].id == id) return at;
  throw std::out_of_range("Line: this person does not wait here");
}

void Line::enter(const Entry& entry) {
  std::size_t at = home_of(entry.id);
  while (where_[at].slot != kNone) at = (at + 1) & (where_.size() - 1);
  where_[at] = entry;
}

void Line::widen(std::size_t entries) {
  HugeVector<Entry> old(std::bit_ceil(std::max<std::size_t>(16, entries)));
  old.swap(where_);
  shift_ = 32 - static_cast<unsigned>(std::countr_zero(where_.size()));
  for (const Entry& entry : old)
    if (entry.slot != kNone) enter(entry);
}

void Line::join(const Waiter& waiter) {
  std::uint32_t slot = free_;
  if (slot == kNone) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    free_ = slots_[slot].next;
  }
  Ends& ends = classes_[waiter.priority];
  slots_[slot] = {waiter, ends.tail, kNone};
  (ends.tail == kNone ? ends.head : slots_[ends.tail].next) = slot;
  ends.tail = slot;
  if (2 * ++size_ > where_.size()) widen(2 * size_);
  enter({waiter.id, slot});
}

const Waiter& Line::front() const {
  for (const Ends& ends : classes_)
    if (ends.head != kNone) return slots_[ends.head].waiter;
  __builtin_unreachable();
}

Waiter Line::leave(std::uint32_t id) {
  std::size_t hole = entry_of(id);
  const std::uint32_t slot = where_[hole].slot;
  // Those who stand behind the hole because it was taken move up, so that a search may end at the first free entry.
  const std::size_t last = where_.size() - 1;
  for (std::size_t at = (hole + 1) & last; where_[at].slot != kNone; at = (at + 1) & last)
    if (((at - home_of(where_[at].id)) & last) >= ((at - hole) & last)) {
      where_[hole] = where_[at];
      hole = at;
    }
  where_[hole].slot = kNone;
  --size_;

  const Slot out = slots_[slot];
  Ends& ends = classes_[out.waiter.priority];
  (out.previous == kNone ? ends.head : slots_[out.previous].next) = out.next;
  (out.next == kNone ? ends.tail : slots_[out.next].previous) = out.previous;
  slots_[slot].next = free_;
  free_ = slot;
  return out.waiter;
}

}  // namespace yanglao::sim
