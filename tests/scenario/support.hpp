// What the scenario tests share: the fixture folder, throw-away files, and the faults of a text.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/scenario/scenario.hpp"
#include "tests/catch.hpp"

namespace yanglao::scenario {

inline std::filesystem::path fixture() { return std::filesystem::path(YANGLAO_SOURCE) / "tests/scenario/data"; }

/// The fixture folder in place of scenarios/, as long as it lives.
struct FixtureFolder {
  explicit FixtureFolder(const std::filesystem::path& path = fixture()) {
    unsetenv("YANGLAO_SCENARIOS");
    set_folder(path.string());
  }
  FixtureFolder(const FixtureFolder&) = delete;
  FixtureFolder& operator=(const FixtureFolder&) = delete;
  ~FixtureFolder() { set_folder(""); }
};

/// An empty folder that goes away again.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string form = (std::filesystem::temp_directory_path() / "yanglao-test-XXXXXX").string();
    if (mkdtemp(form.data()) == nullptr) throw std::runtime_error("no scratch folder");
    path_ = form;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { std::filesystem::remove_all(path_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return (path_ / name).string();
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The faults that `action` throws; none if it throws nothing.
template <typename Action>
std::vector<Fault> faults_of(Action action) {
  try {
    action();
  } catch (const ScenarioError& error) {
    return error.faults();
  }
  return {};
}

inline std::vector<Fault> faults_in(const std::string& text) {
  return faults_of([&] { (void)Scenario::from_toml(text); });
}

/// The message of the FileError that `action` throws; "" if it throws none.
template <typename Action>
std::string file_error_of(Action action) {
  try {
    action();
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace yanglao::scenario
