// Appropriations: what a payer may spend in a fiscal year, which is the calendar year.
#pragma once

#include "models/scenario/scenario.hpp"
#include "sim/dataset.hpp"
#include "sim/time.hpp"

namespace yanglao::care {

/// The lever that holds a payer's appropriation, million CNY a year; "" for who has none (households, operators,
/// guests).
std::string appropriation_key(int payer);

/// The variable `appropriation` by payer and year, CNY, for the people simulated (times scale). NaN: none is set, or
/// the year is not simulated whole, so that there is nothing to hold against it.
sim::Variable appropriations(const scenario::Scenario& s, const sim::Calendar& calendar, double scale);

}  // namespace yanglao::care
