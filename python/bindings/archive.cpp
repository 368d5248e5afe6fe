// Results files, written and checked by the same code as the command line's.
#include "sim/archive.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "bindings.hpp"
#include "sim/archive_pieces.hpp"

namespace yanglao::python {
namespace py = pybind11;
using sim::ArchivePieces;

void bind_archive(py::module_& module) {
  module.def("check_writable", &sim::check_writable, py::arg("path"));
  module.def(
      "write",
      [](const std::string& path, const py::dict& dataset) {
        // Python's lock is kept: two threads must not be in HDF5 at once.
        sim::write_archive(from_python(dataset), path, [] {
          if (PyErr_CheckSignals() != 0) throw py::error_already_set();  // Ctrl-C
        });
      },
      py::arg("path"), py::arg("dataset"));
  module.def(
      "read", [](const std::string& path) { return to_python(sim::read_archive(path)); }, py::arg("path"));
  using Array = py::array_t<double, py::array::c_style | py::array::forcecast>;
  using Sizes = std::vector<std::size_t>;
  py::class_<ArchivePieces>(module, "ArchivePieces")
      .def(py::init([](const py::dict& frame, const std::string& path, const Sizes& piece) {
             return std::make_unique<ArchivePieces>(frame_from_python(frame), path, piece);
           }),
           py::arg("frame"), py::arg("path"), py::arg("piece"))
      .def(
          "put",
          [](ArchivePieces& self, const std::string& variable, const Sizes& begin, const Array& values) {
            const Sizes size(values.shape(), values.shape() + values.ndim());
            self.put(variable, begin, size, {values.data(), static_cast<std::size_t>(values.size())});
          },
          py::arg("variable"), py::arg("begin"), py::arg("values"))
      .def("finish", &ArchivePieces::finish);
}

}  // namespace yanglao::python
