// Values as canonical TOML: one text a value, read back to the same value.
#pragma once

#include <string>
#include <string_view>

#include "models/scenario/schema.hpp"

namespace yanglao::scenario {

/// A basic string in quotes, control characters escaped.
std::string toml_string(std::string_view text);
/// A key as TOML writes it: bare where it can be, else in quotes.
std::string toml_key(std::string_view key);
/// The shortest digits that read back to the same number; `value` is finite.
std::string toml_number(double value);
/// A lever's value; a schedule without a date is a number, a linear one an array, a step one a table.
std::string toml_value(Type type, const Value& value);

}  // namespace yanglao::scenario
