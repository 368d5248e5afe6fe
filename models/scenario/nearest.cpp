#include "models/scenario/nearest.hpp"

#include <algorithm>
#include <numeric>

#include "models/scenario/utf8.hpp"

namespace yanglao::scenario {
namespace {

// Nobody means a longer name, and the cost grows with its length.
constexpr std::size_t longest = 200;

std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_name(std::string_view given, const std::vector<std::string>& names) {
  const std::u32string wanted = characters(given).substr(0, longest);
  std::string best;
  std::size_t smallest = std::u32string::npos;
  for (const std::string& name : names) {
    const std::size_t distance = edit_distance(wanted, characters(name));
    if (distance < smallest) {
      smallest = distance;
      best = name;
    }
  }
  return best;
}

}  // namespace yanglao::scenario
