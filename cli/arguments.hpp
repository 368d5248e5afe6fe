// The words of one subcommand, read into values that are checked before anything else happens.
#pragma once

#include <boost/program_options.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/commands.hpp"

namespace yanglao::cli {

using Words = std::vector<std::string>;

/// The command line is wrong: one line that says what was given and what was expected.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The words after a subcommand's name, split into options and bare words. Every function throws UsageError.
class Arguments {
 public:
  Arguments(const Words& words, const boost::program_options::options_description& options);

  [[nodiscard]] bool has(const std::string& name) const { return given_.count(name) > 0; }
  [[nodiscard]] std::string text(const std::string& name) const { return given_[name].as<std::string>(); }
  /// `least` to `names.size()` bare words, called by `names` in the error line.
  [[nodiscard]] const Words& bare(std::size_t least, const Words& names) const;
  [[nodiscard]] long long whole(const std::string& name, long long low, long long high, long long fallback) const;
  /// A number above 0, at most `high`.
  [[nodiscard]] double above_zero(const std::string& name, double high, double fallback) const;
  /// Days since 1970-01-01 of "YYYY-MM-DD".
  [[nodiscard]] std::optional<int> date(const std::string& name) const;
  /// The KEY=VALUE of every --set.
  [[nodiscard]] Settings settings() const;

 private:
  boost::program_options::variables_map given_;
  Words bare_;
};

}  // namespace yanglao::cli
