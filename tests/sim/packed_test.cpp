#include "sim/packed.hpp"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "sim/archive_pieces.hpp"
#include "sim/hdf5.hpp"
#include "tests/catch.hpp"

using namespace yanglao::sim;
using layout::Shape;

namespace {

/// An array of doubles in chunks and with the filters, in a file that is nowhere on disk.
struct Array {
  Array(const Shape& shape, const Shape& chunk, const std::string& name = "ours")
      : file(layout::create(name, hdf5::in_memory())), data(made(shape, chunk)) {}
  H5::DataSet made(const Shape& shape, const Shape& chunk) {
    H5::DSetCreatPropList properties;
    const double missing = std::numeric_limits<double>::quiet_NaN();
    properties.setFillValue(H5::PredType::NATIVE_DOUBLE, &missing);
    properties.setChunk(static_cast<int>(chunk.size()), chunk.data());
    ask_for_packing(properties);
    return file.createDataSet("array", H5::PredType::IEEE_F64LE, {static_cast<int>(shape.size()), shape.data()}, properties);
  }
  std::vector<unsigned char> chunk(const Shape& at) {
    hsize_t bytes = 0;
    std::uint32_t left_out = 0;
    REQUIRE(H5Dget_chunk_storage_size(data.getId(), at.data(), &bytes) >= 0);
    std::vector<unsigned char> out(bytes);
    REQUIRE(H5Dread_chunk(data.getId(), H5P_DEFAULT, at.data(), &left_out, out.data()) >= 0);
    CHECK(left_out == 0);  // no filter was left out
    return out;
  }
  H5::H5File file;
  H5::DataSet data;
};

std::vector<double> numbers(std::size_t count, bool noise) {
  std::mt19937_64 bits(7);
  std::vector<double> out(count);
  for (std::size_t i = 0; i < count; ++i) out[i] = noise ? std::bit_cast<double>(bits() >> 2) : static_cast<double>(i % 97) / 7;
  return out;
}

}  // namespace

TEST_CASE("an array packed on all processors has the bytes that HDF5 makes of it", "[archive]") {
  const bool noise = GENERATE(false, true);  // which does not get shorter
  const Shape shape{3, 40, 7, 5}, chunk{1, 16, 7, 5};
  const std::vector<double> values = numbers(3 * 40 * 7 * 5, noise);
  Array ours(shape, chunk), theirs(shape, chunk, "theirs");
  write_packed(ours.data, {0, 0, 0, 0}, shape, values);
  theirs.data.write(values.data(), H5::PredType::NATIVE_DOUBLE);
  theirs.file.flush(H5F_SCOPE_GLOBAL);  // or the last chunks are still unpacked
  for (hsize_t first = 0; first < 3; ++first)
    for (hsize_t second = 0; second < 40; second += 16) {
      INFO(first << ", " << second);
      CHECK(ours.chunk({first, second, 0, 0}) == theirs.chunk({first, second, 0, 0}));
    }
}

TEST_CASE("blocks of a packed array lie where they begin, whether or not they are whole chunks", "[archive]") {
  const hsize_t rows = GENERATE(8, 6, 40);  // two chunks; one and a half; all
  Array array({2, 40, 3}, {1, 4, 3});
  const std::vector<double> values = numbers(40 * 3, false);
  for (hsize_t first = 0; first < 40; first += rows) {
    const hsize_t count = std::min<hsize_t>(rows, 40 - first);
    write_packed(array.data, {1, first, 0}, {1, count, 3}, {values.data() + first * 3, count * 3});
  }
  std::vector<double> all(2 * 40 * 3);
  array.data.read(all.data(), H5::PredType::NATIVE_DOUBLE);
  CHECK(std::vector<double>(all.begin() + 120, all.end()) == values);
  CHECK(std::all_of(all.begin(), all.begin() + 120, [](double each) { return std::isnan(each); }));
}

TEST_CASE("a block whose rows are cut by chunks is gathered from its rows", "[archive]") {
  const Shape shape{6, 10}, chunk{4, 4};
  const std::vector<double> values = numbers(60, false);
  Array array(shape, chunk);
  write_packed(array.data, {0, 0}, shape, values);
  std::vector<double> all(60);
  array.data.read(all.data(), H5::PredType::NATIVE_DOUBLE);
  CHECK(all == values);
}

TEST_CASE("a piece of a file that is larger than a chunk is whole chunks, so that none is packed twice", "[archive]") {
  std::string path = (std::filesystem::temp_directory_path() / "yanglao-pieces-XXXXXX").string();
  ::close(::mkstemp(path.data()));
  constexpr std::size_t piece = 20, cells = 17000;  // of which 1 MiB holds 7 rows
  Dataset frame;
  frame.dimensions = {{"point", "", "", {}, {0, 1}},
                      {"replication", "", "", {}, std::vector<double>(100)},
                      {"cell", "", "", {}, std::vector<double>(cells)}};
  frame.variables = {{"people", {"point", "replication", "cell"}, "persons", "", {}}};
  ArchivePieces(frame, path, {1, piece}).finish();
  Shape chunk(3);
  H5::H5File(path, H5F_ACC_RDONLY).openDataSet("people").getCreatePlist().getChunk(3, chunk.data());
  CHECK(chunk == Shape{1, 5, cells});
  std::filesystem::remove(path);
}
