// What the policy's indicators are: their units, and what their ratios are over.
#include "models/care/indicator.hpp"

#include "bindings.hpp"

namespace yanglao::python {
namespace py = pybind11;

void bind_indicators(py::module_& module) {
  module.def("indicators", [] {
    py::dict all;
    for (const care::Indicator& each : care::indicators()) {
      py::dict one;
      one["unit"] = each.unit;
      one["long_name"] = each.long_name;
      one["over"] = each.over;
      all[each.name] = one;
    }
    return all;
  });
}

}  // namespace yanglao::python
