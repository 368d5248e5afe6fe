#include "models/scenario/csv.hpp"

#include "models/scenario/errors.hpp"
#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {

CsvRow CsvReader::row() {
  CsvRow cells;
  do {
    cells.push_back(cell());
  } while (accept(','));
  accept('\r');
  if (!at_end() && !accept('\n')) refuse("a character after a closing quote", "a comma or the end of the line");
  return cells;
}

CsvCell CsvReader::cell() {
  CsvCell cell{"", line_, column_};
  if (accept('"')) {
    quoted(cell);
    return cell;
  }
  while (!at_end() && rest_[0] != ',' && rest_[0] != '\n' && !rest_.starts_with("\r\n")) {
    if (rest_[0] == '"') refuse("a quote inside a bare cell", "the whole cell in quotes, quotes in it doubled");
    take(cell.text);
  }
  return cell;
}

void CsvReader::quoted(CsvCell& cell) {
  for (;;) {
    if (at_end()) {
      // The end of the file tells nobody where the quote was forgotten.
      line_ = cell.line;
      column_ = cell.column;
      refuse("a quote that is never closed", "a closing quote");
    }
    if (!accept('"')) {
      take(cell.text);
    } else if (accept('"')) {
      cell.text += '"';
    } else {
      return;
    }
  }
}

bool CsvReader::accept(char wanted) {
  if (at_end() || rest_[0] != wanted) return false;
  std::string dropped;
  take(dropped);
  return true;
}

void CsvReader::take(std::string& into) {
  const auto next = first_character(rest_);
  const std::size_t bytes = next ? next->bytes : 1;
  into += rest_.substr(0, bytes);
  ++column_;
  if (rest_[0] == '\n') {
    ++line_;
    column_ = 1;
  }
  rest_.remove_prefix(bytes);
}

void CsvReader::refuse(const std::string& given, const std::string& expected) const {
  throw ScenarioError({{file_, line_, column_, "", given, expected, ""}});
}

}  // namespace yanglao::scenario
