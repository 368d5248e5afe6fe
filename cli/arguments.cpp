#include "cli/arguments.hpp"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace yanglao::cli {
namespace {

namespace po = boost::program_options;
using Words = std::vector<std::string>;

constexpr long long most_replications = 1'000'000;
constexpr long long most_threads = 4096;
constexpr double largest_scale = 1000;

constexpr unsigned help_width = 110;

po::options_description run_options() {
  po::options_description options("Options", help_width, help_width / 2);
  auto add = options.add_options();
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  add("output", text("FILE"), "results file (default: out/<scenario name>.h5)");
  add("replications", text("N"), "independent repetitions, each with its own random numbers (default: 1)");
  add("seed", text("S"), "the same seed gives the same results, to the bit (default: 1)");
  add("threads", text("T"), "processors to use; changes the time taken, not the results (default: all)");
  add("scale", text("X"), "X times the people with X times every capacity; 0.1 for a quick look (default: 1)");
  add("until", text("YYYY-MM-DD"), "end of the simulated time (default: the scenario's)");
  add("set", po::value<Words>()->composing()->value_name("KEY=VALUE"), "change a lever; may be repeated");
  add("detail", text("LEVEL"), "results by county, prefecture or province (default: county)");
  add("quiet", "no progress and no tables");
  return options;
}

po::options_description check_options() {
  po::options_description options("Options", help_width, help_width / 2);
  auto add = options.add_options();
  add("explain", "with the file and line that set each value");
  add("set", po::value<Words>()->composing()->value_name("KEY=VALUE"), "change a lever; may be repeated");
  return options;
}

po::options_description levers_options() {
  po::options_description options("Options", help_width, help_width / 2);
  options.add_options()("set", po::value<Words>()->composing()->value_name("KEY=VALUE"),
                        "change a lever of the scenario; may be repeated");
  return options;
}

po::options_description info_options() {
  po::options_description options("Options", help_width, help_width / 2);
  auto add = options.add_options();
  add("table", "print the tables that the run printed");
  add("scenario", "print the resolved scenario that was run, and nothing else");
  return options;
}

std::string quoted(const std::string& text) { return "'" + text + "'"; }

/// The words of one subcommand, split into options and bare words.
class Arguments {
 public:
  Arguments(const Words& words, const po::options_description& options) {
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

  [[nodiscard]] bool has(const std::string& name) const { return given_.count(name) > 0; }
  [[nodiscard]] std::string text(const std::string& name) const { return given_[name].as<std::string>(); }

  /// Exactly `least` to `names.size()` bare words, called by `names` in the error line.
  [[nodiscard]] const Words& bare(std::size_t least, const Words& names) const {
    if (bare_.size() < least) throw UsageError("missing " + names[bare_.size()]);
    for (const std::string& word : bare_)
      if (word.starts_with('-')) throw UsageError("unknown option " + quoted(word));
    if (bare_.size() > names.size()) throw UsageError("unexpected " + quoted(bare_[names.size()]));
    for (std::size_t i = 0; i < bare_.size(); ++i)
      if (bare_[i].empty()) throw UsageError(names[i] + " is empty");
    return bare_;
  }

  [[nodiscard]] long long whole(const std::string& name, long long low, long long high, long long fallback) const {
    if (!has(name)) return fallback;
    const std::string given = text(name);
    long long value = 0;
    const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (fault != std::errc() || end != given.data() + given.size() || value < low || value > high)
      throw UsageError("--" + name + ": given " + quoted(given) + ", expected a whole number from " +
                       std::to_string(low) + " to " + std::to_string(high));
    return value;
  }

  [[nodiscard]] double above_zero(const std::string& name, double high, double fallback) const {
    if (!has(name)) return fallback;
    const std::string given = text(name);
    double value = 0;
    const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), value);
    const bool read = fault == std::errc() && end == given.data() + given.size();
    if (!read || !(value > 0 && value <= high))
      throw UsageError("--" + name + ": given " + quoted(given) + ", expected a number above 0, at most " +
                       std::to_string(static_cast<long long>(high)));
    return value;
  }

  [[nodiscard]] Settings settings() const {
    Settings all;
    if (!has("set")) return all;
    for (const std::string& each : given_["set"].as<Words>()) {
      const std::size_t equals = each.find('=');
      if (equals == std::string::npos || equals == 0)
        throw UsageError("--set: given " + quoted(each) + ", expected KEY=VALUE, e.g. family_doctor.coverage=0.6");
      all.emplace_back(each.substr(0, equals), each.substr(equals + 1));
    }
    return all;
  }

