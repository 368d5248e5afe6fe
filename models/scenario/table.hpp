// A CSV file as rows of cells by column name (RFC 4180; UTF-8, with or without byte order mark; LF or CRLF).
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/csv.hpp"
#include "models/scenario/errors.hpp"

namespace yanglao::scenario {

/// Getters throw ScenarioError naming file, line, column name, what was given and what was expected. Rows count from
/// 0, the header left out; empty lines are skipped. Blanks around a cell belong to it.
class Table {
 public:
  /// Throws FileError when the file cannot be read; ScenarioError when it is empty, a quote is left open or stands
  /// inside a bare cell, a row has more or fewer cells than the header, or a column name is empty or repeated.
  static Table load(const std::string& path);
  static Table parse(std::string_view text, const std::string& file);

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  [[nodiscard]] bool has(const std::string& column) const { return columns_.contains(column); }
  /// Throws ScenarioError, one fault a missing column.
  void require(const std::vector<std::string>& columns) const;

  [[nodiscard]] const std::string& text(std::size_t row, const std::string& column) const;
  [[nodiscard]] double number(std::size_t row, const std::string& column) const;  ///< finite
  [[nodiscard]] std::optional<double> optional_number(std::size_t row, const std::string& column) const;
  [[nodiscard]] long long integer(std::size_t row, const std::string& column) const;
  [[nodiscard]] bool flag(std::size_t row, const std::string& column) const;  ///< yes or no

  /// The fault of one cell, for callers that check more than the type.
  [[nodiscard]] Fault fault(std::size_t row, const std::string& column, const std::string& expected) const;
  [[nodiscard]] const std::string& file() const { return file_; }  ///< as messages show it

 private:
  void set_header(const CsvRow& header);
  [[nodiscard]] const CsvCell& cell(std::size_t row, const std::string& column) const;

  std::string file_;
  std::map<std::string, std::size_t> columns_;
  std::vector<CsvRow> rows_;
};

}  // namespace yanglao::scenario
