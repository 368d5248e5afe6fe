#include "cli/arguments.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>

#include "cli/words.hpp"

namespace yanglao::cli {
namespace {

namespace po = boost::program_options;

std::string quoted(const std::string& text) { return "'" + text + "'"; }

UsageError unexpected(const std::string& option, const std::string& given, const std::string& expected) {
  return UsageError("--" + option + ": given " + quoted(given) + ", expected " + expected);
}

std::string unknown(const std::string& given, const po::options_description& options) {
  Words names;
  for (const auto& each : options.options()) names.push_back("--" + each->long_name());
  const std::string near = nearest(given, names);
  return "unknown option " + quoted(given) + (near.empty() ? "" : "; did you mean " + near + "?");
}

template <typename Number>
std::optional<Number> number_of(const std::string& text) {
  Number value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Arguments::Arguments(const Words& words, const po::options_description& options) {
  po::options_description all;
  all.add(options).add_options()("bare-words", po::value<Words>());
  po::positional_options_description bare;
  bare.add("bare-words", -1);
  // No short options: "--threads -1" is then a value to refuse, not an option "1". No guessing of shortened names.
  using namespace po::command_line_style;
  constexpr int style = allow_long | long_allow_adjacent | long_allow_next;
  try {
    po::store(po::command_line_parser(words).options(all).positional(bare).style(style).run(), given_);
  } catch (const po::unknown_option& error) {
    throw UsageError(unknown(error.get_option_name(), options));
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  if (has("bare-words")) bare_ = given_["bare-words"].as<Words>();
}

const Words& Arguments::bare(std::size_t least, const Words& names) const {
  if (bare_.size() < least) throw UsageError("missing " + names[bare_.size()]);
  for (const std::string& word : bare_)
    if (word.starts_with('-')) throw UsageError("unknown option " + quoted(word));
  if (bare_.size() > names.size()) throw UsageError("unexpected " + quoted(bare_[names.size()]));
  for (std::size_t i = 0; i < bare_.size(); ++i)
    if (bare_[i].empty()) throw UsageError(names[i] + " is empty");
  return bare_;
}

long long Arguments::whole(const std::string& name, long long low, long long high, long long fallback) const {
  if (!has(name)) return fallback;
  const auto value = number_of<long long>(text(name));
  if (!value || *value < low || *value > high)
    throw unexpected(name, text(name), "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  return *value;
}

double Arguments::above_zero(const std::string& name, double high, double fallback) const {
  if (!has(name)) return fallback;
  const auto value = number_of<double>(text(name));
  if (!value || !(*value > 0 && *value <= high))
    throw unexpected(name, text(name), "a number above 0, at most " + std::to_string(static_cast<long long>(high)));
  return *value;
}

std::optional<int> Arguments::date(const std::string& name) const {
  if (!has(name)) return std::nullopt;
  const std::string given = text(name);
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int length = 0;
  const bool shaped = given.size() == 10 && given.find_first_not_of("0123456789-") == std::string::npos &&
                      std::sscanf(given.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &length) == 3 && length == 10;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!shaped || !date.ok()) throw unexpected(name, given, "a date as YYYY-MM-DD, e.g. 2025-12-31");
  return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

Settings Arguments::settings() const {
  Settings all;
  if (!has("set")) return all;
  for (const std::string& each : given_["set"].as<Words>()) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos || equals == 0)
      throw unexpected("set", each, "KEY=VALUE, e.g. family_doctor.coverage=0.6");
    all.emplace_back(each.substr(0, equals), each.substr(equals + 1));
  }
  return all;
}

}  // namespace yanglao::cli