 private:
  static std::string unknown(const std::string& given, const po::options_description& options) {
    Words names;
    for (const auto& each : options.options()) names.push_back("--" + each->long_name());
    const std::string near = nearest(given, names);
    return "unknown option " + quoted(given) + (near.empty() ? "" : "; did you mean " + near + "?");
  }

  po::variables_map given_;
  Words bare_;
};

std::string help_text(const std::string& usage, const po::options_description& options) {
  std::ostringstream text;
  text << "usage: yanglao " << usage << "\n\n" << options;
  return text.str();
}

constexpr const char* scenario_note =
    "\n\nSCENARIO is the path of a scenario file, or the name of one that ships in scenarios/.";

std::string run_help() {
  return help_text(std::string("run SCENARIO [options]\n\nSimulates a scenario, writes a results file and prints what "
                               "happened.") +
                       scenario_note,
                   run_options());
}

std::string check_help() {
  return help_text(std::string("check SCENARIO [options]\n\nSays what is wrong with a scenario, or prints every value "
                               "it comes down to.") +
                       scenario_note,
                   check_options());
}

std::string levers_help() {
  return help_text(std::string("levers [SCENARIO] [options]\n\nLists every lever: key, unit, range, default and "
                               "source; with a scenario, its values too.") +
                       scenario_note,
                   levers_options());
}

std::string info_help() {
  return help_text("info FILE [options]\n\nSays what a results file holds, and how it was made.", info_options());
}

std::string same_help() {
  return "usage: yanglao same FILE FILE\n\nSays whether two results files are the same, byte for byte, apart from the "
         "record of the run\n(times, threads, memory). Exit status 0 when they are, 1 when not.\n";
}

}  // namespace

RunOptions parse_run(const Words& words) {
  const Arguments given(words, run_options());
  RunOptions options;
  options.scenario = given.bare(1, {"SCENARIO"})[0];
  if (given.has("output")) {
    options.output = given.text("output");
    if (options.output.empty()) throw UsageError("--output: the file name is empty");
  }
  options.replications = static_cast<int>(given.whole("replications", 1, most_replications, options.replications));
  constexpr long long largest_seed = std::numeric_limits<std::uint32_t>::max();
  options.seed = static_cast<std::uint32_t>(given.whole("seed", 0, largest_seed, options.seed));
  options.threads = static_cast<int>(given.whole("threads", 1, most_threads, options.threads));
  options.scale = given.above_zero("scale", largest_scale, options.scale);
  if (given.has("until")) options.until = parse_date("--until", given.text("until"));
  options.settings = given.settings();
  if (given.has("detail")) options.detail = given.text("detail");
  if (options.detail != "county" && options.detail != "prefecture" && options.detail != "province")
    throw UsageError("--detail: given " + quoted(options.detail) + ", expected county, prefecture or province");
  options.quiet = given.has("quiet");
  return options;
}

CheckOptions parse_check(const Words& words) {
  const Arguments given(words, check_options());
  return {given.bare(1, {"SCENARIO"})[0], given.settings(), given.has("explain")};
}

LeversOptions parse_levers(const Words& words) {
  const Arguments given(words, levers_options());
  const Words& bare = given.bare(0, {"SCENARIO"});
  LeversOptions options;
  if (!bare.empty()) options.scenario = bare[0];
  options.settings = given.settings();
  return options;
}

InfoOptions parse_info(const Words& words) {
  const Arguments given(words, info_options());
  return {given.bare(1, {"FILE"})[0], given.has("scenario"), given.has("table")};
}

SameOptions parse_same(const Words& words) {
  const Arguments given(words, po::options_description());
  const Words& files = given.bare(2, {"the first FILE", "the second FILE"});
  return {files[0], files[1]};
}

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"run", "simulate a scenario and write its results", run_help,
       [](const Words& words) { return run(parse_run(words)); }},
      {"check", "the resolved scenario, or what is wrong with it", check_help,
       [](const Words& words) { return check(parse_check(words)); }},
      {"levers", "every lever: key, unit, range, default, source", levers_help,
       [](const Words& words) { return levers(parse_levers(words)); }},
      {"info", "what a results file holds, and how it was made", info_help,
       [](const Words& words) { return info(parse_info(words)); }},
      {"same", "whether two results files are the same", same_help,
       [](const Words& words) { return same(parse_same(words)); }, true},
  };
  return all;
}

}  // namespace yanglao::cli
