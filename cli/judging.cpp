#include "cli/judging.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "cli/grid.hpp"
#include "sim/interval.hpp"
#include "sim/overall.hpp"
#include "sim/time.hpp"

namespace yanglao::cli {
namespace {

std::string percent(double share) { return number_text(100 * share, 0) + "%"; }

/// The month in which `months` full or partial months of the run are over: "2022-12".
std::string month_text(const Source& source, double months) {
  std::size_t left = static_cast<std::size_t>(months);
  for (const Years::Year& year : source.years.years) {
    if (left <= year.months.size()) {
      // The first year of a run may begin late and end early: count from the month in which it begins.
      const std::string month = std::to_string(year.first_month + left - 1);
      return std::to_string(year.number) + (month.size() < 2 ? "-0" : "-") + month;
    }
    left -= year.months.size();
  }
  return "-";
}

}  // namespace

/// An indicator is a ratio as often as a count: over several regions only the value of all together will do.
std::optional<Block> overall_block(const Source& source, const std::string& name) {
  if (auto found = block_of(source.dataset, name + sim::overall_suffix, source.scenario)) return found;
  const sim::Variable* variable = source.dataset.variable(name);
  if (variable == nullptr) return std::nullopt;
  for (const std::string& dimension : variable->dimensions)
    if (dimension == "region" && source.dataset.dimension("region") != nullptr &&
        source.dataset.dimension("region")->size() > 1)
      return std::nullopt;
  return block_of(source.dataset, name, source.scenario);
}

// As many decimals as the size of the number asks for: shares show three, counts none.
std::string fitting(double number) {
  const double size = std::abs(number);
  return number_text(number, size >= 1000 || number == std::round(number) ? 0 : size >= 10 ? 1 : 3);
}

std::string wanted_text(const Target& target) {
  return (target.sense < 0 ? "at most " : "at least ") + fitting(target.value);
}

std::vector<std::string> verdict(const Target& target, const std::vector<double>& reached) {
  int met = 0;
  for (const double each : reached) met += target.met_by(each) ? 1 : 0;
  const int runs = static_cast<int>(reached.size());
  // One run would tell as much: an interval would make a plan look like luck.
  if (target.certain && (met == 0 || met == runs))
    return {fitting(sim::mean(reached)), met > 0 ? "met" : "not met", "certain: no chance involved"};
  const sim::Range range = sim::share_range_95(met, runs);
  return {fitting(sim::mean(reached)), std::to_string(met) + " of " + std::to_string(runs),
          percent(range.low) + " to " + percent(range.high)};
}

std::vector<std::string> no_verdict(bool before_the_run) {
  return {"-", before_the_run ? "not judged: the run begins after" : "not judged: the run ends before", "-"};
}

bool certain(const Source& source, const std::string& indicator) {
  const sim::Variable* told = source.dataset.variable("target_certain");
  const sim::Dimension* draws = source.dataset.dimension("draw");
  if (told == nullptr || told->dimensions.size() != 1 || (draws != nullptr && draws->size() > 1)) return false;
  const sim::Dimension* names = source.dataset.dimension(told->dimensions.front());
  if (names == nullptr || names->labels.size() != told->data.size()) return false;
  const auto at = std::find(names->labels.begin(), names->labels.end(), indicator) - names->labels.begin();
  return at < static_cast<std::ptrdiff_t>(told->data.size()) && told->data[static_cast<std::size_t>(at)] > 0;
}

bool before_the_run(const Source& source, int year, unsigned month) {
  if (source.years.years.empty()) return false;
  const Years::Year& first = source.years.years.front();
  return std::pair{year, month} < std::pair{first.number, first.first_month};
}

std::string first_met(const Source& source, const std::optional<Block>& met, std::size_t cell) {
  if (!met || cell >= met->cells) return "-";
  std::vector<double> months;
  for (const double each : samples_at(*met, 0, cell))
    if (!std::isnan(each)) months.push_back(each);
  if (months.empty()) return "not within the run";
  std::sort(months.begin(), months.end());
  const std::string low = month_text(source, months.front()), high = month_text(source, months.back());
  std::string text =
      low == high ? low : month_text(source, months[(months.size() - 1) / 2]) + " (" + low + " to " + high + ")";
  if (months.size() < met->samples)
    text += ", not in " + std::to_string(met->samples - months.size()) + " of " + std::to_string(met->samples);
  return text;
}

/// A gap below 0 is told too: without that limit the indicator would be lower, as a share is of beds that have no carers
/// but would need nurses.
std::string binding(const std::optional<Block>& gaps, std::size_t cell) {
  if (!gaps || gaps->axes.size() != 2) return "-";
  const sim::Dimension& limits = *gaps->axes[1];
  std::vector<std::pair<double, std::string>> found;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const double gap = sim::mean(samples_at(*gaps, 0, cell * limits.size() + i));
    if (std::abs(gap) > 5e-4) found.emplace_back(gap, limits.labels[i]);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [gap, name] : found) text += (text.empty() ? "" : ", ") + name + " " + fitting(gap);
  return text.empty() ? "-" : text;
}

