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
/// `Whole`: the last page is a large one too, even if little of it is used.
template <typename T, bool Whole = false>
struct HugeAllocator {
  using value_type = T;
  template <typename U>
  struct rebind {
    using other = HugeAllocator<U, Whole>;
  };
  HugeAllocator() = default;
  template <typename U>
  HugeAllocator(const HugeAllocator<U, Whole>&) noexcept {}

  T* allocate(std::size_t n) {
    constexpr std::size_t kPage = std::size_t{2} << 20;
    const std::size_t bytes = n * sizeof(T);
    const bool huge = bytes >= kPage / 2;
    const std::size_t align = huge ? kPage : 64;
    const std::size_t whole = (bytes + align - 1) / align * align;
    void* p = std::aligned_alloc(align, whole);
    if (!p) throw std::bad_alloc();
    if (huge) madvise(p, Whole ? whole : bytes, MADV_HUGEPAGE);
    return static_cast<T*>(p);
  }
  void deallocate(T* p, std::size_t) noexcept { std::free(p); }
  friend bool operator==(const HugeAllocator&, const HugeAllocator&) { return true; }
};

template <typename T, bool Whole = false>
using HugeVector = std::vector<T, HugeAllocator<T, Whole>>;

}  // namespace yanglao::sim
