// sim::Dataset to plain Python objects and back. Labels and units are given their meaning on the Python side.
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <stdexcept>

#include "bindings.hpp"

namespace yanglao::python {
namespace py = pybind11;
namespace {

// The array owns the vector: no copy of what may be gigabytes.
py::array_t<double> take(std::vector<double>&& data, const std::vector<py::ssize_t>& shape) {
  auto* kept = new std::vector<double>(std::move(data));
  const py::capsule owner(kept, [](void* held) { delete static_cast<std::vector<double>*>(held); });
  return py::array_t<double>(shape, kept->data(), owner);
}

std::size_t length(const sim::Dataset& dataset, const sim::Variable& variable, const std::string& name) {
  const sim::Dimension* dimension = dataset.dimension(name);
  if (dimension == nullptr) {
    throw std::invalid_argument("variable " + variable.name + " names the dimension " + name + ", which is not there");
  }
  return dimension->size();
}

py::dict dimension_to_python(const sim::Dimension& dimension) {
  py::dict row;
  row["name"] = dimension.name;
  row["long_name"] = dimension.long_name;
  row["units"] = dimension.units;
  row["labels"] = dimension.labels;
  row["values"] = dimension.values;
  return row;
}

sim::Dimension dimension_from_python(const py::handle& row) {
  sim::Dimension dimension;
  dimension.name = row["name"].cast<std::string>();
  dimension.long_name = row["long_name"].cast<std::string>();
  dimension.units = row["units"].cast<std::string>();
  dimension.labels = row["labels"].cast<std::vector<std::string>>();
  dimension.values = row["values"].cast<std::vector<double>>();
  return dimension;
}

sim::Variable variable_from_python(const py::handle& row) {
  sim::Variable variable;
  variable.name = row["name"].cast<std::string>();
  variable.dimensions = row["dimensions"].cast<std::vector<std::string>>();
  variable.units = row["units"].cast<std::string>();
  variable.long_name = row["long_name"].cast<std::string>();
  if (row["data"].is_none()) return variable;
  const auto data = py::array_t<double, py::array::c_style | py::array::forcecast>::ensure(row["data"]);
  if (!data) throw py::error_already_set();
  variable.data.assign(data.data(), data.data() + data.size());
  return variable;
}

}  // namespace

py::dict to_python(sim::Dataset&& dataset) {
  py::list dimensions;
  for (const sim::Dimension& dimension : dataset.dimensions) dimensions.append(dimension_to_python(dimension));
  py::list variables;
  for (sim::Variable& variable : dataset.variables) {
    std::vector<py::ssize_t> shape;
    for (const std::string& name : variable.dimensions) {
      shape.push_back(static_cast<py::ssize_t>(length(dataset, variable, name)));
    }
    py::dict row;
    row["name"] = variable.name;
    row["dimensions"] = variable.dimensions;
    row["units"] = variable.units;
    row["long_name"] = variable.long_name;
    row["data"] = take(std::move(variable.data), shape);
    variables.append(row);
  }
  py::dict result;
  result["dimensions"] = dimensions;
  result["variables"] = variables;
  result["attributes"] = dataset.attributes;
  result["run_record"] = dataset.run_record;
  return result;
}

sim::Dataset frame_from_python(const py::dict& given) {
  sim::Dataset dataset;
  for (const py::handle row : given["dimensions"]) dataset.dimensions.push_back(dimension_from_python(row));
  for (const py::handle row : given["variables"]) dataset.variables.push_back(variable_from_python(row));
  dataset.attributes = given["attributes"].cast<std::map<std::string, std::string>>();
  dataset.run_record = given["run_record"].cast<std::map<std::string, std::string>>();
  return dataset;
}

sim::Dataset from_python(const py::dict& given) {
  sim::Dataset dataset = frame_from_python(given);
  for (const sim::Variable& variable : dataset.variables) {
    std::size_t size = 1;
    for (const std::string& name : variable.dimensions) size *= length(dataset, variable, name);
    if (size != variable.data.size()) {
      throw std::invalid_argument("variable " + variable.name + " has " + std::to_string(variable.data.size()) +
                                  " values, and its dimensions ask for " + std::to_string(size));
    }
  }
  return dataset;
}

}  // namespace yanglao::python
