// The few options of the benchmark programs: `--name number`, each with a default.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>

namespace yanglao::benchmarks {

struct Option {
  const char* name;  ///< with its dashes
  double* value;     ///< the default; replaced where the option is given
};

/// Ends the program with status 2 and a line on standard error if an option is unknown or its value no number above 0.
inline void read_options(int count, char** words, std::initializer_list<Option> options) {
  const auto refuse = [&](const char* given) {
    std::fprintf(stderr, "%s: given '%s', expected", words[0], given);
    for (const Option& option : options) std::fprintf(stderr, " %s NUMBER", option.name);
    std::fprintf(stderr, ", each number above 0\n");
    std::exit(2);
  };
  for (int i = 1; i < count; i += 2) {
    const Option* found = nullptr;
    for (const Option& option : options)
      if (std::strcmp(words[i], option.name) == 0) found = &option;
    if (found == nullptr || i + 1 == count) refuse(words[i]);
    char* end = nullptr;
    *found->value = std::strtod(words[i + 1], &end);
    if (*end != '\0' || !(*found->value > 0)) refuse(words[i + 1]);
  }
}

}  // namespace yanglao::benchmarks
