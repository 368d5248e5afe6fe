// Student's t, so that the package needs no statistics library for one function.
#include <boost/math/distributions/students_t.hpp>
#include <stdexcept>

#include "bindings.hpp"

namespace yanglao::python {
namespace py = pybind11;

void bind_statistics(py::module_& module) {
  module.def(
      "t_quantile",
      [](double probability, double degrees_of_freedom) {
        if (!(probability > 0 && probability < 1)) {
          throw std::invalid_argument("probability must lie between 0 and 1, both excluded");
        }
        if (!(degrees_of_freedom > 0)) throw std::invalid_argument("degrees of freedom must be above 0");
        return boost::math::quantile(boost::math::students_t(degrees_of_freedom), probability);
      },
      py::arg("probability"), py::arg("degrees_of_freedom"));
}

}  // namespace yanglao::python
