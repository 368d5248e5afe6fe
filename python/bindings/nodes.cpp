// What stands in the sections of a scenario, as Python has it.
#include "bindings.hpp"
#include "models/scenario/date.hpp"

namespace yanglao::python {
namespace py = pybind11;
namespace {

/// {date = ..., value = ...}, the point of a schedule.
bool is_point(const toml::node& node) {
  const toml::table* table = node.as_table();
  return table != nullptr && table->size() == 2 && table->get_as<toml::date>("date") != nullptr &&
         table->get("value") != nullptr;
}

py::object list_to_python(const toml::array& array) {
  py::list out;
  for (const toml::node& each : array) {
    if (is_point(each)) {
      const toml::table& point = *each.as_table();
      out.append(py::make_tuple(node_to_python(*point.get("date")), node_to_python(*point.get("value"))));
    } else {
      out.append(node_to_python(each));
    }
  }
  return out;
}

}  // namespace

py::object date_to_python(long long days) {
  constexpr long long ordinal_of_1970 = 719163;
  return py::module_::import("datetime").attr("date").attr("fromordinal")(ordinal_of_1970 + days);
}

py::object node_to_python(const toml::node& node) {
  if (const auto* array = node.as_array()) return list_to_python(*array);
  if (const auto* table = node.as_table()) {
    py::dict out;
    for (auto&& [key, each] : *table) out[py::str(std::string(key.str()))] = node_to_python(each);
    return out;
  }
  if (const auto* date = node.as_date())
    return date_to_python(scenario::day_number((*date)->year, (*date)->month, (*date)->day));
  if (const auto* text = node.as_string()) return py::str(text->get());
  if (const auto* whole = node.as_integer()) return py::int_(whole->get());
  if (const auto* number = node.as_floating_point()) return py::float_(number->get());
  if (const auto* truth = node.as_boolean()) return py::bool_(truth->get());
  return py::none();  // a time of day, which no scenario has
}

}  // namespace yanglao::python
