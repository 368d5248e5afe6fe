// Intervals over replications, as the program's tables have them, and Student's t.
#include <pybind11/numpy.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "bindings.hpp"
#include "sim/interval.hpp"

namespace yanglao::python {
namespace py = pybind11;
namespace {

template <class Number>
using Array = py::array_t<Number, py::array::c_style | py::array::forcecast>;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

void check_share(const char* what, double share) {
  if (!(share > 0 && share < 1)) throw std::invalid_argument(std::string(what) + " must lie between 0 and 1, both excluded");
}

std::span<const double> known(const Array<double>& values) {
  if (values.size() == 0) throw std::invalid_argument("expected at least one value");
  return {values.data(), static_cast<std::size_t>(values.size())};
}

/// values: the last axis is that of the replications, of which NaN ones do not count. mean, low and high of the rest.
/// amounts: what is never below 0 has no interval below it.
Array<double> mean_intervals(const Array<double>& values, double level, bool amounts) {
  check_share("level", level);
  if (values.ndim() == 0) throw std::invalid_argument("expected an array of at least one dimension");
  const auto n = static_cast<std::size_t>(values.shape(values.ndim() - 1));
  std::vector<py::ssize_t> shape{3};
  shape.insert(shape.end(), values.shape(), values.shape() + values.ndim() - 1);
  Array<double> out(shape);
  const auto cells = static_cast<std::size_t>(out.size()) / 3;
  std::vector<double> there;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const double* from = values.data() + cell * n;
    there.clear();
    std::copy_if(from, from + n, std::back_inserter(there), [](double each) { return !std::isnan(each); });
    const sim::Range range = amounts ? sim::amount_range(there, level) : sim::mean_range(there, level);
    double* to = out.mutable_data() + cell;
    to[0] = sim::mean(there), to[cells] = range.low, to[2 * cells] = range.high;
  }
  return out;
}

/// low and high of each share's 95% interval; NaN where nothing was tried.
Array<double> share_intervals(const Array<int>& hits, const Array<int>& trials) {
  if (hits.size() != trials.size()) throw std::invalid_argument("expected as many hits as trials");
  std::vector<py::ssize_t> shape{2};
  shape.insert(shape.end(), trials.shape(), trials.shape() + trials.ndim());
  Array<double> out(shape);
  const py::ssize_t cells = trials.size();
  for (py::ssize_t cell = 0; cell < cells; ++cell) {
    const int n = trials.data()[cell];
    const sim::Range range = n > 0 ? sim::share_range_95(hits.data()[cell], n) : sim::Range{missing, missing};
    out.mutable_data()[cell] = range.low, out.mutable_data()[cells + cell] = range.high;
  }
  return out;
}

}  // namespace

void bind_statistics(py::module_& module) {
  module.def("mean_intervals", &mean_intervals, py::arg("values"), py::arg("level"), py::arg("amounts"));
  module.def("share_intervals", &share_intervals, py::arg("hits"), py::arg("trials"));
  module.def("skewness", [](const Array<double>& values) { return sim::skewness(known(values)); }, py::arg("values"));
  module.def("is_constant", [](const Array<double>& values) { return sim::is_constant(known(values)); }, py::arg("values"));
  module.def(
      "t_quantile",
      [](double probability, double degrees_of_freedom) {
        check_share("probability", probability);
        if (!(degrees_of_freedom > 0)) throw std::invalid_argument("degrees of freedom must be above 0");
        return boost::math::quantile(boost::math::students_t(degrees_of_freedom), probability);
      },
      py::arg("probability"), py::arg("degrees_of_freedom"));
}

}  // namespace yanglao::python
