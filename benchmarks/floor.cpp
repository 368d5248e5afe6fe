// The floor: what the memory and the arithmetic of one event cost at least, with no simulation around them. An event
// reads its 16 bytes from one array, touches one random prefetched record of 64 bytes, makes two draws (one call of a
// counter-based generator), takes one logarithm and appends 16 bytes to another array.
#include <Random123/philox.h>
#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <utility>
#include <vector>

#include "options.hpp"

namespace {

struct alignas(64) Record {
  double since, total;
  std::uint32_t visits, state;
  std::uint64_t rest[5];
};
static_assert(sizeof(Record) == 64);

struct Event {
  double at;
  std::uint32_t record, kind;
};
static_assert(sizeof(Event) == 16);

constexpr std::size_t kAhead = 16;  // records prefetched this many events early

/// Zeroed memory, in pages of 2 MiB where asked and granted.
template <typename T>
std::span<T> zeroed(std::size_t n, bool huge) {
  constexpr std::size_t kHuge = std::size_t{1} << 21;
  const std::size_t bytes = (n * sizeof(T) + kHuge - 1) / kHuge * kHuge;
  void* memory = std::aligned_alloc(kHuge, bytes);
  if (memory == nullptr) {
    std::fprintf(stderr, "floor: no memory for %zu bytes\n", bytes);
    std::exit(1);
  }
  madvise(memory, bytes, huge ? MADV_HUGEPAGE : MADV_NOHUGEPAGE);
  T* first = static_cast<T*>(memory);
  std::fill(first, first + n, T{});
  return {first, n};
}

double unit(std::uint32_t word) { return (word + 0.5) * 0x1p-32; }
std::uint32_t below(std::uint32_t word, std::uint32_t n) {
  return static_cast<std::uint32_t>(std::uint64_t{word} * n >> 32);
}

// Seven rounds are the fewest that pass every test of TestU01 (Salmon et al. 2011).
using Generator = r123::Philox4x32_R<7>;

class Floor {
 public:
  Floor(std::uint32_t records, bool huge)
      : records_(zeroed<Record>(records, huge)),
        from_(zeroed<Event>(records, huge)),
        to_(zeroed<Event>(records, huge)) {
    for (std::uint32_t i = 0; i < records; ++i) from_[i] = {0, below(draw(i)[2], records), 0};
    ++pass_;
  }

  /// One event for each record's worth of the list.
  void pass() {
    const auto n = static_cast<std::uint32_t>(from_.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(kAhead, n); ++i) prefetch(i);
    for (std::uint32_t i = 0; i < n; ++i) {
      if (i + kAhead < n) prefetch(i + kAhead);
      const Event event = from_[i];
      const Generator::ctr_type words = draw(i);
      Record& record = records_[event.record];
      record.total += event.at - record.since;
      record.since = event.at;
      ++record.visits;
      record.state ^= words[1];
      to_[i] = {event.at - std::log(unit(words[0])), below(words[2], n), record.state};
    }
    std::swap(from_, to_);
    ++pass_;
  }

  /// Depends on everything that was done, so that none of it can be left out.
  [[nodiscard]] double sum() const {
    double all = 0;
    for (const Record& record : records_) all += record.total + record.state;
    return all;
  }

 private:
  void prefetch(std::size_t i) const { __builtin_prefetch(&records_[from_[i].record], 1); }
  [[nodiscard]] Generator::ctr_type draw(std::uint32_t i) const { return Generator{}({{i, pass_, 0, 0}}, {{1, 2}}); }

  std::span<Record> records_;
  std::span<Event> from_, to_;
  std::uint32_t pass_ = 0;
};

}  // namespace

int main(int count, char** words) {
  double records = 7.6e6, events = 3e7, repeats = 5, page_kib = 4;
  yanglao::benchmarks::read_options(
      count, words,
      {{"--records", &records}, {"--events", &events}, {"--repeats", &repeats}, {"--page-kib", &page_kib}});
  Floor floor(static_cast<std::uint32_t>(records), page_kib > 4);
  const int passes = std::max(1, static_cast<int>(events / records));
  floor.pass();
  std::vector<double> measured;
  for (int i = 0; i < static_cast<int>(repeats); ++i) {
    const auto start = std::chrono::steady_clock::now();
    for (int p = 0; p < passes; ++p) floor.pass();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    measured.push_back(seconds / passes / records * 1e9);
  }
  std::sort(measured.begin(), measured.end());
  std::printf("ns_per_event %.3f\nlowest %.3f\nhighest %.3f\nsum %.17g\n", measured[measured.size() / 2],
              measured.front(), measured.back(), floor.sum());
}
