#include "sim/huge.hpp"

#include <sys/mman.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace yanglao::sim {
namespace {

constexpr std::size_t kLine = 64, kPage = std::size_t{2} << 20, kSlab = std::size_t{32} << 20;
constexpr std::size_t kLeast = 4096, kMost = kSlab / 4;

std::atomic<std::uint64_t> blocks{0};

constexpr std::size_t up(std::size_t bytes, std::size_t to) { return (bytes + to - 1) / to * to; }

/// Memory at a multiple of `align`, its pages huge if the system grants it.
void* on_huge_pages(std::size_t bytes, std::size_t align) {
  void* p = std::aligned_alloc(align, bytes);
  if (!p) throw std::bad_alloc();
  madvise(p, bytes, MADV_HUGEPAGE);
  return p;
}

/// The head of a slab; its blocks follow. A block's slab is found by its address.
struct Slab {
  std::atomic<std::size_t> held{1};  ///< blocks in use, and 1 while a thread fills it
  std::size_t used = kLine;

  static Slab* make() { return new (on_huge_pages(kSlab, kSlab)) Slab; }
  static Slab* of(void* block) {
    return reinterpret_cast<Slab*>(reinterpret_cast<std::uintptr_t>(block) & ~(std::uintptr_t{kSlab} - 1));
  }
  void drop() {
    if (held.fetch_sub(1, std::memory_order_acq_rel) == 1) std::free(this);
  }
};
static_assert(sizeof(Slab) <= kLine);

/// The slab that a thread fills.
struct Filling {
  Slab* slab = nullptr;
  ~Filling() {
    if (slab) slab->drop();
  }
  void* take(std::size_t bytes) {
    if (slab && slab->held.load(std::memory_order_acquire) == 1) slab->used = kLine;  // all its blocks are free
    if (!slab || slab->used + bytes > kSlab) {
      Slab* fresh = Slab::make();
      if (slab) slab->drop();
      slab = fresh;
    }
    void* block = reinterpret_cast<char*>(slab) + slab->used;
    slab->used += bytes;
    slab->held.fetch_add(1, std::memory_order_relaxed);
    return block;
  }
};
thread_local Filling filling;

}  // namespace

void* huge_allocate(std::size_t bytes) {
  if (bytes >= kLeast && bytes <= kMost) {
    blocks.fetch_add(1, std::memory_order_relaxed);
    return filling.take(up(bytes, kLine));
  }
  if (bytes > kMost) return on_huge_pages(up(bytes, kPage), kPage);
  void* p = std::aligned_alloc(kLine, up(bytes, kLine));
  if (!p) throw std::bad_alloc();
  return p;
}

void huge_free(void* block, std::size_t bytes) noexcept {
  if (bytes >= kLeast && bytes <= kMost) Slab::of(block)->drop();
  else std::free(block);
}

std::uint64_t huge_blocks() { return blocks.load(std::memory_order_relaxed); }

}  // namespace yanglao::sim
