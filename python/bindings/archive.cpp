// Results files, written and checked by the same code as the command line's.
#include "sim/archive.hpp"

#include <pybind11/stl.h>

#include "bindings.hpp"

namespace yanglao::python {
namespace py = pybind11;

void bind_archive(py::module_& module) {
  module.def("check_writable", &sim::check_writable, py::arg("path"));
  module.def(
      "write", [](const std::string& path, const py::dict& dataset) { sim::write_archive(from_python(dataset), path); },
      py::arg("path"), py::arg("dataset"));
  module.def(
      "read", [](const std::string& path) { return to_python(sim::read_archive(path)); }, py::arg("path"));
}

}  // namespace yanglao::python
