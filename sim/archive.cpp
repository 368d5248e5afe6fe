#include "sim/archive.hpp"

#include <H5Cpp.h>

#include <cstddef>

#include "sim/archive_layout.hpp"
#include "sim/hdf5.hpp"
#include "sim/packed.hpp"
#include "sim/whole_file.hpp"

namespace yanglao::sim {
namespace {

std::vector<std::byte> image_of(const Dataset& dataset, const std::function<void()>& look) {
  // The name is never opened on disk; it must only not depend on the output's.
  H5::H5File file = layout::create("yanglao-results", hdf5::in_memory());
  layout::write_frame(file, dataset);
  for (const Variable& each : dataset.variables) {
    const layout::Shape shape = layout::shape_of(dataset, each);
    H5::DataSet data = layout::make_variable(file, dataset, each, layout::chunk_of(shape));
    write_packed(data, layout::Shape(shape.size(), 0), shape, each.data, look);
  }
  return hdf5::image(file);
}

}  // namespace

void check_writable(const std::string& path) { check_replaceable(path); }

void write_archive(const Dataset& dataset, const std::string& path, const std::function<void()>& look) {
  const hdf5::Quiet quiet;
  layout::check_consistent(dataset, path, false);
  check_replaceable(path);
  std::vector<std::byte> bytes;
  try {
    bytes = image_of(dataset, look);
  } catch (const H5::Exception& fault) {
    throw ArchiveError(path, "cannot be written: HDF5 refused at " + fault.getFuncName());
  } catch (const std::bad_alloc&) {
    throw ArchiveError(path, "cannot be written: not enough memory");
  }
  replace_file(path, bytes);
}

}  // namespace yanglao::sim
