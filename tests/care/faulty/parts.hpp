// The parts of a county that can be wrong. Included before everything else in each file of the county (see
// tests/CMakeLists.txt); the names at the end make County use them. They derive from the right parts, or hold one.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "models/care/clocks.hpp"
#include "models/care/fate.hpp"
#include "models/care/report.hpp"
#include "models/care/setup.hpp"
#include "sim/event_list.hpp"
#include "sim/huge.hpp"
#include "sim/model.hpp"
#include "sim/pool.hpp"
#include "sim/stream.hpp"
#include "sim/tally.hpp"
#include "tests/care/faulty/fault.hpp"

namespace yanglao::sim {

using care::Fault;
using care::faulty_tally;
using care::planted;

/// While `trace` is set, what was listed for each person and what was drawn for them, as one number by region and
/// person: the same number is the same life.
inline std::vector<std::vector<std::uint64_t>>* trace = nullptr;
inline thread_local std::uint32_t region_made = 0;  // the stream of a county is made before its list

inline void live(std::uint32_t region, std::uint32_t person, std::uint64_t what) {
  if (!trace) return;
  std::vector<std::uint64_t>& lives = trace->at(region);
  if (person >= lives.size()) lives.resize(person + 1);
  lives[person] = (std::rotl(lives[person], 23) ^ what) * 0x9E3779B97F4A7C15u;
}

/// Number of the tally that a county makes next; its stream, made before them, starts the count.
inline thread_local int next_tally = 0;

class FaultyStream : public Stream {
 public:
  FaultyStream(StreamKey key, std::uint32_t region) : Stream(key, region), region_(region) {
    next_tally = 0;
    region_made = region;
  }
  [[nodiscard]] Draws draw(std::uint32_t person, std::uint32_t purpose, std::uint32_t count = 0) const {
    static std::atomic<std::uint32_t> made{0};
    const bool illness = purpose == static_cast<std::uint32_t>(care::Purpose::illness);
    if (planted == Fault::draws_repeat && illness) count = 1;
    if (planted == Fault::draws_shared || (planted == Fault::draws_shifted && illness)) count ^= ++made << 16;
    Draws out = Stream::draw(person, purpose, count);
    if (planted == Fault::draws_long && illness)
      out[0] = static_cast<std::uint32_t>(std::pow(unit(out[0]), 1.05) * 0x1p32);
    live(region_, person, std::uint64_t{out[0]} << 32 | out[1]);
    return out;
  }
  void draw_many(std::uint32_t first, std::uint32_t purpose, std::uint32_t count, std::span<Draws> out) const {
    for (Draws& each : out) each = draw(first++, purpose, count);
  }

 private:
  std::uint32_t region_;
};

class FaultyEventList : public EventList {
 public:
  using EventList::EventList;
  void push(Tick at, std::uint32_t id) {
    if (planted == Fault::event_lost && !(id & 0x80000000u) && ((at >> 3) ^ id) % 100 == 0) return;
    if (!(id & 0x80000000u)) live(region_, id, std::uint64_t{at});
    EventList::push(at, id);
  }

 private:
  std::uint32_t region_ = region_made;
};

class FaultyLine : public Line {
 public:
  void join(Waiter waiter) {
    if (planted == Fault::wait_too_long) waiter.joined -= std::min(waiter.joined, kTicksPerDay);
    Line::join(waiter);
  }
};

struct FaultyPool : Pool {
  [[nodiscard]] bool free() const { return planted == Fault::bed_too_many ? occupied() <= capacity() : Pool::free(); }
  FaultyLine line;
};

/// Says of each telling whether it is right, forgotten or of another cell.
class Teller {
 public:
  Teller() : number_(next_tally++) {}
  /// The cell to be told of; -1: none.
  int cell(int right, int cells) {
    if (planted < Fault::telling_lost || planted > Fault::telling_wrong_cell ||
        number_ != static_cast<int>(faulty_tally))
      return right;
    if (told_++ % 97 != 0) return right;
    return planted == Fault::telling_lost ? -1 : (right + cells / 2 + 1) % cells;
  }

 private:
  int number_;
  std::uint32_t told_ = 0;
};

class FaultyLevelTally : public LevelTally {
 public:
  using LevelTally::LevelTally;
  void add(int cell, Tick at, int n) {
    if (const int told = teller_.cell(cell, cells()); told >= 0) LevelTally::add(told, at, n);
  }
  void move(int from, int to, Tick at, int n = 1) {
    if (const int told = teller_.cell(to, cells()); told >= 0) LevelTally::move(from, told, at, n);
  }

 private:
  Teller teller_;
};

class FaultySumTally : public SumTally {
 public:
  FaultySumTally(const Calendar& calendar, int cells) : SumTally(calendar, cells), cells_(cells) {}
  void add(int cell, Tick at, std::int64_t n = 1) {
    if (const int told = teller_.cell(cell, cells_); told >= 0) SumTally::add(told, at, n);
  }

 private:
  int cells_;
  Teller teller_;
};

}  // namespace yanglao::sim

#define Stream FaultyStream
#define EventList FaultyEventList
#define Pool FaultyPool
#define LevelTally FaultyLevelTally
#define SumTally FaultySumTally
#define Residents FaultyResidents
#define County FaultyCounty
