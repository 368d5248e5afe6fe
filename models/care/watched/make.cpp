// Makes counties that tell the lives of those who are watched.
#include "models/care/county.hpp"

namespace yanglao::care {

std::unique_ptr<sim::Region> make_watched(const Setup& setup, int county, sim::StreamKey key, LifeLog& lives) {
  return std::make_unique<County>(setup, county, key, &lives);
}

}  // namespace yanglao::care
