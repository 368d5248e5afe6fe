// The parts of the module `yanglao._core`, one file a class.
#pragma once

#include <pybind11/pybind11.h>

#include "models/care/lives.hpp"
#include "models/scenario/toml.hpp"
#include "sim/dataset.hpp"

namespace yanglao::python {

void bind_errors();  ///< C++ exceptions arrive as yanglao.ScenarioError, yanglao.FileError
void bind_scenario(pybind11::module_& module);
void bind_run(pybind11::module_& module);
void bind_archive(pybind11::module_& module);
void bind_statistics(pybind11::module_& module);
void bind_lives(pybind11::module_& module);
void bind_indicators(pybind11::module_& module);

/// Days since 1970-01-01 as a datetime.date.
pybind11::object date_to_python(long long days);
/// What stands in a section of a scenario, in the form that `Scenario.set` takes.
pybind11::object node_to_python(const toml::node& node);

/// Columns of numbers, a row a line of a life; `_core.life_words` has what they stand for.
pybind11::dict lives_to_python(const care::LifeLog& lives, int counties);
/// A dict of lists of dicts: "dimensions", "variables" (numpy arrays over the same memory), "attributes", "run_record".
pybind11::dict to_python(sim::Dataset&& dataset);
/// The same way back; arrays are copied. Throws std::invalid_argument when a shape does not fit its dimensions.
sim::Dataset from_python(const pybind11::dict& dataset);
/// A variable whose "data" is None has none: its values follow.
sim::Dataset frame_from_python(const pybind11::dict& frame);

}  // namespace yanglao::python
