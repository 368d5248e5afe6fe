#include "cli/grid.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ostream>
#include <sstream>

namespace yanglao::cli {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t head_width = 10;
constexpr std::size_t label_width = 40;

struct Column {
  std::vector<std::string> head;  ///< one entry a line
  std::vector<std::string> cells;
  std::size_t width = 0;
  bool label = false;
};

Column column_of(const Grid& grid, std::size_t index) {
  Column column;
  column.label = index < grid.label_columns;
  column.head = broken(grid.heads[index], column.label ? label_width : head_width);
  for (const auto& row : grid.rows) column.cells.push_back(row[index]);
  for (const auto* texts : {&column.head, &column.cells})
    for (const std::string& each : *texts) column.width = std::max(column.width, screen_width(each));
  return column;
}

std::string padded(const Column& column, const std::string& text) {
  const std::string space(column.width - screen_width(text), ' ');
  return column.label ? text + space : space + text;
}

void print_line(std::ostream& out, const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& each : cells) line += (line.empty() ? "" : std::string(gap, ' ')) + each;
  line.erase(line.find_last_not_of(' ') + 1);
  out << line << "\n";
}

void print_block(std::ostream& out, const std::vector<const Column*>& columns) {
  std::size_t head_lines = 0;
  for (const Column* each : columns) head_lines = std::max(head_lines, each->head.size());
  for (std::size_t line = 0; line < head_lines; ++line) {
    std::vector<std::string> cells;
    for (const Column* each : columns) {
      // Short headings stand on the last lines, next to their numbers.
      const std::size_t skipped = head_lines - each->head.size();
      cells.push_back(padded(*each, line < skipped ? "" : each->head[line - skipped]));
    }
    print_line(out, cells);
  }
  for (std::size_t row = 0; row < columns.front()->cells.size(); ++row) {
    std::vector<std::string> cells;
    for (const Column* each : columns) cells.push_back(padded(*each, each->cells[row]));
    print_line(out, cells);
  }
}

// The width of a character by its code point: East Asian wide ranges take two columns.
std::size_t columns_of(char32_t point) {
  const bool wide = (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
                    (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
                    (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
                    (point >= 0x20000 && point <= 0x3FFFD);
  return wide ? 2 : 1;
}

}  // namespace

void print_grid(std::ostream& out, const Grid& grid) {
  std::vector<Column> columns;
  for (std::size_t index = 0; index < grid.heads.size(); ++index) columns.push_back(column_of(grid, index));
  std::vector<const Column*> labels;
  std::size_t taken = 0;
  for (std::size_t index = 0; index < grid.label_columns; ++index) {
    labels.push_back(&columns[index]);
    taken += columns[index].width + (index == 0 ? 0 : gap);
  }
  std::vector<const Column*> block = labels;
  std::size_t width = taken;
  for (std::size_t index = grid.label_columns; index < columns.size(); ++index) {
    if (width + gap + columns[index].width > page_width && block.size() > labels.size()) {
      print_block(out, block);
      out << "\n";
      block = labels;
      width = taken;
    }
    block.push_back(&columns[index]);
    width += gap + columns[index].width;
  }
  print_block(out, block);
}

std::string number_text(double number, int decimals) {
  if (std::isnan(number)) return "-";
  if (std::isinf(number)) return number > 0 ? "infinite" : "-infinite";
  std::array<char, 400> digits = {};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), std::abs(number), std::chars_format::fixed, decimals);
  std::string text(digits.data(), end.ptr);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t at = point; at > 3; at -= 3) text.insert(at - 3, 1, ',');
  if (number < 0 && !zero) text.insert(text.begin(), '-');
  return text;
}

std::size_t screen_width(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t next = 1; next < length && at + next < text.size(); ++next)
      point = (point << 6U) | (static_cast<unsigned char>(text[at + next]) & 0x3FU);
    width += columns_of(point);
    at += length;
  }
  return width;
}

std::vector<std::string> broken(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!lines.empty() && screen_width(lines.back()) + 1 + screen_width(word) <= width)
      lines.back() += " " + word;
    else
      lines.push_back(word);
  }
  return lines;
}

}  // namespace yanglao::cli
