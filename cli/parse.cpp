#include "cli/parse.hpp"

#include <limits>
#include <sstream>

namespace yanglao::cli {
namespace {

namespace po = boost::program_options;

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
  auto add = options.add_options();
  add("measures", "by measure of the two policies: what it is, what it moves, and the levers that serve it");
  add("set", po::value<Words>()->composing()->value_name("KEY=VALUE"),
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

// The package prints its own.
std::string package_help(const char* command) {
  hand_to_package(command, {"--help"});
  return "";
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
  options.until = given.date("until");
  options.settings = given.settings();
  if (given.has("detail")) options.detail = given.text("detail");
  if (options.detail != "county" && options.detail != "prefecture" && options.detail != "province")
    throw UsageError("--detail: given '" + options.detail + "', expected county, prefecture or province");
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
  options.measures = given.has("measures");
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
      {"sweep", "simulate a scenario at many values of its levers", [] { return package_help("sweep"); },
       [](const Words& words) { return hand_to_package("sweep", words); }},
      {"merge", "join the parts of a sweep that ran apart", [] { return package_help("merge"); },
       [](const Words& words) { return hand_to_package("merge", words); }},
      {"replay", "run one replication of a results file again", [] { return package_help("replay"); },
       [](const Words& words) { return hand_to_package("replay", words); }},
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
