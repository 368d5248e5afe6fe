// A table of text whose cells may take several lines.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace yanglao::cli {

struct TextColumn {
  std::string head;
  std::size_t widest;  ///< columns on the screen; longer cells are broken at spaces, a longer word stands out
  bool cut = false;    ///< or is cut, of ASCII text
};

/// Prints the heads, then the rows, all aligned left. Each row has as many cells as there are columns, and may be
/// followed by a note: indented, and broken at the page's width.
struct TextTable {
  std::vector<TextColumn> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> notes;  ///< one a row, or none at all
  void print(std::ostream& out) const;
};

}  // namespace yanglao::cli
