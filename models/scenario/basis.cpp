#include "models/scenario/basis.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace yanglao::scenario {
namespace {

constexpr std::array<std::string_view, 6> kinds{"read", "derived", "recalled", "assumption", "policy", "calibrated"};
constexpr std::array<std::string_view, 3> degrees{"high", "med", "low"};

bool is_one_of(const auto& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<Basis> read_basis(const std::string& text) {
  const std::size_t comma = text.find(", "), colon = text.find(": ");
  if (colon == std::string::npos || comma > colon) return std::nullopt;
  Basis basis{text.substr(colon + 2), text.substr(comma + 2, colon - comma - 2), text.substr(0, comma)};
  const bool right = is_one_of(kinds, basis.evidence) && is_one_of(degrees, basis.confidence) &&
                     basis.source.find_first_not_of(' ') != std::string::npos;
  if (!right) return std::nullopt;
  return basis;
}

std::string basis_line(const Basis& basis) { return basis.evidence + ", " + basis.confidence + ": " + basis.source; }

std::string basis_text(const Basis& basis) {
  if (basis.evidence.empty() && basis.confidence.empty()) return basis.source;
  const std::string sure = basis.confidence.empty() ? "" : basis.confidence + " confidence";
  return basis.source + " (" + basis.evidence + (basis.evidence.empty() || sure.empty() ? "" : ", ") + sure + ')';
}

}  // namespace yanglao::scenario
