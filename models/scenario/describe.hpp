// Words for messages: what a TOML node is, and what a lever takes.
#pragma once

#include <string>

#include "models/scenario/schema.hpp"
#include "models/scenario/toml.hpp"

namespace yanglao::scenario {

/// Reads on from "given": `-3`, `text "abc"`, `a section`.
std::string describe(const toml::node& node);
/// The inclusive range and unit of a lever, e.g. " from 0 to 1 (share)"; "" if it has neither.
std::string range_text(const Lever& lever);
/// Reads on from "expected": "a number from 0 to 1 (share)".
std::string expectation(const Lever& lever);

}  // namespace yanglao::scenario
