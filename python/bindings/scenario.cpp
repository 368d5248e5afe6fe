// A scenario and its levers.
#include "models/scenario/scenario.hpp"

#include <pybind11/stl.h>

#include "bindings.hpp"
#include "models/scenario/nearest.hpp"
#include "models/scenario/structure.hpp"

namespace yanglao::python {
namespace py = pybind11;
using scenario::Lever;
using scenario::Scenario;
using scenario::Schedule;
using scenario::Type;
namespace {

/// As set() takes it: a number, a list of (date, value), a dict with "shape" and "points", or "unknown".
py::object schedule_to_python(const Schedule& schedule) {
  if (!schedule.known) return py::str(scenario::unknown);
  if (schedule.points.size() == 1) return py::float_(schedule.points.front().value);
  py::list points;
  for (const Schedule::Point& point : schedule.points) {
    points.append(py::make_tuple(date_to_python(point.day), point.value));
  }
  if (schedule.linear) return points;
  py::dict step;
  step["shape"] = "step";
  step["points"] = points;
  return step;
}

py::object default_to_python(const Lever& lever) {
  if (const auto* schedule = std::get_if<Schedule>(&lever.fallback)) return schedule_to_python(*schedule);
  const auto* days = std::get_if<long long>(&lever.fallback);
  if (lever.type == Type::date && days != nullptr) return date_to_python(*days);
  return std::visit(
      [](const auto& value) -> py::object {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, Schedule>)
          return py::none();
        else
          return py::cast(value);
      },
      lever.fallback);
}

py::object value_of(const Scenario& scenario, const Lever& lever, int place) {
  switch (lever.type) {
    case Type::boolean:
      return py::bool_(scenario.flag(lever.key, place));
    case Type::integer:
      return py::int_(scenario.integer(lever.key, place));
    case Type::number:
      return py::float_(scenario.number(lever.key, place));
    case Type::date:
      return date_to_python(scenario.date(lever.key, place));
    case Type::schedule:
    case Type::rate:
      return schedule_to_python(scenario.schedule(lever.key, place));
    case Type::text:
    case Type::table:
      return py::str(scenario.text(lever.key, place));
  }
  return py::none();
}

/// Whether a key is one of the scenario's own sections (stages, classes) and no lever.
bool is_of_section(const Scenario& scenario, const std::string& key) {
  return scenario.structure() != nullptr && scenario.schema().find(key) == nullptr;
}

py::object value_in_section(const Scenario& scenario, const std::string& key) {
  const scenario::Found found = scenario::find(*scenario.structure(), key);
  if (found.node != nullptr) return node_to_python(*found.node);
  std::vector<std::string> names{scenario.schema().nearest(key)};
  if (!found.nearest.empty()) names.insert(names.begin(), found.nearest);
  throw py::key_error("there is no lever and nothing set by the name \"" + key + "\"; the nearest name is \"" +
                      scenario::nearest_name(key, names) + "\"");
}

py::object value(const Scenario& scenario, const std::string& key, int place) {
  if (is_of_section(scenario, key)) return value_in_section(scenario, key);
  const Lever* lever = scenario.schema().find(key);
  if (lever == nullptr) {
    const std::string nearest = scenario.schema().nearest(key);
    throw py::key_error("there is no lever \"" + key + "\"" +
                        (nearest.empty() ? "" : "; the nearest name is \"" + nearest + "\""));
  }
  if (place < -1 || place >= static_cast<int>(scenario.places().size())) {
    throw py::index_error("place " + std::to_string(place) + " is not in places()");
  }
  return value_of(scenario, *lever, place);
}

py::dict lever_to_python(const Scenario& scenario, const Lever& lever) {
  const scenario::Origin origin = scenario.origin(lever.key);
  py::dict row;
  row["key"] = lever.key;
  row["type"] = scenario::type_name(lever.type);
  row["unit"] = lever.unit;
  row["low"] = lever.low;
  row["high"] = lever.high;
  row["default"] = default_to_python(lever);
  row["value"] = value_of(scenario, lever, -1);
  row["file"] = origin.file;
  row["line"] = origin.line;
  row["by_place"] = lever.by_place;
  row["row"] = lever.row;
  const scenario::Basis basis = scenario.basis(lever.key);
  row["source"] = basis.source;
  row["confidence"] = basis.confidence;
  row["evidence"] = basis.evidence;
  row["description"] = lever.description;
  row["choices"] = lever.choices;
  return row;
}

py::list levers(const Scenario& scenario) {
  py::list rows;
  for (const Lever& lever : scenario.schema().levers()) rows.append(lever_to_python(scenario, lever));
  return rows;
}

py::list places(const Scenario& scenario) {
  py::list rows;
  for (const scenario::Place& place : scenario.places()) {
    rows.append(py::make_tuple(place.code, place.name, place.prefecture));
  }
  return rows;
}

}  // namespace

void bind_scenario(py::module_& module) {
  py::class_<Scenario>(module, "Scenario")
      .def_static("load", &Scenario::load, py::arg("name_or_path"))
      .def_static("from_toml", &Scenario::from_toml, py::arg("text"))
      .def("with_settings", &Scenario::with, py::arg("settings"))
      .def("is_of_section", &is_of_section, py::arg("key"))
      .def("value", &value, py::arg("key"), py::arg("place") = -1)
      .def("levers", &levers)
      .def("places", &places)
      .def("resolved", &Scenario::resolved)
      .def_property_readonly("title", &Scenario::title)
      .def_property_readonly("name", &Scenario::name);
}

}  // namespace yanglao::python
