// Catch2 of version 2 (Debian 12) or 3: the macros are the same, the headers are not.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
