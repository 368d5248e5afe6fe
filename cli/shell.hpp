// Text as a shell reads it.
#pragma once

#include <string>

namespace yanglao::cli {

/// The word itself when a shell takes it as it is, else within single quotes.
std::string shell_word(const std::string& word);

}  // namespace yanglao::cli
