#include "models/scenario/schema.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "models/scenario/nearest.hpp"
#include "models/scenario/read.hpp"
#include "models/scenario/table.hpp"

namespace yanglao::scenario {
namespace {

const std::array<std::string, 8> type_names{"boolean", "integer", "number", "text",
                                            "date",    "schedule", "table", "rate"};
// The scenario file's own words, which no lever may begin with.
const std::set<std::string> reserved{"name", "title", "extends", "model", "place", "source"};

/// One row of the schema file becomes a lever, or faults.
class RowReader {
 public:
  RowReader(const Table& table, std::size_t row, std::vector<Fault>& faults)
      : table_(table), row_(row), faults_(faults) {}

  Lever lever() {
    Lever lever;
    lever.key = key();
    lever.type = type();
    lever.unit = table_.text(row_, "unit");
    lever.row = table_.text(row_, "row");
    lever.source = table_.text(row_, "source");
    lever.confidence = table_.text(row_, "confidence");
    lever.evidence = table_.text(row_, "evidence");
    lever.description = table_.text(row_, "description");
    lever.line = table_.fault(row_, "key", "").line;
    if (lever.source.empty()) refuse("source", "where the default comes from");
    guarded([&] { lever.by_place = table_.flag(row_, "by_place"); });
    guarded([&] { read_range(lever); });
    lever.choices = choices(lever.type);
    if (type_known_) read_default(lever);
    return lever;
  }

 private:
  void refuse(const std::string& column, const std::string& expected, const std::string& nearest = "") {
    faults_.push_back(table_.fault(row_, column, expected));
    faults_.back().nearest = nearest;
  }

  template <typename Step>
  void guarded(Step step) {
    try {
      step();
    } catch (const ScenarioError& error) {
      faults_.insert(faults_.end(), error.faults().begin(), error.faults().end());
    }
  }

  std::string key() {
    const std::string& key = table_.text(row_, "key");
    bool valid = !key.empty() && key.back() != '.' && key.front() != '.' && key.find("..") == std::string::npos;
    for (const char c : key)
      valid = valid && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.');
    if (!valid) refuse("key", "words of a-z, 0-9 and _ with dots between, such as family_doctor.coverage");
    if (reserved.contains(key.substr(0, key.find('.')))) refuse("key", "a key that is no word of scenario files");
    return key;
  }

  Type type() {
    const std::string& name = table_.text(row_, "type");
    const auto found = std::find(type_names.begin(), type_names.end(), name);
    type_known_ = found != type_names.end();
    if (type_known_) return static_cast<Type>(found - type_names.begin());
    const std::vector<std::string> names(type_names.begin(), type_names.end());
    refuse("type", "boolean, integer, number, text, date, schedule, table or rate", nearest_name(name, names));
    return Type::number;
  }

  void read_range(Lever& lever) {
    lever.low = table_.optional_number(row_, "low");
    lever.high = table_.optional_number(row_, "high");
    const bool ranged = lever.type == Type::integer || lever.type == Type::number || lever.type == Type::schedule ||
                        lever.type == Type::rate;
    if (!ranged && lever.low) refuse("low", "no range for a lever of this type");
    if (!ranged && lever.high) refuse("high", "no range for a lever of this type");
    if (lever.low && lever.high && *lever.low > *lever.high) refuse("high", "no less than the low end");
  }

  std::vector<std::string> choices(Type type) {
    std::vector<std::string> list;
    const std::string& cell = table_.text(row_, "choices");
    if (cell.empty()) return list;
    for (std::size_t begin = 0; begin <= cell.size();) {
      const std::size_t end = std::min(cell.find('|', begin), cell.size());
      list.push_back(cell.substr(begin, end - begin));
      begin = end + 1;
    }
    if (type != Type::text) refuse("choices", "choices for a text lever only");
    return list;
  }

  void read_default(Lever& lever) {
    const std::string& cell = table_.text(row_, "default");
    const Fault at = table_.fault(row_, "default", "");
    // Whether a table's file exists is asked when a scenario is read: it may name another.
    if (lever.type == Type::table) {
      lever.fallback = cell;
      return;
    }
    const Source source{at.file, {}, at.line, at.column - 1};
    if (auto value = read_text(lever, "default of " + lever.key, cell, source, faults_)) lever.fallback = *value;
  }

  const Table& table_;
  std::size_t row_;
  std::vector<Fault>& faults_;
  bool type_known_ = false;
};

bool has_inner(const std::map<std::string, std::size_t>& known, const std::string& section) {
  const auto inner = known.lower_bound(section + '.');
  return inner != known.end() && inner->first.starts_with(section + '.');
}

/// A key cannot be both a lever and the section that holds others.
void refuse_clash(const Table& table, std::size_t row, const std::map<std::string, std::size_t>& known,
                  std::vector<Fault>& faults) {
  const std::string& key = table.text(row, "key");
  const auto refuse = [&](const std::string& expected) { faults.push_back(table.fault(row, "key", expected)); };
  if (known.contains(key)) refuse("each key once");
  if (has_inner(known, key)) refuse("a key that is no section of others");
  for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
    if (known.contains(key.substr(0, dot))) refuse("a key outside the lever " + key.substr(0, dot));
  }
}

}  // namespace

std::string type_name(Type type) { return type_names.at(static_cast<std::size_t>(type)); }

Schema Schema::load(const std::string& csv_path) {
  const Table table = Table::load(csv_path);
  table.require({"key", "type", "unit", "low", "high", "default", "by_place", "row", "source", "confidence", "evidence",
                 "description", "choices"});
  Schema schema;
  schema.file_ = table.file();
  std::vector<Fault> faults;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    refuse_clash(table, row, schema.index_, faults);
    schema.index_.emplace(table.text(row, "key"), schema.levers_.size());
    schema.levers_.push_back(RowReader(table, row, faults).lever());
  }
  raise_if_any(std::move(faults));
  return schema;
}

const Lever* Schema::find(const std::string& key) const {
  const auto found = index_.find(key);
  return found == index_.end() ? nullptr : &levers_[found->second];
}

bool Schema::is_section(const std::string& name) const { return has_inner(index_, name); }

std::string Schema::nearest(const std::string& key) const {
  std::vector<std::string> keys;
  for (const Lever& lever : levers_) keys.push_back(lever.key);
  return nearest_name(key, keys);
}

}  // namespace yanglao::scenario
