// CSV text split into cells (RFC 4180; LF or CRLF).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yanglao::scenario {

struct CsvCell {
  std::string text;
  int line = 1;    ///< where it begins, 1-based
  int column = 1;  ///< in characters, 1-based
};
using CsvRow = std::vector<CsvCell>;

class CsvReader {
 public:
  /// Both must outlive the reader. `file` is what faults call the text.
  CsvReader(std::string_view text, const std::string& file) : rest_(text), file_(file) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  /// The cells of the next row; a single empty cell for an empty line. Throws ScenarioError when a quote is left open,
  /// stands inside a bare cell, or is followed by more than a comma or the line's end.
  CsvRow row();

 private:
  CsvCell cell();
  void quoted(CsvCell& cell);
  bool accept(char wanted);
  void take(std::string& into);
  [[noreturn]] void refuse(const std::string& given, const std::string& expected) const;

  std::string_view rest_;
  const std::string& file_;
  int line_ = 1;
  int column_ = 1;
};

}  // namespace yanglao::scenario
