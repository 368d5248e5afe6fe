#include "models/scenario/write.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "models/scenario/date.hpp"
#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {
namespace {

/// A plain number, which has no date.
bool is_number(const Schedule& schedule) { return schedule.points.size() == 1 && schedule.points.front().day == 0; }

std::string schedule_text(const Schedule& schedule) {
  if (!schedule.known) return toml_string(unknown);
  if (is_number(schedule)) return toml_number(schedule.points.front().value);
  std::string points;
  for (const Schedule::Point& point : schedule.points) {
    if (!points.empty()) points += ", ";
    points += "{ date = " + date_text(point.day) + ", value = " + toml_number(point.value) + " }";
  }
  if (schedule.linear) return '[' + points + ']';
  return "{ shape = \"step\", points = [" + points + "] }";
}

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

}  // namespace

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04X", byte);
      quoted += escaped.data();
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string toml_key(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), is_bare);
  return bare ? std::string(key) : toml_string(key);
}

std::string toml_number(double value) {
  // People read plain digits more easily than exponents, up to where they would be mostly zeros. Above, the exponent
  // also keeps a whole number from being read back as an integer out of range.
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-6 && size < 1e15);
  std::array<char, 64> digits{};
  char* const end = digits.data() + digits.size();
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  return {digits.data(), std::to_chars(digits.data(), end, value, format).ptr};
}

std::string toml_value(Type type, const Value& value) {
  switch (type) {
    case Type::boolean:
      return std::get<bool>(value) ? "true" : "false";
    case Type::integer:
      return std::to_string(std::get<long long>(value));
    case Type::number:
      return toml_number(std::get<double>(value));
    case Type::date:
      return date_text(static_cast<int>(std::get<long long>(value)));
    case Type::schedule:
    case Type::rate:
      return schedule_text(std::get<Schedule>(value));
    case Type::text:
    case Type::table:
      break;
  }
  return toml_string(std::get<std::string>(value));
}

std::string value_text(Type type, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return text->empty() ? "-" : printable(*text);
  const auto* schedule = std::get_if<Schedule>(&value);
  if (schedule != nullptr && !schedule->known) return unknown;
  if (schedule == nullptr || is_number(*schedule)) return toml_value(type, value);
  std::string points;
  for (const Schedule::Point& point : schedule->points) {
    points += (points.empty() ? "" : ", ") + date_text(point.day) + ": " + toml_number(point.value);
  }
  return schedule->linear ? points : points + " in steps";
}

}  // namespace yanglao::scenario
