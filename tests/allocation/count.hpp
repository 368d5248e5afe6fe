// How often memory is taken, by whatever part of the program.
#pragma once

namespace yanglao {

/// Every malloc, calloc, realloc and aligned_alloc so far, and every block of a slab (sim/huge.hpp); operator new calls malloc.
long times_taken();

/// How often memory was taken while `f` ran.
template <typename F>
long while_running(F&& f) {
  const long before = times_taken();
  f();
  return times_taken() - before;
}

}  // namespace yanglao
