// Text as characters: UTF-8 checked and decoded.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace yanglao::scenario {

/// One character from the front of `text`, and its length in bytes; nothing if the bytes there are not UTF-8
/// (overlong forms and surrogates included) or `text` is empty.
struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;
};
std::optional<Character> first_character(std::string_view text);

/// The characters of valid UTF-8; decoding ends at the first byte that is not.
std::u32string characters(std::string_view text);

/// For one line of a message: control characters as \uXXXX, and no more than `limit` characters, then "...".
std::string printable(std::string_view text, std::size_t limit = 80);

}  // namespace yanglao::scenario
