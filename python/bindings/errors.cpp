// C++ exceptions as the Python package's own, with their fields.
#include "models/scenario/errors.hpp"

#include "bindings.hpp"
#include "sim/archive.hpp"

namespace yanglao::python {
namespace py = pybind11;
namespace {

void raise(const char* type, const py::object& argument) {
  const py::object kind = py::module_::import("yanglao.errors").attr(type);
  PyErr_SetObject(kind.ptr(), kind(argument).ptr());
}

py::list faults_to_python(const scenario::ScenarioError& error) {
  const py::object kind = py::module_::import("yanglao.errors").attr("Fault");
  py::list faults;
  for (const scenario::Fault& fault : error.faults()) {
    faults.append(kind(fault.file, fault.line, fault.column, fault.key, fault.given, fault.expected, fault.nearest,
                       fault.text()));
  }
  return faults;
}

}  // namespace

void bind_errors() {
  py::register_local_exception_translator([](std::exception_ptr thrown) {
    try {
      std::rethrow_exception(thrown);
    } catch (const scenario::ScenarioError& error) {
      raise("ScenarioError", faults_to_python(error));
    } catch (const scenario::FileError& error) {
      raise("FileError", py::str(error.what()));
    } catch (const sim::ArchiveError& error) {
      raise("FileError", py::str(error.what()));
    }
  });
}

}  // namespace yanglao::python
