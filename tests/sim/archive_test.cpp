#include "sim/archive.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

#include "tests/catch.hpp"

namespace fs = std::filesystem;
using namespace yanglao::sim;

namespace {

/// A folder of the test's own, removed at its end.
struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "yanglao-archive-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  [[nodiscard]] std::string file(const std::string& name) const { return (path / name).string(); }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator{}));
  }
  fs::path path;
};

Dataset sample() {
  Dataset dataset;
  dataset.dimensions = {{"replication", "replication", "", {}, {0, 1}},
                        {"month", "first day of the month", "days since 2020-11-01", {}, {0, 30, 61}},
                        {"setting", "where a person lives", "", {"home", "机构", ""}, {}},
                        {"share", "", "1", {}, {0.25, 0.5}}};
  Variable people{"people", {"replication", "month", "setting"}, "persons", "mean number in the month", {}};
  for (int cell = 0; cell < 18; ++cell) people.data.push_back(cell == 7 ? std::nan("") : cell / 7.0);
  dataset.variables = {people, {"total", {}, "CNY", "", {1e300}}, {"alone", {"share"}, "", "", {-0.0, 5e-324}}};
  dataset.attributes = {{"title", "江西 2025"}, {"empty", ""}, {"scenario", std::string(200000, 'x')}};
  dataset.run_record = {{"threads", "2"}, {"started", "2024-01-02T03:04:05Z"}, {"wall_seconds", "12.5"}};
  return dataset;
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string reason_for(const std::string& path) {
  try {
    check_writable(path);
  } catch (const ArchiveError& error) {
    CHECK(error.file() == path);
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    return error.reason();
  }
  return {};
}

std::string read_reason(const std::string& path) {
  try {
    read_archive(path);
  } catch (const ArchiveError& error) {
    return error.reason();
  }
  return "";
}

bool same_bits(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

}  // namespace

TEST_CASE("a dataset comes back from the archive as it was written", "[archive]") {
  const Folder folder;
  const Dataset wrote = sample();
  write_archive(wrote, folder.file("a.h5"));
  const Dataset got = read_archive(folder.file("a.h5"));
  CHECK(got.attributes == wrote.attributes);
  CHECK(got.run_record == wrote.run_record);
  REQUIRE(got.dimensions.size() == wrote.dimensions.size());
  for (std::size_t i = 0; i < got.dimensions.size(); ++i) {
    const Dimension& a = got.dimensions[i];
    const Dimension& b = wrote.dimensions[i];
    CHECK(a.name == b.name);
    CHECK(a.long_name == b.long_name);
    CHECK(a.units == b.units);
    CHECK(a.labels == b.labels);
    CHECK(a.values == b.values);
  }
  REQUIRE(got.variables.size() == wrote.variables.size());
  for (std::size_t i = 0; i < got.variables.size(); ++i) {
    const Variable& a = got.variables[i];
    const Variable& b = wrote.variables[i];
    CHECK(a.name == b.name);
    CHECK(a.dimensions == b.dimensions);
    CHECK(a.units == b.units);
    CHECK(a.long_name == b.long_name);
    CHECK(std::equal(a.data.begin(), a.data.end(), b.data.begin(), b.data.end(), same_bits));
  }
  CHECK(folder.entries() == 1);
}

TEST_CASE("a dimension may have length zero, as when a run is stopped before its first replication", "[archive]") {
  const Folder folder;
  Dataset wrote = sample();
  wrote.dimensions[0].values.clear();
  wrote.variables[0].data.clear();
  write_archive(wrote, folder.file("a.h5"));
  const Dataset got = read_archive(folder.file("a.h5"));
  CHECK(got.dimension("replication")->size() == 0);
  CHECK(got.variable("people")->dimensions == wrote.variables[0].dimensions);
  CHECK(got.variable("people")->data.empty());
}

TEST_CASE("an array of many chunks, whose last ones are part full, comes back whole", "[archive]") {
  const Folder folder;
  Dataset wrote;
  wrote.dimensions = {{"replication", "", "", {}, std::vector<double>(7)},
                      {"cell", "", "", {}, std::vector<double>(50021)}};
  for (std::size_t i = 0; i < 50021; ++i) wrote.dimensions[1].values[i] = static_cast<double>(i);
  Variable big{"big", {"replication", "cell"}, "", "", {}};
  for (std::size_t i = 0; i < 7UL * 50021; ++i) big.data.push_back(std::sin(static_cast<double>(i)));
  wrote.variables = {big};
  write_archive(wrote, folder.file("a.h5"));
  CHECK(read_archive(folder.file("a.h5")).variables[0].data == big.data);
}

TEST_CASE("the same dataset gives the same bytes under any file name", "[archive]") {
  const Folder folder;
  write_archive(sample(), folder.file("a.h5"));
  write_archive(Dataset{}, folder.file("between.h5"));
  write_archive(sample(), folder.file("another-name.h5"));
  CHECK(bytes_of(folder.file("a.h5")) == bytes_of(folder.file("another-name.h5")));
}

TEST_CASE("another run record changes bytes only where the record is kept", "[archive]") {
  const Folder folder;
  Dataset dataset = sample();
  write_archive(dataset, folder.file("a.h5"));
  dataset.run_record = {{"threads", "64"}, {"started", "2031-12-31T23:59:59Z"}, {"wall_seconds", std::string(99, '9')}};
  write_archive(dataset, folder.file("b.h5"));
  const auto positions = record_positions(folder.file("a.h5"));
  CHECK(positions == record_positions(folder.file("b.h5")));
  CHECK(positions.size() == 3 * record_bytes);
  std::string a = bytes_of(folder.file("a.h5"));
  std::string b = bytes_of(folder.file("b.h5"));
  REQUIRE(a.size() == b.size());
  CHECK(a != b);
  for (const std::size_t at : positions) a[at] = b[at] = ' ';
  CHECK(a == b);
}

TEST_CASE("a long run record is cut between characters, not inside one", "[archive]") {
  const Folder folder;
  Dataset dataset = sample();
  dataset.run_record = {{"machine", std::string(62, 'a') + "养老"}, {"full", std::string(61, 'a') + "养"}};
  write_archive(dataset, folder.file("a.h5"));
  const Dataset got = read_archive(folder.file("a.h5"));
  CHECK(got.run_record.at("machine") == std::string(62, 'a'));
  CHECK(got.run_record.at("full") == std::string(61, 'a') + "养");
}

TEST_CASE("what the format cannot hold is refused and nothing is written", "[archive]") {
  const Folder folder;
  Dataset dataset = sample();
  SECTION("too few values") { dataset.variables[0].data.pop_back(); }
  SECTION("unknown dimension") { dataset.variables[0].dimensions[1] = "week"; }
  SECTION("a variable named as a dimension") { dataset.variables[2].name = "setting"; }
  SECTION("two variables of one name") { dataset.variables[2].name = "people"; }
  SECTION("a reserved attribute") { dataset.attributes.emplace("run_threads", "3"); }
  CHECK_THROWS_AS(write_archive(dataset, folder.file("a.h5")), ArchiveError);
  CHECK(folder.entries() == 0);
}

TEST_CASE("a path that cannot be written is refused beforehand, with the reason", "[archive]") {
  const Folder folder;
  std::ofstream(folder.file("plain.txt")) << "text";
  CHECK(reason_for(folder.file("new.h5")).empty());
  CHECK(reason_for(folder.file("plain.txt")).empty());
  CHECK(bytes_of(folder.file("plain.txt")) == "text");
  CHECK(reason_for(folder.file("none/new.h5")).find("does not exist") != std::string::npos);
  CHECK(reason_for(folder.path.string()).find("it is a folder") != std::string::npos);
  CHECK(reason_for(folder.file("plain.txt") + "/new.h5").find("is a file, not a folder") != std::string::npos);
  CHECK(reason_for("/dev/null").find("not an ordinary file") != std::string::npos);
  CHECK(reason_for(folder.file(std::string(300, 'n'))).find("name is too long") != std::string::npos);
  CHECK(reason_for("") == "the name of the output file is empty");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a folder without permission is refused as such", "[archive]") {
  if (geteuid() == 0) return;  // root may write anywhere
  const Folder folder;
  fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(reason_for(folder.file("new.h5")).find("no permission") != std::string::npos);
  fs::permissions(folder.path, fs::perms::owner_all);
}

TEST_CASE("when the disk takes no more, the old file stays and no temporary is left", "[archive]") {
  const Folder folder;
  std::ofstream(folder.file("a.h5")) << "older results";
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before = {};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit tight = before;
  tight.rlim_cur = 1000;
  setrlimit(RLIMIT_FSIZE, &tight);
  std::string reason("none");
  try {
    write_archive(sample(), folder.file("a.h5"));
  } catch (const ArchiveError& error) {
    reason = error.reason();
  }
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  CHECK(reason == "cannot be written: the file would be larger than allowed here");
  CHECK(bytes_of(folder.file("a.h5")) == "older results");
  CHECK(folder.entries() == 1);
}

TEST_CASE("what is thrown while a file is packed ends the writing, and the old file stays", "[archive]") {
  const Folder folder;
  Dataset dataset = sample();
  int looks = 0;
  write_archive(dataset, folder.file("a.h5"), [&] { ++looks; });
  const std::string before = bytes_of(folder.file("a.h5"));
  CHECK(looks >= static_cast<int>(dataset.variables.size()));
  dataset.attributes["title"] = "another";
  for (const int at : {1, looks}) {
    int left = at;
    const auto look = [&] {
      if (--left == 0) throw std::domain_error("enough");
    };
    CHECK_THROWS_AS(write_archive(dataset, folder.file("a.h5"), look), std::domain_error);
    CHECK(bytes_of(folder.file("a.h5")) == before);
    CHECK(folder.entries() == 1);
  }
  write_archive(dataset, folder.file("a.h5"), [] {});
  CHECK(bytes_of(folder.file("a.h5")) != before);
}

TEST_CASE("what is not a results file is refused with the reason", "[archive]") {
  const Folder folder;
  std::ofstream(folder.file("plain.txt")) << "text";
  CHECK(read_reason(folder.file("none.h5")).find("no such file") != std::string::npos);
  CHECK(read_reason(folder.path.string()).find("it is a folder") != std::string::npos);
  CHECK(read_reason(folder.file("plain.txt")).find("not an HDF5 file") != std::string::npos);
  write_archive(sample(), folder.file("a.h5"));
  fs::resize_file(folder.file("a.h5"), fs::file_size(folder.file("a.h5")) / 2);
  CHECK(read_reason(folder.file("a.h5")).find("damaged or was cut short") != std::string::npos);
}

TEST_CASE("results are packed at 50 MB a second or more", "[.benchmark]") {
  const Folder folder;
  Dataset dataset;
  dataset.dimensions = {{"row", "", "", {}, std::vector<double>(4000)},
                        {"column", "", "", {}, std::vector<double>(2000)}};
  Variable people{"people", {"row", "column"}, "", "", std::vector<double>(8000000)};
  // Means over a month of whole numbers of people: what a tally holds.
  for (std::size_t i = 0; i < people.data.size(); ++i)
    people.data[i] = static_cast<double>(i * 2654435761U % 100000) / 30.0 * (i % 3 == 0 ? 0 : 1);
  dataset.variables = {people};
  const auto start = std::chrono::steady_clock::now();
  write_archive(dataset, folder.file("a.h5"));
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  WARN(64 / seconds << " MB/s, packed to " << static_cast<double>(fs::file_size(folder.file("a.h5"))) / 1e6
                    << " of 64 MB");
  CHECK(64 / seconds >= 50);
}
