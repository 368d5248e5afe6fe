#include "models/scenario/table.hpp"

#include <charconv>
#include <cmath>

#include "models/scenario/file.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {

Table Table::load(const std::string& path) { return parse(read_text_file(path), shown(path)); }

Table Table::parse(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Table table;
  table.file_ = file;
  std::vector<Fault> faults;
  CsvReader reader(text, file);
  while (!reader.at_end()) {
    CsvRow row = reader.row();
    if (row.size() == 1 && row[0].text.empty()) continue;
    if (table.columns_.empty()) {
      table.set_header(row);
    } else if (row.size() != table.columns_.size()) {
      faults.push_back({file, row[0].line, 1, "", "a row of " + std::to_string(row.size()) + " cells",
                        std::to_string(table.columns_.size()) + ", as the header has", ""});
    } else {
      table.rows_.push_back(std::move(row));
    }
  }
  if (table.columns_.empty()) throw ScenarioError({{file, 1, 1, "", "an empty file", "a row of column names", ""}});
  raise_if_any(std::move(faults));
  return table;
}

void Table::set_header(const CsvRow& header) {
  std::vector<Fault> faults;
  for (const CsvCell& cell : header) {
    const bool repeated = !columns_.emplace(cell.text, columns_.size()).second;
    if (!repeated && !cell.text.empty()) continue;
    faults.push_back({file_, cell.line, cell.column, printable(cell.text),
                      repeated ? "a column name for the second time" : "a column without a name",
                      "a name of its own for each column", ""});
  }
  raise_if_any(std::move(faults));
}

void Table::require(const std::vector<std::string>& columns) const {
  std::vector<std::string> present;
  for (const auto& [name, index] : columns_) present.push_back(name);
  std::vector<Fault> faults;
  for (const std::string& name : columns) {
    if (has(name)) continue;
    faults.push_back({file_, 1, 1, name, "no such column", "a column of that name", nearest_name(name, present)});
  }
  raise_if_any(std::move(faults));
}

const CsvCell& Table::cell(std::size_t row, const std::string& column) const {
  const auto found = columns_.find(column);
  if (found == columns_.end()) require({column});
  return rows_.at(row).at(found->second);
}

Fault Table::fault(std::size_t row, const std::string& column, const std::string& expected) const {
  const CsvCell& at = cell(row, column);
  const std::string given = at.text.empty() ? "an empty cell" : '"' + printable(at.text) + '"';
  return {file_, at.line, at.column, column, given, expected, ""};
}

const std::string& Table::text(std::size_t row, const std::string& column) const { return cell(row, column).text; }

double Table::number(std::size_t row, const std::string& column) const {
  const std::string& digits = text(row, column);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole || !std::isfinite(value)) throw ScenarioError({fault(row, column, "a number")});
  return value;
}

std::optional<double> Table::optional_number(std::size_t row, const std::string& column) const {
  if (text(row, column).empty()) return std::nullopt;
  return number(row, column);
}

long long Table::integer(std::size_t row, const std::string& column) const {
  const std::string& digits = text(row, column);
  long long value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole) throw ScenarioError({fault(row, column, "a whole number")});
  return value;
}

bool Table::flag(std::size_t row, const std::string& column) const {
  const std::string& word = text(row, column);
  if (word != "yes" && word != "no") throw ScenarioError({fault(row, column, "yes or no")});
  return word == "yes";
}

}  // namespace yanglao::scenario
