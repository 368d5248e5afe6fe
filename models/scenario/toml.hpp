// The one way in which toml++ is included, so that every file sees it configured alike.
#pragma once

// toml++ 3.3 asserts that no value is missing before it reports that one is ("a = " and a new line). With assertions
// that is an abort, and compilers with an assume builtin may act on the false promise; either would be a crash for a
// slip of the pen. So its assertions are nothing here, in every kind of build.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
// libstdc++ reads floating point exactly with from_chars since GCC 11; toml++ 3.3 does not know.
#define TOML_FLOAT_CHARCONV 1
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
