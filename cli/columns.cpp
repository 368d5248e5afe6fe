#include "cli/columns.hpp"

#include <algorithm>
#include <ostream>

#include "cli/grid.hpp"

namespace yanglao::cli {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t indent = 4;

using Lines = std::vector<std::string>;

void print_row(std::ostream& out, const std::vector<Lines>& cells, const std::vector<std::size_t>& widths) {
  std::size_t height = 1;
  for (const Lines& cell : cells) height = std::max(height, cell.size());
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const std::string part = line < cells[column].size() ? cells[column][line] : "";
      const std::size_t taken = screen_width(part);
      text += part + std::string(std::max(widths[column], taken) - taken + gap, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  }
}

/// Text in lines of at most `width`; of file names, which have no spaces, a longer one is cut where the line is full.
Lines fitted(const std::string& text, const TextColumn& column) {
  Lines lines;
  for (const std::string& line : broken(text, column.widest)) {
    const std::size_t most = column.cut ? column.widest : std::max(column.widest, line.size());
    for (std::size_t at = 0; at == 0 || at < line.size(); at += most) lines.push_back(line.substr(at, most));
  }
  return lines;
}

}  // namespace

void TextTable::print(std::ostream& out) const {
  std::vector<std::vector<Lines>> all(1);
  for (const TextColumn& column : columns) all.front().push_back(fitted(column.head, column));
  for (const auto& row : rows) {
    all.emplace_back();
    for (std::size_t column = 0; column < row.size(); ++column) {
      all.back().push_back(fitted(row[column], columns[column]));
    }
  }
  std::vector<std::size_t> widths(columns.size(), 0);
  for (const auto& row : all) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      for (const std::string& line : row[column]) widths[column] = std::max(widths[column], screen_width(line));
    }
  }
  print_row(out, all.front(), widths);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    print_row(out, all[row + 1], widths);
    if (notes.empty()) continue;
    for (const std::string& line : broken(notes[row], page_width - indent)) {
      out << std::string(indent, ' ') << line << '\n';
    }
  }
}

}  // namespace yanglao::cli
