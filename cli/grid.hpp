// A table of text for people: right-aligned numbers, never wider than the page.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace yanglao::cli {

inline constexpr std::size_t page_width = 110;

/// One printed table. Every row has as many cells as `heads`.
struct Grid {
  std::vector<std::string> heads;
  std::size_t label_columns = 1;  ///< the first ones: aligned left, and repeated when the others need several blocks
  std::vector<std::vector<std::string>> rows;
};

/// Prints in columns; headings are broken at spaces into several lines, and columns that do not fit beside the others
/// follow in a block below.
void print_grid(std::ostream& out, const Grid& grid);

/// "1,234,567.9": thousands separated by commas, `decimals` digits after the point, "-" when missing (NaN).
std::string number_text(double number, int decimals);

/// Columns that UTF-8 text takes on a screen; Chinese characters take two.
std::size_t screen_width(const std::string& text);

/// Text broken at spaces into lines of at most `width` columns; a longer word keeps a line of its own.
std::vector<std::string> broken(const std::string& text, std::size_t width);

}  // namespace yanglao::cli
