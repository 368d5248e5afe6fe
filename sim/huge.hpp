// Memory for arrays that are read at random: side by side on huge pages where the system has them, since a walk through
// the page tables for each record costs more than the record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace yanglao::sim {

/// A block of `bytes` on a cache line of its own. Blocks from a page (4 KiB) to a quarter of a slab lie side by side in
/// slabs of the thread that asks; larger ones on huge pages of their own; smaller ones where `malloc` has them. Throws
/// std::bad_alloc. A slab is used again when all its blocks are free.
void* huge_allocate(std::size_t bytes);
/// `bytes`: as allocated. Any thread may free.
void huge_free(void* block, std::size_t bytes) noexcept;
/// How many blocks have come from slabs so far, in all threads: what `malloc` does not see.
std::uint64_t huge_blocks();

template <typename T>
struct HugeAllocator {
  using value_type = T;
  HugeAllocator() = default;
  template <typename U>
  HugeAllocator(const HugeAllocator<U>&) noexcept {}
  T* allocate(std::size_t n) { return static_cast<T*>(huge_allocate(n * sizeof(T))); }
  void deallocate(T* p, std::size_t n) noexcept { huge_free(p, n * sizeof(T)); }
  friend bool operator==(const HugeAllocator&, const HugeAllocator&) { return true; }
};

template <typename T>
using HugeVector = std::vector<T, HugeAllocator<T>>;

}  // namespace yanglao::sim
