#include "sim/event_list.hpp"

#include <bit>

namespace yanglao::sim {

EventList::EventList(int horizon_days)
    : horizon_(horizon_days), next_(static_cast<std::size_t>(horizon_days)), chunks_(1) {}

void EventList::reserve(std::size_t events, std::size_t a_day) {
  // Each day may leave a chunk half full.
  chunks_.reserve(1 + events / (kChunk - 1) + 1 + next_.size());
  late_.reserve(std::max<std::size_t>(64, a_day));
  loose_.resize(2 * (a_day + kChunk));
  sorted_.reserve(a_day);
  bins_.reserve(2 * a_day + 2);
}

std::uint32_t EventList::fresh(std::uint32_t full) {
  std::uint32_t chunk = free_;
  if (chunk != 0) {
    free_ = static_cast<std::uint32_t>(chunks_[chunk].slot[0]);
  } else {
    chunk = static_cast<std::uint32_t>(chunks_.size());
    chunks_.emplace_back();
  }
  // `full` is one past the last slot of the chunk before, or 0 when there is none.
  chunks_[chunk].slot[0] = full == 0 ? 0 : full / kChunk - 1;
  return chunk * kChunk + 1;
}

void EventList::push_today(std::uint64_t key) {
  late_.push_back(key);
  std::push_heap(late_.begin(), late_.end(), std::greater<>{});
}

std::span<const std::uint64_t> EventList::gather(int day) {
  std::uint32_t& next = next_[static_cast<std::size_t>(day)];
  if (next == 0) return {};
  std::uint32_t chunk = (next - 1) / kChunk, used = (next - 1) % kChunk;
  next = 0;
  std::size_t n = 0;
  while (chunk != 0) {
    Chunk& from = chunks_[chunk];
    const auto before = static_cast<std::uint32_t>(from.slot[0]);
    __builtin_prefetch(&chunks_[before]);
    if (loose_.size() < n + kChunk) loose_.resize(2 * (n + kChunk));
    // Always a whole chunk: what is beyond its last event is written over by the next, or left out at the end.
    for (std::uint32_t i = 1; i < kChunk; ++i) loose_[n + i - 1] = from.slot[i];
    n += used;
    from.slot[0] = free_;
    free_ = chunk;
    chunk = before;
    used = kChunk - 1;
  }
  return {loose_.data(), n};
}

// Comparisons of random keys cannot be predicted, so the fraction of the day deals events into about as many bins as
// there are events; what is left to compare is nearly in order.
void EventList::open_day(int day) {
  today_ = day;
  late_.clear();
  const std::span<const std::uint64_t> loose = gather(day);
  const std::size_t n = loose.size();
  sorted_.resize(n);
  if (n == 0) return;
  const int bits = std::min(kDayBits, static_cast<int>(std::bit_width(n)));
  const int shift = 32 + kDayBits - bits;
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  bins_.assign((std::size_t{1} << bits) + 1, 0);
  for (const std::uint64_t key : loose) ++bins_[(key >> shift & mask) + 1];
  for (std::size_t b = 1; b < bins_.size(); ++b) bins_[b] += bins_[b - 1];
  for (const std::uint64_t key : loose) sorted_[bins_[key >> shift & mask]++] = key;
  std::size_t moves = 0;
  for (std::size_t i = 1; i < n; ++i) {
    const std::uint64_t key = sorted_[i];
    std::size_t j = i;
    for (; j > 0 && key < sorted_[j - 1]; --j) sorted_[j] = sorted_[j - 1];
    sorted_[j] = key;
    moves += i - j;
    // Very many events at one time lie in one bin, where this would take the square of their number.
    if (moves > 16 * n) return std::sort(sorted_.begin(), sorted_.end());
  }
}

std::size_t EventList::bytes() const {
  return chunks_.capacity() * sizeof(Chunk) + (next_.capacity() + bins_.capacity()) * sizeof(std::uint32_t) +
         (loose_.capacity() + sorted_.capacity() + late_.capacity()) * sizeof(std::uint64_t);
}

}  // namespace yanglao::sim
