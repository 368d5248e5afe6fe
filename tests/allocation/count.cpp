#include "count.hpp"

#include <atomic>
#include <cstddef>

#include "sim/huge.hpp"

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {
std::atomic<long> taken{0};
}

extern "C" {
void* malloc(std::size_t size) {
  ++taken;
  return __libc_malloc(size);
}
void* calloc(std::size_t n, std::size_t size) {
  ++taken;
  return __libc_calloc(n, size);
}
void* realloc(void* p, std::size_t size) {
  ++taken;
  return __libc_realloc(p, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  ++taken;
  return __libc_memalign(alignment, size);
}
}

long yanglao::times_taken() { return taken + static_cast<long>(sim::huge_blocks()); }
