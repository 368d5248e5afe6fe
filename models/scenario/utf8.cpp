#include "models/scenario/utf8.hpp"

#include <array>
#include <cstdio>

namespace yanglao::scenario {
namespace {

// Length of a sequence by its first byte, 0 if none starts so.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

}  // namespace

std::optional<Character> first_character(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = sequence_length(lead);
  if (length == 0 || length > text.size()) return std::nullopt;
  char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return std::nullopt;
    code = (code << 6U) | (byte & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least.at(length) || code > 0x10FFFF || surrogate) return std::nullopt;
  return Character{code, length};
}

std::u32string characters(std::string_view text) {
  std::u32string decoded;
  while (const auto next = first_character(text)) {
    decoded += next->code;
    text.remove_prefix(next->bytes);
  }
  return decoded;
}

std::string printable(std::string_view text, std::size_t limit) {
  std::string shown;
  for (std::size_t count = 0; const auto next = first_character(text); ++count) {
    if (count == limit) return shown + "...";
    const bool control = next->code < 0x20 || (next->code >= 0x7F && next->code < 0xA0);
    if (control) {
      std::array<char, 16> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04X", static_cast<unsigned>(next->code));
      shown += escaped.data();
    } else {
      shown += text.substr(0, next->bytes);
    }
    text.remove_prefix(next->bytes);
  }
  return shown;
}

}  // namespace yanglao::scenario
