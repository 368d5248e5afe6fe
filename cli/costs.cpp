// The section on costs by line: what each service and measure cost in the last full year, and who paid it.
#include <algorithm>
#include <limits>
#include <numeric>
#include <ostream>
#include <sstream>

#include "cli/grid.hpp"
#include "cli/sections.hpp"
#include "sim/interval.hpp"
#include "sim/time.hpp"

namespace yanglao::cli {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double million = 1e6;

bool is_public(const std::string& payer) {
  return payer == "central" || payer == "provincial" || payer == "prefecture" || payer == "county";
}

/// Means over the replications of one year of a variable.
class Means {
 public:
  Means(const Source& source, const std::string& variable, const std::string& axis, Gather how, std::size_t year)
      : year_(year) {
    const auto months = block_of(source.dataset, variable, source.scenario);
    if (months && months->steps == source.years.month_days.size())
      yearly_ = by_year(axis == "*" ? *months : along(*months, axis), source.years, how);
  }
  [[nodiscard]] bool told() const { return yearly_.has_value(); }
  [[nodiscard]] const std::vector<const sim::Dimension*>& axes() const { return yearly_->axes; }
  [[nodiscard]] double at(std::size_t cell) const {
    return yearly_ ? sim::mean(samples_at(*yearly_, year_, cell)) : missing;
  }
  /// Of the cell with this label on the only axis; NaN where there is none.
  [[nodiscard]] double of(const std::string& label) const {
    if (!yearly_ || yearly_->axes.empty()) return missing;
    const auto& labels = yearly_->axes[0]->labels;
    const auto found = std::find(labels.begin(), labels.end(), label);
    return found == labels.end() ? missing : at(static_cast<std::size_t>(found - labels.begin()));
  }

 private:
  std::size_t year_;
  std::optional<Block> yearly_;
};

/// Costs of one year by payer and line, in CNY.
class Costs {
 public:
  /// `rates`: what is known of each line's (models/care/used_rates.hpp); none where the results do not tell.
  Costs(const Means& cost, const sim::Dimension& payers, const sim::Dimension& lines, const std::vector<double>& rates)
      : payers_(payers), lines_(lines), rates_(rates) {
    for (std::size_t i = 0; i < payers.size() * lines.size(); ++i) paid_.push_back(cost.at(i));
  }
  [[nodiscard]] double paid(std::size_t payer, std::size_t line) const { return paid_[payer * lines_.size() + line]; }
  /// `line`: one past the last adds up all.
  template <class Wanted>
  [[nodiscard]] double sum(std::size_t line, Wanted wanted) const {
    double out = 0;
    for (std::size_t p = 0; p < payers_.size(); ++p)
      for (std::size_t l = 0; l < lines_.size(); ++l)
        if ((l == line || line == lines_.size()) && wanted(payers_.labels[p])) out += paid(p, l);
    return out;
  }
  [[nodiscard]] double sum(std::size_t line) const {
    return sum(line, [](const std::string&) { return true; });
  }
  [[nodiscard]] double by(const std::string& payer, std::size_t line) const {
    return sum(line, [&](const std::string& each) { return each == payer; });
  }
  /// Without what guests pay, who are not among the people of the province.
  [[nodiscard]] double of_residents(std::size_t line) const {
    return sum(line, [](const std::string& each) { return each != "guests"; });
  }
  /// Why something that is used costs nothing: nobody knows at what rate it is paid, or somebody set that to 0. Else "".
  [[nodiscard]] std::string instead(std::size_t line) const {
    if (line == all() || rates_.empty() || sum(line) > 0) return "";
    return rates_[line] == 2 ? "no rate given" : rates_[line] == 3 ? "rate set to 0" : "";
  }
  /// Names of the lines of which something is not in the sums, or whose payers are not all known; with commas between.
  [[nodiscard]] std::string in_part() const {
    std::string out;
    for (std::size_t l = 0; l < rates_.size(); ++l)
      if (rates_[l] == 1) out += (out.empty() ? "" : ", ") + name(l);
    return out;
  }
  [[nodiscard]] double by_public(std::size_t line) const { return sum(line, is_public); }
  [[nodiscard]] std::size_t all() const { return lines_.size(); }
  /// Lines on which something was paid, or would be at another rate, and all together.
  [[nodiscard]] std::vector<std::size_t> rows() const {
    std::vector<std::size_t> out;
    for (std::size_t l = 0; l < lines_.size(); ++l)
      if (sum(l) > 0 || !instead(l).empty()) out.push_back(l);
    out.push_back(all());
    return out;
  }
  [[nodiscard]] std::string name(std::size_t line) const {
    return line == all() ? "All lines" : plain_name(lines_.labels[line]);
  }
  /// Payers of one kind who paid anything.
  [[nodiscard]] std::vector<std::string> payers(bool public_ones) const {
    std::vector<std::string> out;
    for (const std::string& payer : payers_.labels)
      if (is_public(payer) == public_ones && by(payer, all()) > 0) out.push_back(payer);
    return out;
  }