namespace {

/// The words for an indicator in an attribute that has a line "indicator,words" each.
std::string told_of(const Source& source, const char* attribute, const std::string& indicator) {
  const auto units = source.dataset.attributes.find(attribute);
  if (units == source.dataset.attributes.end()) return "";
  std::istringstream lines(units->second);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t comma = line.find(',');
    if (line.substr(0, comma) == indicator) return line.substr(comma + 1);
  }
  return "";
}

}  // namespace

std::string unit_of(const Source& source, const std::string& indicator) {
  return told_of(source, "indicator_units", indicator);
}

std::string denominator_of(const Source& source, const std::string& indicator) {
  return told_of(source, "indicator_over", indicator);
}

std::vector<std::vector<std::string>> stage_rows(const Source& source) {
  std::vector<std::vector<std::string>> rows;
  const auto values = overall_block(source, "target_stage_value"),
             met = overall_block(source, "target_stage_met_months"), gaps = overall_block(source, "target_stage_gap");
  const sim::Variable* wanted = source.dataset.variable("target_stage_wanted");
  const sim::Variable* due = source.dataset.variable("target_stage_due");
  if (!values || wanted == nullptr || due == nullptr || values->axes.size() != 1 ||
      wanted->data.size() != values->cells)
    return rows;
  for (std::size_t cell = 0; cell < values->cells; ++cell) {
    const std::string label = values->axes[0]->labels[cell];  // family_doctor_coverage@Changchun by 2016-12-31
    const std::string name = label.substr(0, label.rfind(" by "));
    const std::size_t at = std::min(name.find('@'), name.size());
    const std::string indicator = name.substr(0, at), place = at < name.size() ? name.substr(at + 1) : "";
    const Target target{wanted->data[cell], 0, 1, certain(source, indicator)};
    const std::vector<double> reached = samples_at(*values, 0, cell);
    // The same in all replications: whether the run lasts until then.
    const bool judged = std::none_of(reached.begin(), reached.end(), [](double x) { return std::isnan(x); });
    const std::string month = sim::iso_date(static_cast<int>(due->data[cell])).substr(0, 7);  // 2016-12
    const bool before = before_the_run(source, std::stoi(month), static_cast<unsigned>(std::stoi(month.substr(5))));
    rows.push_back({plain_name(indicator) + (place.empty() ? "" : ", " + place), unit_of(source, indicator),
                    wanted_text(target), month});
    const auto said = judged ? verdict(target, reached) : no_verdict(before);
    rows.back().insert(rows.back().end(), said.begin(), said.end());
    rows.back().push_back(first_met(source, met, cell));
    const bool missed =
        judged && std::any_of(reached.begin(), reached.end(), [&](double each) { return !target.met_by(each); });
    rows.back().push_back(missed ? binding(gaps, cell) : "-");
  }
  return rows;
}

}  // namespace yanglao::cli
