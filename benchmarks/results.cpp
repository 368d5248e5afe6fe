// Prints what a results file holds as lines `name number`: the record of the run, people and person-years, deaths, and
// the mean occupancy and wait of each pool. Over the whole run and all regions; of a replication, if there are several.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/archive.hpp"
#include "sim/time.hpp"

namespace {

using namespace yanglao::sim;

/// Sums of a variable over every axis but two.
class Sums {
 public:
  /// `second` may be empty: then one column.
  Sums(const Dataset& dataset, const std::string& variable, const std::string& first, const std::string& second = "") {
    const Variable* found = dataset.variable(variable);
    if (found == nullptr) return;
    std::vector<std::size_t> lengths;
    for (const std::string& name : found->dimensions) lengths.push_back(dataset.dimension(name)->size());
    rows_.assign(dataset.dimension(first)->size(),
                 std::vector<double>(second.empty() ? 1 : dataset.dimension(second)->size(), 0.0));
    std::vector<std::size_t> index(lengths.size(), 0);
    for (const double value : found->data) {
      std::size_t row = 0, column = 0;
      for (std::size_t i = 0; i < index.size(); ++i) {
        if (found->dimensions[i] == first) row = index[i];
        if (found->dimensions[i] == second) column = index[i];
      }
      rows_[row][column] += value;
      for (std::size_t i = index.size(); i-- > 0 && ++index[i] == lengths[i];) index[i] = 0;
    }
  }
  [[nodiscard]] bool found() const { return !rows_.empty(); }
  [[nodiscard]] double at(std::size_t row, std::size_t column = 0) const { return rows_[row][column]; }

 private:
  std::vector<std::vector<double>> rows_;
};

/// Days of each month of the file. Months are labelled by their first day; runs end with a month.
std::vector<double> month_days(const Dimension& month) {
  int year = 0, first_month = 0, day = 0;
  if (std::sscanf(month.units.c_str(), "days since %d-%d-%d", &year, &first_month, &day) != 3)
    throw std::runtime_error("the months have no unit 'days since DATE'");
  std::vector<double> days;
  for (const double first : month.values) {
    const int epoch = epoch_day(year, first_month, day) + static_cast<int>(first);
    int y = 0, m = 0, d = 0;
    civil(epoch, y, m, d);
    days.push_back(epoch_day(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1) - epoch);
  }
  return days;
}

void print(const std::string& name, double value) { std::printf("%s %.9g\n", name.c_str(), value); }

std::string small(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

void print_record(const Dataset& dataset) {
  for (const auto& [name, text] : dataset.run_record) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (!text.empty() && *end == '\0') print(name, value);
  }
}

void print_people(const Dataset& dataset, const std::vector<double>& days, double replications) {
  const Sums people(dataset, "people", "month"), waiting(dataset, "waiting", "month");
  double most = 0, person_days = 0;
  for (std::size_t m = 0; m < days.size() && people.found(); ++m) {
    const double number = (people.at(m) + (waiting.found() ? waiting.at(m) : 0)) / replications;
    most = std::max(most, number);
    person_days += number * days[m];
  }
  print("people_at_most", most);
  const Sums entered(dataset, "turned_60", "month");
  double simulated = people.found() ? people.at(0) / replications : 0;
  for (std::size_t m = 0; m < days.size() && entered.found(); ++m) simulated += entered.at(m) / replications;
  print("people_simulated", simulated);
  print("person_years", person_days / kDaysPerYear * replications);
}

void print_deaths(const Dataset& dataset, double replications) {
  for (const char* name : {"deaths", "departures"}) {
    const Sums sums(dataset, name, "replication");
    double all = 0;
    for (std::size_t r = 0; sums.found() && r < dataset.dimension("replication")->size(); ++r) all += sums.at(r);
    if (sums.found()) print("deaths", all / replications);
  }
}

void print_pools(const Dataset& dataset, const std::vector<double>& days, double replications) {
  const Dimension* pools = dataset.dimension("pool");
  if (pools == nullptr) return;
  const Sums occupied(dataset, "occupied", "month", "pool"), admitted(dataset, "admissions", "month", "pool"),
      waited(dataset, "wait_days", "month", "pool");
  for (std::size_t p = 0; p < pools->size(); ++p) {
    double bed_days = 0, length = 0, admissions = 0, wait = 0;
    for (std::size_t m = 0; m < days.size(); ++m) {
      bed_days += occupied.at(m, p) * days[m];
      length += days[m];
      admissions += admitted.at(m, p);
      wait += waited.at(m, p);
    }
    print(small(pools->labels[p]) + "_occupancy", bed_days / length / replications);
    print(small(pools->labels[p]) + "_wait_days", admissions > 0 ? wait / admissions : 0);
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fprintf(stderr, "%s: expected the name of one results file\n", words[0]);
    return 2;
  }
  try {
    const Dataset dataset = read_archive(words[1]);
    const std::vector<double> days = month_days(*dataset.dimension("month"));
    const auto replications = static_cast<double>(dataset.dimension("replication")->size());
    print_record(dataset);
    print_people(dataset, days, replications);
    print_deaths(dataset, replications);
    print_pools(dataset, days, replications);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "%s\n", fault.what());
    return 1;
  }
}
