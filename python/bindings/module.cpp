// The module `yanglao._core`: what the Python package needs of the C++ side.
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/provenance.hpp"

PYBIND11_MODULE(_core, module) {
  using namespace yanglao;
  module.doc() = "The C++ side of yanglao; use the package `yanglao` instead.";
  module.attr("__version__") = sim::version();
  module.attr("revision") = sim::revision();
  module.def("shipped", &scenario::shipped);
  module.def("folder", &scenario::folder);
  module.def("set_folder", &scenario::set_folder, pybind11::arg("path"));
  python::bind_errors();
  python::bind_scenario(module);
  python::bind_run(module);
  python::bind_archive(module);
  python::bind_statistics(module);
  python::bind_lives(module);
  python::bind_indicators(module);
}
