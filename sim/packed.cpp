#include "sim/packed.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <future>
#include <limits>
#include <new>
#include <thread>
#include <vector>

#include "sim/hdf5.hpp"

namespace yanglao::sim {
namespace {

using layout::Shape;

// Level 1: on a run of the care model 1.7 times as fast as level 4, for a file 5% larger. Without HDF5's shuffle of bytes:
// sums and means repeat whole numbers, which are found sooner beside each other (1.5 times as fast, two thirds of the size).
constexpr int kLevel = 1;
constexpr std::size_t kAtOnce = 8;  // chunks of each thread, at most 1 MiB each, before they are written

/// Where the block's chunk number `number` begins, counted from the block.
Shape chunk_begin(std::size_t number, const Shape& size, const Shape& chunk) {
  Shape begin(size.size());
  for (std::size_t axis = size.size(); axis-- > 0;) {
    const std::size_t many = (size[axis] + chunk[axis] - 1) / chunk[axis];
    begin[axis] = number % many * chunk[axis];
    number /= many;
  }
  return begin;
}

std::size_t chunks_in(const Shape& size, const Shape& chunk) {
  std::size_t all = 1;
  for (std::size_t axis = 0; axis < size.size(); ++axis) all *= (size[axis] + chunk[axis] - 1) / chunk[axis];
  return all;
}

/// Copies what lies in one chunk, row by row, to its place there.
void gather(std::span<const double> values, const Shape& size, const Shape& chunk, const Shape& from, double* out) {
  const std::size_t axes = size.size();
  Shape count(axes), at(axes, 0);
  for (std::size_t axis = 0; axis < axes; ++axis) count[axis] = std::min(chunk[axis], size[axis] - from[axis]);
  for (;;) {
    std::size_t source = 0, target = 0;
    for (std::size_t axis = 0; axis < axes; ++axis) {
      source = source * size[axis] + from[axis] + at[axis];
      target = target * chunk[axis] + at[axis];
    }
    std::copy_n(values.data() + source, count.back(), out + target);
    std::size_t axis = axes - 1;
    for (; axis > 0 && ++at[axis - 1] == count[axis - 1]; --axis) at[axis - 1] = 0;
    if (axis == 0) return;
  }
}

struct Chunk {
  Shape from;  ///< counted from the block
  std::vector<std::byte> bytes;
};

/// One at a time.
class Packer {
 public:
  explicit Packer(const Shape& chunk) : chunk_(chunk), values_(1) {
    for (const hsize_t length : chunk) values_.resize(values_.size() * length);
  }

  void pack(std::span<const double> values, const Shape& size, Chunk& out) {
    std::fill(values_.begin(), values_.end(), std::numeric_limits<double>::quiet_NaN());
    gather(values, size, chunk_, out.from, values_.data());
    const uLong whole = values_.size() * sizeof(double);
    out.bytes.resize(compressBound(whole));
    uLongf length = out.bytes.size();
    // There is room for the worst case, so that nothing but memory can fail.
    if (compress2(reinterpret_cast<Bytef*>(out.bytes.data()), &length, reinterpret_cast<const Bytef*>(values_.data()),
                  whole, kLevel) != Z_OK)
      throw std::bad_alloc();
    out.bytes.resize(length);
  }

 private:
  Shape chunk_;
  std::vector<double> values_;
};

/// Empty where the array is not in chunks, or the block cuts one.
Shape chunk_of(const H5::DataSet& data, const Shape& begin, const Shape& size) {
  const H5::DSetCreatPropList properties = data.getCreatePlist();
  if (size.empty() || properties.getLayout() != H5D_CHUNKED) return {};
  Shape chunk(size.size()), whole(size.size());
  properties.getChunk(static_cast<int>(chunk.size()), chunk.data());
  data.getSpace().getSimpleExtentDims(whole.data());
  for (std::size_t axis = 0; axis < size.size(); ++axis) {
    const hsize_t end = begin[axis] + size[axis];
    if (begin[axis] % chunk[axis] != 0 || (end % chunk[axis] != 0 && end != whole[axis])) return {};
  }
  return chunk;
}

void leave_to_hdf5(H5::DataSet& data, const Shape& begin, const Shape& size, std::span<const double> values) {
  const H5::DataSpace where = data.getSpace();
  if (size.empty()) return data.write(values.data(), H5::PredType::NATIVE_DOUBLE);
  where.selectHyperslab(H5S_SELECT_SET, size.data(), begin.data());
  const H5::DataSpace here(static_cast<int>(size.size()), size.data());
  data.write(values.data(), H5::PredType::NATIVE_DOUBLE, here, where);
}

void put(H5::DataSet& data, const Shape& begin, const Chunk& chunk) {
  Shape at = begin;
  for (std::size_t axis = 0; axis < at.size(); ++axis) at[axis] += chunk.from[axis];
  hdf5::must(H5Dwrite_chunk(data.getId(), H5P_DEFAULT, 0, at.data(), chunk.bytes.size(), chunk.bytes.data()),
             "H5Dwrite_chunk");
}

}  // namespace

void ask_for_packing(H5::DSetCreatPropList& properties) { properties.setDeflate(kLevel); }

void write_packed(H5::DataSet& data, const Shape& begin, const Shape& size, std::span<const double> values,
                  const std::function<void()>& look) {
  if (values.empty()) return;
  if (look) look();
  const Shape chunk = chunk_of(data, begin, size);
  if (chunk.empty()) return leave_to_hdf5(data, begin, size, values);
  const std::size_t all = chunks_in(size, chunk);
  // Threads that end here, not OpenMP's, which stay: a Python process that forks after its main thread opened some would hang.
  const std::size_t many = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, all);
  std::vector<Packer> packers(many, Packer(chunk));
  std::vector<Chunk> packed(std::min(all, kAtOnce * many));
  for (std::size_t first = 0; first < all; first += packed.size()) {
    if (look) look();
    const std::size_t count = std::min(packed.size(), all - first);
    const auto work = [&](std::size_t thread) {
      for (std::size_t i = thread; i < count; i += many) {
        packed[i].from = chunk_begin(first + i, size, chunk);
        packers[thread].pack(values, size, packed[i]);
      }
    };
    std::vector<std::future<void>> others;
    for (std::size_t thread = 1; thread < std::min(many, count); ++thread)
      others.push_back(std::async(std::launch::async, work, thread));
    work(0);
    for (std::future<void>& each : others) each.get();
    for (std::size_t i = 0; i < count; ++i) put(data, begin, packed[i]);
  }
}

}  // namespace yanglao::sim
