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

/// Number of the tally that a county makes next; its stream, made before them, starts the count.
inline thread_local int next_tally = 0;

class FaultyStream : public Stream {
 public:
  FaultyStream(StreamKey key, std::uint32_t region) : Stream(key, region) { next_tally = 0; }
  [[nodiscard]] Draws draw(std::uint32_t person, std::uint32_t purpose, std::uint32_t count = 0) const {
    static std::atomic<std::uint32_t> made{0};
    const bool illness = purpose == static_cast<std::uint32_t>(care::Purpose::illness);
    if (planted == Fault::draws_repeat && illness) count = 1;
    if (planted == Fault::draws_shared) count ^= ++made << 16;
    Draws out = Stream::draw(person, purpose, count);
    if (planted == Fault::draws_long && illness)
      out[0] = static_cast<std::uint32_t>(std::pow(unit(out[0]), 1.05) * 0x1p32);
    return out;
  }
};

class FaultyEventList : public EventList {
 public:
  using EventList::EventList;
  void push(Tick at, std::uint32_t id) {
    if (planted == Fault::event_lost && !(id & 0x80000000u) && ((at >> 3) ^ id) % 100 == 0) return;
    EventList::push(at, id);
  }
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
  void move(int from, int to, Tick at) {
    if (const int told = teller_.cell(to, cells()); told >= 0) LevelTally::move(from, told, at);
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
#define County FaultyCounty
