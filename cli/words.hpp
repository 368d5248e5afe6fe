// Words as people mistype them and as a shell reads them.
#pragma once

#include <string>
#include <vector>

namespace yanglao::cli {

/// The candidate that `word` most likely meant, or "" when none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

/// The word itself when a shell takes it as it is, else within single quotes.
std::string shell_word(const std::string& word);

}  // namespace yanglao::cli
