#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/commands.hpp"
#include "sim/archive.hpp"
#include "tests/catch.hpp"

namespace fs = std::filesystem;
using namespace yanglao;

namespace {

/// Two results of the same run on different machines, in a folder of the test's own.
struct Pair {
  Pair() {
    std::string name = (fs::temp_directory_path() / "yanglao-same-XXXXXX").string();
    folder = mkdtemp(name.data());
    a = (folder / "a.h5").string();
    b = (folder / "b.h5").string();
    dataset.dimensions = {{"month", "", "days since 2020-11-01", {}, std::vector<double>(100)}};
    dataset.variables = {{"people", {"month"}, "persons", "", std::vector<double>(100, 1.5)}};
    dataset.attributes = {{"seed", "1"}};
    dataset.run_record = {{"threads", "1"}, {"wall_seconds", "9.1"}};
    sim::write_archive(dataset, a);
    dataset.run_record = {{"threads", "64"}, {"wall_seconds", "0.2"}};
  }
  ~Pair() { fs::remove_all(folder); }
  [[nodiscard]] int compare() const {
    const std::ostringstream quiet;
    std::streambuf* before = std::cout.rdbuf(quiet.rdbuf());
    const int status = cli::same({a, b});
    std::cout.rdbuf(before);
    return status;
  }
  fs::path folder;
  std::string a, b;
  sim::Dataset dataset;
};

}  // namespace

TEST_CASE("results that differ in the record of the run only are the same", "[same]") {
  Pair pair;
  sim::write_archive(pair.dataset, pair.b);
  CHECK(pair.compare() == cli::exit_done);
}

TEST_CASE("results that differ in one value are different", "[same]") {
  Pair pair;
  pair.dataset.variables[0].data[57] = std::nextafter(1.5, 2.0);
  sim::write_archive(pair.dataset, pair.b);
  CHECK(pair.compare() == cli::exit_failed);
}

TEST_CASE("results that differ in an attribute are different", "[same]") {
  Pair pair;
  pair.dataset.attributes.insert_or_assign("seed", "2");
  sim::write_archive(pair.dataset, pair.b);
  CHECK(pair.compare() == cli::exit_failed);
}

TEST_CASE("one flipped bit anywhere outside the record of the run is found", "[same]") {
  Pair pair;
  sim::write_archive(pair.dataset, pair.b);
  const auto record = sim::record_positions(pair.b);
  const std::size_t size = fs::file_size(pair.b);
  std::size_t tried = 0;
  // Every 37th byte.
  for (std::size_t at = 0; at < size; at += 37) {
    if (std::binary_search(record.begin(), record.end(), at)) continue;
    const auto flip = [&] {
      std::fstream file(pair.b, std::ios::binary | std::ios::in | std::ios::out);
      file.seekg(static_cast<std::streamoff>(at));
      const int byte = file.get();
      file.seekp(static_cast<std::streamoff>(at));
      file.put(static_cast<char>(byte ^ 1));
    };
    flip();
    CHECK(pair.compare() == cli::exit_failed);
    flip();
    ++tried;
  }
  CHECK(tried > 100);
  CHECK(pair.compare() == cli::exit_done);
}
