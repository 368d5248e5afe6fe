// What regions say to each other: messages that arrive no sooner than one day after they are sent, so that regions of
// one domain can each run a whole day before they exchange them. No rollback, and exact.
#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "sim/time.hpp"

namespace yanglao::sim {

/// `at`: when it arrives, at least a day after it was sent. `what` and `pool` mean what the model says.
struct Mail {
  Tick at = 0;
  std::uint16_t to = 0, from = 0;  ///< regions
  std::uint32_t id = 0;            ///< the person concerned, as the region numbers them in which they live
  std::uint16_t what = 0, pool = 0;

  /// A total order: what arrives together is handled in the order of sender, person and kind, never of arrival here.
  friend bool operator<(const Mail& a, const Mail& b) {
    return std::tie(a.at, a.to, a.from, a.id, a.what, a.pool) < std::tie(b.at, b.to, b.from, b.id, b.what, b.pool);
  }
};

/// Mail that a region has received and not yet handled, each in a numbered slot so that an event can carry the number.
class Inbox {
 public:
  /// Events of mail have this bit in their id; people and other own things must stay below it.
  static constexpr std::uint32_t kBit = 0x80000000u;

  /// Makes room for so many messages at once.
  void reserve(std::size_t messages) {
    slots_.reserve(messages);
    free_.reserve(messages);
  }
  std::uint32_t put(const Mail& mail) {
    if (free_.empty()) {
      slots_.push_back(mail);
      return kBit | static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    slots_[slot] = mail;
    return kBit | slot;
  }
  Mail take(std::uint32_t id) {
    const std::uint32_t slot = id & ~kBit;
    free_.push_back(slot);
    return slots_[slot];
  }
  [[nodiscard]] std::size_t bytes() const { return slots_.capacity() * sizeof(Mail) + free_.capacity() * 4; }

 private:
  std::vector<Mail> slots_;
  std::vector<std::uint32_t> free_;
};

}  // namespace yanglao::sim
