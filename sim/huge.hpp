// Memory for large arrays that are read at random: on huge pages where the system has them, since a walk through the
// page tables for each record costs more than the record.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace yanglao::sim {

/// Allocates blocks of a megabyte and more on 2 MiB pages (advice that the system may ignore), smaller ones as usual.
template <typename T>
struct HugeAllocator {
  using value_type = T;
  HugeAllocator() = default;
  template <typename U>
  HugeAllocator(const HugeAllocator<U>&) noexcept {}

  T* allocate(std::size_t n) {
    constexpr std::size_t kPage = std::size_t{2} << 20;
    const std::size_t bytes = n * sizeof(T);
    const bool huge = bytes >= kPage / 4;
    const std::size_t align = huge ? kPage : 64;
    const std::size_t whole = (bytes + align - 1) / align * align;
    void* p = std::aligned_alloc(align, whole);
    if (!p) throw std::bad_alloc();
    if (huge) madvise(p, whole, MADV_HUGEPAGE);
    return static_cast<T*>(p);
  }
  void deallocate(T* p, std::size_t) noexcept { std::free(p); }
  friend bool operator==(const HugeAllocator&, const HugeAllocator&) { return true; }
};

template <typename T>
using HugeVector = std::vector<T, HugeAllocator<T>>;

}  // namespace yanglao::sim