 private:
  const sim::Dimension &payers_, &lines_;
  std::vector<double> rates_, paid_;
};

std::string millions(double cny) { return number_text(cny / million, 1); }

/// `vouchers`: CNY that they paid by line, if any; that is part of what public budgets paid.
Grid by_payer(const Costs& costs, const std::vector<double>& vouchers) {
  Grid grid;
  const std::vector<std::string> others = costs.payers(false);
  grid.heads = {"Line", "All payers", "Public budgets"};
  for (const std::string& payer : others) grid.heads.push_back(plain_name(payer));
  const bool with_vouchers = std::any_of(vouchers.begin(), vouchers.end(), [](double cny) { return cny > 0; });
  if (with_vouchers) grid.heads.emplace_back("Of public budgets: vouchers");
  for (const std::size_t line : costs.rows()) {
    if (const std::string why = costs.instead(line); !why.empty()) {
      grid.rows.push_back({costs.name(line), why});
      grid.rows.back().resize(grid.heads.size(), "-");
      continue;
    }
    grid.rows.push_back({costs.name(line), millions(costs.sum(line)), millions(costs.by_public(line))});
    for (const std::string& payer : others) grid.rows.back().push_back(millions(costs.by(payer, line)));
    if (with_vouchers)
      grid.rows.back().push_back(millions(line == costs.all() ? std::accumulate(vouchers.begin(), vouchers.end(), 0.0)
                                                              : vouchers[line]));
  }
  return grid;
}

/// `reached`: persons by measure, `people`: of 60 and more; both means over the `days` told. Figures for a person are
/// those of a year, as the indicator cost_per_person has it.
Grid by_budget_and_person(const Costs& costs, const sim::Dimension& lines, const Means& reached, double people,
                          double days) {
  const double a_year = sim::kDaysPerYear / days;
  Grid grid;
  const std::vector<std::string> budgets = costs.payers(true);
  grid.heads = {"Line"};
  for (const std::string& payer : budgets) grid.heads.push_back(plain_name(payer));
  grid.heads.insert(grid.heads.end(), {"CNY a year a person of 60+", "Persons reached", "CNY a year a person reached"});
  for (const std::size_t line : costs.rows()) {
    const double with = line == costs.all() ? missing : reached.of(lines.labels[line]);
    grid.rows.push_back({costs.name(line)});
    if (const std::string why = costs.instead(line); !why.empty()) {
      grid.rows.back().resize(grid.heads.size() - 3, "-");
      grid.rows.back().insert(grid.rows.back().end(), {why, "-", "-"});
      continue;
    }
    for (const std::string& payer : budgets) grid.rows.back().push_back(millions(costs.by(payer, line)));
    for (const std::string& text : {number_text(costs.of_residents(line) / people * a_year, 2), number_text(with, 0),
                                    number_text(with > 0 ? costs.sum(line) / with * a_year : missing, 0)})
      grid.rows.back().push_back(text);
  }
  return grid;
}

/// The constant `line_rate` of the scenario.
std::vector<double> line_rates(const Source& source, std::size_t lines) {
  const sim::Variable* told = source.dataset.variable("line_rate");
  if (told == nullptr) return {};
  const auto first = told->data.begin() + static_cast<std::ptrdiff_t>(told->data.size() > lines ? source.scenario * lines : 0);
  return {first, first + static_cast<std::ptrdiff_t>(lines)};
}

void print_broken(std::ostream& out, const std::string& text) {
  for (const std::string& line : broken(text, page_width)) out << line << '\n';
}

/// Which rates count as 0 because no figure was found and none was set, and which lines have some of them and others.
void print_unknown(std::ostream& out, const sim::Dataset& dataset, const std::string& lines_in_part) {
  const auto found = dataset.attributes.find("rates_unknown");
  if (found == dataset.attributes.end()) return;
  std::istringstream names(found->second);
  std::string keys;
  for (std::string key; names >> key;) keys += (keys.empty() ? "" : ", ") + key;
  print_broken(out, "Counted as 0, as no figure was found and none is set: " + keys + ".");
  if (!lines_in_part.empty()) print_broken(out, "So only part of what they cost, or of who pays it, is told of: " + lines_in_part + ".");
}

/// The last year that was simulated whole; where none was, the one with the most days, and of equals the last.
std::size_t last_full(const Years& years) {
  std::size_t longest = 0;
  for (std::size_t y = years.years.size(); y-- > 0;) {
    if (years.years[y].whole()) return y;
    if (y + 1 == years.years.size() || years.years[y].days > years.years[longest].days) longest = y;
  }
  return longest;
}

}  // namespace

