#include "sim/pool.hpp"

namespace yanglao::sim {

void Line::join(const Waiter& waiter) {
  std::uint32_t slot;
  if (free_.empty()) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    slot = free_.back();
    free_.pop_back();
  }
  Ends& ends = classes_[waiter.priority];
  slots_[slot] = {waiter, ends.tail, kNone};
  (ends.tail == kNone ? ends.head : slots_[ends.tail].next) = slot;
  ends.tail = slot;
  where_.emplace(waiter.id, slot);
}

const Waiter& Line::front() const {
  for (const Ends& ends : classes_)
    if (ends.head != kNone) return slots_[ends.head].waiter;
  __builtin_unreachable();
}

Waiter Line::leave(std::uint32_t id) {
  const auto found = where_.find(id);
  const std::uint32_t slot = found->second;
  where_.erase(found);
  const Slot out = slots_[slot];
  Ends& ends = classes_[out.waiter.priority];
  (out.previous == kNone ? ends.head : slots_[out.previous].next) = out.next;
  (out.next == kNone ? ends.tail : slots_[out.next].previous) = out.previous;
  free_.push_back(slot);
  return out.waiter;
}

}  // namespace yanglao::sim
