// What can be wrong with a scenario or a file, one typed exception a kind.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace yanglao::scenario {

/// One fault. `text()` is one line, "FILE:LINE:COLUMN: error: KEY: given ..., expected ..., nearest valid name ...",
/// without the parts that are empty.
struct Fault {
  std::string file;      ///< as shown: relative to the current folder when inside it; "<text>", "--set"
  int line = 0;          ///< 1-based
  int column = 0;        ///< 1-based, in characters
  std::string key;       ///< lever, column or section; "" where a file as a whole is wrong
  std::string given;     ///< reads on from "given"
  std::string expected;  ///< reads on from "expected"
  std::string nearest;   ///< a name that exists; "" where there is none to offer
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

/// Throws them all as one ScenarioError, by file in order of first mention, then by line; returns if there are none.
void raise_if_any(std::vector<Fault> faults);

/// A file cannot be read or written: exit status 3.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace yanglao::scenario
