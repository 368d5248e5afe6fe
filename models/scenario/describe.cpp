#include "models/scenario/describe.hpp"

#include "models/scenario/date.hpp"
#include "models/scenario/utf8.hpp"
#include "models/scenario/write.hpp"

namespace yanglao::scenario {
namespace {

std::string float_text(double value) {
  if (value != value) return "nan";
  if (value - value != 0) return value > 0 ? "inf" : "-inf";
  const std::string digits = toml_number(value);
  return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
}

std::string choices_text(const Lever& lever) {
  std::string list;
  for (const std::string& choice : lever.choices) list += (list.empty() ? "" : ", ") + toml_string(choice);
  return "one of " + list;
}

}  // namespace

std::string describe(const toml::node& node) {
  if (const auto* text = node.as_string()) return "text \"" + printable(text->get(), 60) + '"';
  if (const auto* whole = node.as_integer()) return std::to_string(whole->get());
  if (const auto* real = node.as_floating_point()) return float_text(real->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  if (const auto* date = node.as_date()) {
    return "the date " + date_text(day_number(date->get().year, date->get().month, date->get().day));
  }
  if (node.is_time() || node.is_date_time()) return "a time of day";
  if (const auto* list = node.as_array()) return list->empty() ? "an empty list" : "a list";
  return "a section";
}

std::string range_text(const Lever& lever) {
  std::string text;
  if (lever.low && lever.high) {
    text = " from " + toml_number(*lever.low) + " to " + toml_number(*lever.high);
  } else if (lever.low) {
    text = " of at least " + toml_number(*lever.low);
  } else if (lever.high) {
    text = " of at most " + toml_number(*lever.high);
  }
  return lever.unit.empty() ? text : text + " (" + lever.unit + ")";
}

std::string expectation(const Lever& lever) {
  switch (lever.type) {
    case Type::boolean:
      return "true or false";
    case Type::integer:
      return "a whole number" + range_text(lever);
    case Type::number:
      return "a number" + range_text(lever);
    case Type::text:
      return lever.choices.empty() ? "text in quotes" : choices_text(lever);
    case Type::date:
      return "a date such as 2020-11-01";
    case Type::schedule:
    case Type::rate:
      return "a number" + range_text(lever) +
             (lever.may_be_unknown() ? ", a list of { date = 2020-11-01, value = ... } or \"unknown\""
                                       : " or a list of { date = 2020-11-01, value = ... }");
    case Type::table:
      break;
  }
  return "the name of a CSV file in quotes";
}

}  // namespace yanglao::scenario
