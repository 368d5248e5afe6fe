// yanglao: the command line. Finds the subcommand, runs it, and turns every fault into a line and an exit status.
#include <iostream>
#include <new>

#include "cli/parse.hpp"
#include "cli/words.hpp"
#include "models/scenario/errors.hpp"
#include "sim/archive.hpp"
#include "sim/provenance.hpp"
#include "sim/runner.hpp"

namespace {

using namespace yanglao;
using cli::Words;

const cli::Command* find(const std::string& name) {
  for (const cli::Command& each : cli::commands())
    if (each.name == name) return &each;
  return nullptr;
}

void print_help() {
  std::cout << "yanglao simulates aged care in a province: who waits, who is cared for where, and what it costs whom."
               "\n\nusage: yanglao COMMAND ...\n\n";
  for (const cli::Command& each : cli::commands())
    if (!each.hidden)
      std::cout << "  " << each.name << std::string(10 - std::string(each.name).size(), ' ') << each.summary << "\n";
  std::cout << "\nyanglao COMMAND --help says more about each. yanglao --version says which program this is.\n";
}

bool asks_for_help(const Words& words) {
  for (const std::string& each : words)
    if (each == "--help" || each == "-h") return true;
  return false;
}

cli::UsageError unknown_command(const std::string& name) {
  Words names = {"--help", "--version"};
  for (const cli::Command& each : cli::commands())
    if (!each.hidden) names.emplace_back(each.name);
  const std::string near = cli::nearest(name, names);
  return cli::UsageError("unknown command '" + name + "'; " +
                         (near.empty() ? "yanglao --help lists the commands" : "did you mean " + near + "?"));
}

int dispatch(Words words) {
  if (words.size() > 1 && words[0] == "help") words = {words[1], "--help"};
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    print_help();
    return cli::exit_done;
  }
  if (words[0] == "--version") {
    std::cout << "yanglao " << sim::version() << " (revision " << sim::revision() << ")\n";
    return cli::exit_done;
  }
  const cli::Command* command = find(words[0]);
  if (command == nullptr) throw unknown_command(words[0]);
  words.erase(words.begin());
  if (asks_for_help(words)) {
    std::cout << command->help();
    return cli::exit_done;
  }
  return command->go(words);
}

int guarded(const Words& words) {
  const auto fail = [](const std::string& line, int status) {
    std::cerr << "yanglao: " << line << "\n";
    return status;
  };
  try {
    const int status = dispatch(words);
    if (!std::cout.flush()) return fail("standard output could not be written", cli::exit_file);
    return status;
  } catch (const cli::UsageError& error) {
    return fail(error.what(), cli::exit_wrong);
  } catch (const scenario::ScenarioError& error) {
    // One line a fault, each of which begins with its file and line, as compilers do and editors read.
    std::cerr << error.what() << "\n";
    return cli::exit_wrong;
  } catch (const scenario::FileError& error) {
    return fail(error.what(), cli::exit_file);
  } catch (const sim::ArchiveError& error) {
    return fail(error.what(), cli::exit_file);
  } catch (const sim::TooLarge& error) {
    return fail(error.what(), cli::exit_wrong);
  } catch (const std::bad_alloc&) {
    return fail("not enough memory; a smaller --scale or a coarser --detail needs less", cli::exit_failed);
  } catch (const std::exception& error) {
    return fail(std::string("a fault of the program itself, please report it: ") + error.what(), cli::exit_failed);
  }
}

}  // namespace

int main(int count, char** words) { return guarded(Words(words + 1, words + count)); }
