// yanglao levers: what can be set, in which unit and range, and where the default comes from.
#include <iostream>
#include <optional>

#include "cli/columns.hpp"
#include "cli/commands.hpp"
#include "models/care/advice.hpp"
#include "models/care/policy.hpp"
#include "models/scenario/scenario.hpp"

namespace yanglao::cli {
namespace {

std::string range(const scenario::Lever& lever) {
  const auto text = [](double value) { return scenario::value_text(scenario::Type::number, value); };
  if (!lever.choices.empty()) {
    std::string list;
    for (const std::string& choice : lever.choices) list += (list.empty() ? "" : " or ") + choice;
    return list;
  }
  if (lever.low && lever.high) return text(*lever.low) + " to " + text(*lever.high);
  if (lever.low) return "from " + text(*lever.low);
  if (lever.high) return "up to " + text(*lever.high);
  return scenario::type_name(lever.type);
}

/// What the default rests on, and what the scenario's value does if that is another.
std::string rests_on(const scenario::Lever& lever, const std::optional<scenario::Scenario>& scenario) {
  const scenario::Basis basis{lever.source, lever.confidence, lever.evidence};
  const std::string text = scenario::basis_text(basis);
  if (!scenario) return text;
  const std::string own = scenario::basis_text(scenario->basis(lever.key));
  return own == text ? text : text + ". " + scenario->name() + ": " + own;
}

std::string note(const scenario::Lever& lever, const std::optional<scenario::Scenario>& scenario) {
  std::string text = lever.description;
  if (lever.by_place) text += (text.empty() ? "" : "; ") + std::string("may differ by place");
  return text + (text.empty() ? "Source: " : ". Source: ") + rests_on(lever, scenario);
}

void print_levers(const scenario::Schema& schema, const std::optional<scenario::Scenario>& scenario) {
  // The longest keys have 60 letters: with these widths a line has at most 120. Each row that a lever serves has a line.
  TextTable table{{{"Key", 60}, {"Row", 3}, {"Unit", 17}, {"Range", 14}, {"Default", 18, true}}, {}, {}};
  if (scenario) {
    table.columns = {{"Key", 60}, {"Row", 3}, {"Unit", 11}, {"Range", 11}, {"Default", 12, true}};
    table.columns.push_back({scenario->name(), 13, true});
  }
  for (const scenario::Lever& lever : schema.levers()) {
    table.rows.push_back(
        {lever.key, lever.row, lever.unit, range(lever), scenario::value_text(lever.type, lever.fallback)});
    if (scenario) table.rows.back().push_back(scenario::value_text(lever.type, scenario->value(lever.key)));
    table.notes.push_back(note(lever, scenario));
  }
  table.print(std::cout);
}

std::string moves(const care::PolicyRow& row) {
  std::string text;
  for (const care::Moved& moved : row.moves)
    text += (text.empty() ? "" : ", ") + moved.quantity + (moved.direction > 0 ? " up" : " down");
  return text;
}

/// The levers that a lever works through, with the value that each has: without them it moves what is told alone.
std::string set_with(const std::string& key, const scenario::Schema& schema,
                     const std::optional<scenario::Scenario>& scenario) {
  std::string text;
  for (const care::Need& need : care::needs()) {
    if (need.lever != key) continue;
    const scenario::Lever& with = *schema.find(need.with);
    const scenario::Value& value = scenario ? scenario->value(need.with) : with.fallback;
    const std::string now = scenario::value_text(with.type, value),
                      none = scenario::value_text(scenario::Type::number, need.neutral);
    text += (text.empty() ? "Set with it: " : "; ") + need.with + " for " + need.what + " (" + now +
            (now == none ? ", no effect)" : ")");
  }
  std::string off;
  for (const care::Condition& each : care::conditions())
    if (each.lever == key)
      off += (off.empty() ? "Changes nothing while " : " and ") + each.with + " is " +
             scenario::value_text(scenario::Type::number, each.off);
  if (!off.empty() && scenario) off += care::is_idle(*scenario, key) ? ", as here" : ", which is not so here";
  return text.empty() || off.empty() ? text + off : text + ". " + off;
}

/// The measures of both policies: a line for each with what it moves, and below it the levers that serve it.
void print_measures(const scenario::Schema& schema, const std::optional<scenario::Scenario>& scenario) {
  TextTable table{{{"Row", 3}, {"Measure, and its levers", 60}, {"Range", 14}, {"Default", 16, true}}, {}, {}};
  if (scenario) table.columns.push_back({scenario->name(), 16, true});
  for (const care::PolicyRow& row : care::policy_rows()) {
    table.rows.push_back({row.id, row.measure + " (" + row.policy + ")", "", ""});
    if (scenario) table.rows.back().emplace_back();
    table.notes.push_back("Moves: " + moves(row) + ". Effect: " + row.note + " (" + row.evidence + ", " +
                          row.confidence + " confidence). Source: " + row.source);
    for (const std::string& key : row.levers(schema)) {
      const scenario::Lever& lever = *schema.find(key);
      table.rows.push_back({"", key + (lever.unit.empty() ? "" : " [" + lever.unit + "]"), range(lever),
                            scenario::value_text(lever.type, lever.fallback)});
      if (scenario) table.rows.back().push_back(scenario::value_text(lever.type, scenario->value(key)));
      table.notes.push_back("    " + rests_on(lever, scenario));
      const std::string with = set_with(key, schema, scenario);
      if (!with.empty()) table.notes.back() += ". " + with;
    }
  }
  table.print(std::cout);
}

}  // namespace

int levers(const LeversOptions& options) {
  const auto print = options.measures ? print_measures : print_levers;
  if (!options.scenario && options.settings.empty()) {
    print(scenario::Schema::load(scenario::schema_path()), std::nullopt);
    return exit_done;
  }
  const auto before = options.scenario ? scenario::Scenario::load(*options.scenario)
                                       : scenario::Scenario::from_toml("name = \"defaults\"");
  const auto scenario = before.with(options.settings);
  print(scenario.schema(), scenario);
  if (scenario.structure() && !options.measures)
    std::cout << "\nEvery key of the scenario's own sections can be set as well, by its path, such as\n"
                 "--set stage.bed.capacity=30. yanglao check SCENARIO lists them.\n";
  return exit_done;
}

}  // namespace yanglao::cli
