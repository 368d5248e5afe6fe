// What can be wrong with a scenario or a file, one typed exception a kind.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace yanglao::scenario {

/// One fault: "FILE:LINE:COLUMN: error: KEY: given, expected, nearest valid name".
struct Fault {
  std::string file;
  int line = 0;
  int column = 0;
  std::string key;
  std::string given;
  std::string expected;
  std::string nearest;
  [[nodiscard]] std::string text() const;
};

/// A scenario (or a table it names) is wrong: exit status 2. `what()` is one line a fault.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Fault> faults);
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

 private:
  std::vector<Fault> faults_;
};

/// A file cannot be read or written: exit status 3.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace yanglao::scenario
