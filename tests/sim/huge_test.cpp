#include "sim/huge.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

#include "tests/catch.hpp"

using namespace yanglao::sim;

namespace {

struct Block {
  unsigned char* at;
  std::size_t bytes;
  unsigned char mark;
};

Block taken(std::size_t bytes, unsigned char mark) {
  auto* at = static_cast<unsigned char*>(huge_allocate(bytes));
  std::memset(at, mark, bytes);
  return {at, bytes, mark};
}

bool whole(const Block& block) {
  return std::all_of(block.at, block.at + block.bytes, [&](unsigned char c) { return c == block.mark; });
}

/// Blocks of all sizes, a third of them freed on the way: how many are written over by others, or lie across a cache line.
int spoilt(unsigned char seed) {
  constexpr std::size_t sizes[] = {1, 100, 4095, 4096, 4097, 70'000, 1'000'000, 8'388'608, 8'388'609};
  std::vector<Block> held;
  int wrong = 0;
  for (int i = 0; i < 60; ++i) {
    held.push_back(taken(sizes[static_cast<std::size_t>(i * 7 + seed) % std::size(sizes)], static_cast<unsigned char>(seed + i)));
    wrong += reinterpret_cast<std::uintptr_t>(held.back().at) % 64 != 0;
    if (i % 3 == 2) {
      const auto out = held.begin() + i % static_cast<int>(held.size());
      wrong += !whole(*out);
      huge_free(out->at, out->bytes);
      held.erase(out);
    }
  }
  for (const Block& block : held) {
    wrong += !whole(block);
    huge_free(block.at, block.bytes);
  }
  return wrong;
}

}  // namespace

TEST_CASE("blocks of all sizes are each alone on their cache lines and keep what is written", "[huge]") {
  CHECK(spoilt(1) == 0);
  int wrong[2] = {-1, -1};
  std::thread one([&] { wrong[0] = spoilt(2); }), two([&] { wrong[1] = spoilt(3); });
  one.join();
  two.join();
  CHECK((wrong[0] == 0 && wrong[1] == 0));
}

TEST_CASE("a slab is used again when its blocks are free, whatever thread frees them", "[huge]") {
  constexpr std::size_t size = 100'000;
  bool again_alone = false, never_twice = true, again_after_others = false;
  // In a thread of its own: its slab holds nothing of other tests.
  std::thread([&] {
    void* const first = huge_allocate(size);
    huge_free(first, size);
    again_alone = huge_allocate(size) == first;
    void* const second = huge_allocate(size);
    huge_free(first, size);
    void* const third = huge_allocate(size);
    never_twice = second != first && third != first && third != second;
    std::thread([&] { huge_free(second, size), huge_free(third, size); }).join();
    again_after_others = huge_allocate(size) == first;
    huge_free(first, size);
  }).join();
  CHECK(again_alone);
  CHECK(never_twice);
  CHECK(again_after_others);
}

TEST_CASE("blocks of a slab outlive the thread that took them", "[huge]") {
  std::vector<Block> left;
  std::thread([&] { left = {taken(50'000, 7), taken(5'000'000, 8)}; }).join();
  for (const Block& block : left) {
    CHECK(whole(block));
    huge_free(block.at, block.bytes);
  }
}

TEST_CASE("blocks that malloc does not see are counted", "[huge]") {
  const auto before = huge_blocks();
  { HugeVector<char> in_slab(4096), by_malloc(4095), alone(std::size_t{9} << 20); }
  CHECK(huge_blocks() == before + 1);
}
