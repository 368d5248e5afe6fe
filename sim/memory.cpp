#include "sim/memory.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

namespace yanglao::sim {

double memory_bytes() {
  double least = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    least = std::min(least, static_cast<double>(limit.rlim_cur));
  // Control groups of version 2, then 1; "max" or a huge number where there is no limit.
  for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::ifstream file(path);
    if (double bytes = 0; file >> bytes && bytes > 0) least = std::min(least, bytes);
  }
  return least;
}

std::string gib_text(double bytes) {
  char text[64];
  std::snprintf(text, sizeof text, bytes < 100 * 0x1p30 ? "%.1f GiB" : "%.0f GiB", bytes * 0x1p-30);
  return text;
}

}  // namespace yanglao::sim
