// What a value rests on. Defaults have it in levers.csv; a scenario's own values in its section [source], a text a lever:
//
//   [source]
//   beds.institution.per_1000 = "derived, low: 106,400 beds, from recalled figures (88,000 to 124,700)"
#pragma once

#include <optional>
#include <string>

namespace yanglao::scenario {

struct Basis {
  std::string source;
  std::string confidence;  ///< high, med, low; "" where nobody has said
  std::string evidence;    ///< read, derived, recalled, assumption, policy, calibrated; "" likewise
};

/// "EVIDENCE, CONFIDENCE: SOURCE"; nothing if the text is not so.
std::optional<Basis> read_basis(const std::string& text);
/// The same, as `read_basis` takes it.
std::string basis_line(const Basis& basis);
/// For people: "SOURCE (EVIDENCE, CONFIDENCE confidence)".
std::string basis_text(const Basis& basis);
/// What a text must be, for messages.
inline constexpr auto basis_expected =
    "\"EVIDENCE, CONFIDENCE: SOURCE\", evidence being read, derived, recalled, assumption, policy or calibrated and confidence "
    "high, med or low, such as \"derived, low: 106,400 beds over people of 60+\"";

}  // namespace yanglao::scenario
