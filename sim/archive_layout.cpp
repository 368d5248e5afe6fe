#include "sim/archive_layout.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <set>

#include "sim/hdf5.hpp"
#include "sim/packed.hpp"

namespace yanglao::sim::layout {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

void describe(H5::DataSet& data, const std::string& units, const std::string& long_name) {
  if (!long_name.empty()) hdf5::write_text(data, "long_name", long_name);
  if (units.empty()) return;
  hdf5::write_text(data, "units", units);
  if (units.find(" since ") != std::string::npos) hdf5::write_text(data, "calendar", "proleptic_gregorian");
}

H5::DSetCreatPropList untimed() {
  H5::DSetCreatPropList properties;
  hdf5::must(H5Pset_obj_track_times(properties.getId(), false), "H5Pset_obj_track_times");
  return properties;
}

// Whole numbers are kept as such, so that a year reads 2025 and not 2025.0.
bool whole_numbers(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(),
                     [](double each) { return each == std::trunc(each) && std::abs(each) < 1e15; });
}

H5::DataSet write_coordinates(H5::H5File& file, const Dimension& dimension) {
  const hsize_t length = dimension.size();
  const H5::DataSpace space(1, &length);
  if (!dimension.labels.empty()) {
    std::vector<const char*> labels;
    for (const std::string& each : dimension.labels) labels.push_back(each.c_str());
    H5::DataSet data = file.createDataSet(dimension.name, hdf5::text_type(), space, untimed());
    data.write(labels.data(), hdf5::text_type());
    return data;
  }
  const H5::PredType type = whole_numbers(dimension.values) ? H5::PredType::STD_I64LE : H5::PredType::IEEE_F64LE;
  H5::DataSet data = file.createDataSet(dimension.name, type, space, untimed());
  data.write(dimension.values.data(), H5::PredType::NATIVE_DOUBLE);
  return data;
}

void write_dimension(H5::H5File& file, const Dimension& dimension, int number) {
  H5::DataSet data = write_coordinates(file, dimension);
  hdf5::must(H5DSset_scale(data.getId(), dimension.name.c_str()), "H5DSset_scale");
  hdf5::write_integer(data, "_Netcdf4Dimid", number);
  describe(data, dimension.units, dimension.long_name);
}

H5::DSetCreatPropList packed(const Shape& chunk) {
  H5::DSetCreatPropList properties = untimed();
  properties.setFillValue(H5::PredType::NATIVE_DOUBLE, &missing);
  if (chunk.empty()) return properties;
  properties.setChunk(static_cast<int>(chunk.size()), chunk.data());
  ask_for_packing(properties);
  return properties;
}

void write_root(H5::H5File& file, const Dataset& dataset) {
  H5::Group root = file.openGroup("/");
  hdf5::write_text(root, hdf5::format_attribute, hdf5::format_version);
  for (const auto& [name, text] : dataset.attributes) hdf5::write_text(root, name, text);
  for (const auto& [name, text] : dataset.run_record) hdf5::write_record(root, hdf5::record_prefix + name, text);
}

}  // namespace

Shape shape_of(const Dataset& dataset, const Variable& variable) {
  Shape shape;
  for (const std::string& name : variable.dimensions) shape.push_back(dataset.dimension(name)->size());
  return shape;
}

void check_consistent(const Dataset& dataset, const std::string& path, bool pieces) {
  const auto fail = [&](const std::string& reason) { throw ArchiveError(path, "cannot be written: " + reason); };
  std::set<std::string> names;
  for (const Dimension& each : dataset.dimensions) {
    if (each.name.empty() || !names.insert(each.name).second) fail("two dimensions are named '" + each.name + "'");
    if (!each.labels.empty() && !each.values.empty()) fail("dimension '" + each.name + "' has both labels and values");
  }
  for (const Variable& each : dataset.variables) {
    if (each.name.empty() || !names.insert(each.name).second)
      fail("the name '" + each.name +
           "' is used twice; a variable needs a name that no other variable or dimension has");
    for (const std::string& name : each.dimensions)
      if (dataset.dimension(name) == nullptr) fail("variable '" + each.name + "' names no known dimension: " + name);
    std::size_t cells = 1;
    for (const hsize_t length : shape_of(dataset, each)) cells *= length;
    if (cells != each.data.size() && !(pieces && each.data.empty()))
      fail("variable '" + each.name + "' has " + std::to_string(each.data.size()) + " values; its dimensions make " +
           std::to_string(cells));
  }
  for (const auto& [name, text] : dataset.attributes)
    if (name.starts_with(hdf5::record_prefix) || name == hdf5::format_attribute)
      fail("the attribute name '" + name + "' is reserved");
}

H5::H5File create(const std::string& name, const H5::FileAccPropList& access) {
  H5::FileCreatPropList creation;
  hdf5::must(H5Pset_link_creation_order(creation.getId(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
             "H5Pset_link_creation_order");
  return {name, H5F_ACC_TRUNC, creation, access};
}

void write_frame(H5::H5File& file, const Dataset& dataset) {
  write_root(file, dataset);
  int number = 0;
  for (const Dimension& each : dataset.dimensions) write_dimension(file, each, number++);
}

Shape chunk_of(const Shape& shape) {
  if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return {};
  hsize_t room = (1U << 20U) / sizeof(double);
  Shape chunk(shape.size(), 1);
  for (std::size_t axis = shape.size(); axis-- > 0 && room > 1;) {
    chunk[axis] = std::min(shape[axis], room);
    room /= chunk[axis];
  }
  return chunk;
}

H5::DataSet make_variable(H5::H5File& file, const Dataset& dataset, const Variable& variable, const Shape& chunk) {
  const Shape shape = shape_of(dataset, variable);
  const H5::DataSpace space =
      shape.empty() ? H5::DataSpace(H5S_SCALAR) : H5::DataSpace(static_cast<int>(shape.size()), shape.data());
  H5::DataSet data = file.createDataSet(variable.name, H5::PredType::IEEE_F64LE, space, packed(chunk));
  hdf5::write_number(data, "_FillValue", missing);
  describe(data, variable.units, variable.long_name);
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const H5::DataSet scale = file.openDataSet(variable.dimensions[axis]);
    hdf5::must(H5DSattach_scale(data.getId(), scale.getId(), static_cast<unsigned>(axis)), "H5DSattach_scale");
  }
  return data;
}

}  // namespace yanglao::sim::layout