void print_cost_lines(std::ostream& out, const Source& source) {
  const sim::Dimension *payers = source.dataset.dimension("payer"), *lines = source.dataset.dimension("line");
  if (payers == nullptr || lines == nullptr || source.years.years.empty()) return;
  const std::size_t year = last_full(source.years);
  const Means cost(source, "cost", "*", Gather::sum, year);
  if (!cost.told() || cost.axes().size() != 2 || cost.axes()[0] != payers || cost.axes()[1] != lines) return;
  const Costs costs(cost, *payers, *lines, line_rates(source, lines->size()));
  if (costs.sum(costs.all()) <= 0) return;
  const Means people(source, "people", "", Gather::mean, year);
  const Means reached(source, "reached", "measure", Gather::mean, year);
  const std::string when = source.years.years[year].text();
  print_heading(out, "What each line cost and who paid it in " + when + " (million CNY)");
  std::vector<double> vouchers(lines->size(), 0);
  if (const Means paid(source, "benefits_paid", "*", Gather::sum, year); paid.told() && paid.axes().size() == 2) {
    const auto& benefits = paid.axes()[0]->labels;
    const auto row =
        static_cast<std::size_t>(std::find(benefits.begin(), benefits.end(), "vouchers") - benefits.begin());
    for (std::size_t l = 0; l < lines->size() && row < benefits.size(); ++l) vouchers[l] = paid.at(row * lines->size() + l);
  }
  print_grid(out, by_payer(costs, vouchers));
  print_heading(out, "The same lines in " + when + ": public budgets (million CNY), and all payers for each person");
  print_grid(out, by_budget_and_person(costs, *lines, reached, people.at(0), source.years.years[year].days));
  out << "Persons of 60+ and persons whom a measure reached are means over " << when << ".\n"
      << "Lines are whole: what vouchers and long-term-care insurance pay of a bill is in its line.\n"
      << "Costs of a person of 60+ leave out what guests pay, and are of a year of 365.2425 days.\n";
  print_unknown(out, source.dataset, costs.in_part());
}

}  // namespace yanglao::cli
