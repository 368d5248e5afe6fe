#include "models/care/own_splits.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "models/scenario/nearest.hpp"
#include "models/scenario/table.hpp"

namespace yanglao::care {
namespace {

using scenario::Table;

constexpr std::array<const char*, 3> kShares = {"central_share", "provincial_share", "prefecture_share"};

/// The shares of a row; counties pay what is left.
Shares shares(const Table& table, std::size_t row, std::vector<scenario::Fault>& faults) {
  Shares out{};
  double left = 1;
  for (std::size_t k = 0; k < kShares.size(); ++k) {
    const double share = table.number(row, kShares[k]);
    left -= share;
    if (share < 0 || left < -1e-9) faults.push_back(table.fault(row, kShares[k], "shares from 0 to 1, of 1 in sum at most"));
    out[central + k] = share;
  }
  out[county_finance] = std::max(0.0, left);
  return out;
}

}  // namespace

OwnSplits own_splits(const scenario::Scenario& s) {
  OwnSplits out;
  const std::string path = s.table_path("subsidy.split.by_line");
  if (path.empty()) return out;
  const Table table = Table::load(path);
  table.require({"line", kShares[0], kShares[1], kShares[2]});
  std::vector<scenario::Fault> faults;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.text(row, "line");
    const auto line = static_cast<std::size_t>(std::find(kLineNames.begin(), kLineNames.end(), name) - kLineNames.begin());
    if (line == kLines || out[line]) {
      faults.push_back(table.fault(row, "line", "a line of costs, each once"));
      faults.back().nearest = line == kLines ? scenario::nearest_name(name, {kLineNames.begin(), kLineNames.end()}) : "";
    } else {
      out[line] = shares(table, row, faults);
    }
  }
  scenario::raise_if_any(std::move(faults));
  return out;
}

}  // namespace yanglao::care
