// Catch2 of version 3 brings a main function of its own; version 2 makes it here.
#define CATCH_CONFIG_MAIN
#include "tests/catch.hpp"
