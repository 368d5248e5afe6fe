#include <H5Cpp.h>
#include <hdf5_hl.h>

#include <algorithm>

#include "sim/archive.hpp"
#include "sim/hdf5.hpp"
#include "sim/whole_file.hpp"

namespace yanglao::sim {
namespace {

constexpr const char* damaged = "cannot be read: the file is damaged or was cut short";

std::vector<std::string> object_names(const H5::H5File& file) {
  std::vector<std::string> names;
  const auto collect = [](hid_t, const char* name, const H5L_info_t*, void* into) -> herr_t {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return 0;
  };
  hdf5::must(H5Literate(file.getId(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, collect, &names), "H5Literate");
  return names;
}

std::size_t cells_of(const H5::DataSet& data) {
  return static_cast<std::size_t>(data.getSpace().getSimpleExtentNpoints());
}

std::vector<std::string> read_labels(const H5::DataSet& data) {
  std::vector<char*> pointers(cells_of(data));
  std::vector<std::string> labels;
  data.read(pointers.data(), hdf5::text_type());
  for (const char* each : pointers) labels.emplace_back(each == nullptr ? "" : each);
  const H5::DataSpace space = data.getSpace();
  H5::DataSet::vlenReclaim(pointers.data(), hdf5::text_type(), space);
  return labels;
}

std::vector<double> read_numbers(const H5::DataSet& data) {
  std::vector<double> numbers(cells_of(data));
  if (!numbers.empty()) data.read(numbers.data(), H5::PredType::NATIVE_DOUBLE);
  return numbers;
}

Dimension read_dimension(const H5::DataSet& data, const std::string& name) {
  Dimension dimension{name, hdf5::read_text(data, "long_name"), hdf5::read_text(data, "units"), {}, {}};
  if (data.getTypeClass() == H5T_STRING)
    dimension.labels = read_labels(data);
  else
    dimension.values = read_numbers(data);
  return dimension;
}

std::string scale_name(const H5::DataSet& data, unsigned axis) {
  std::string name;
  const auto take = [](hid_t, unsigned, hid_t scale, void* into) -> herr_t {
    const ssize_t length = H5Iget_name(scale, nullptr, 0);
    if (length < 1) return -1;
    std::string path(static_cast<std::size_t>(length) + 1, '\0');
    H5Iget_name(scale, path.data(), path.size());
    *static_cast<std::string*>(into) = path.substr(1, static_cast<std::size_t>(length) - 1);
    return 1;
  };
  hdf5::must(H5DSiterate_scales(data.getId(), axis, nullptr, take, &name), "H5DSiterate_scales");
  return name;
}

Variable read_variable(const H5::DataSet& data, const std::string& name) {
  Variable variable{name, {}, hdf5::read_text(data, "units"), hdf5::read_text(data, "long_name"), {}};
  const int axes = data.getSpace().getSimpleExtentNdims();
  for (int axis = 0; axis < axes; ++axis) variable.dimensions.push_back(scale_name(data, static_cast<unsigned>(axis)));
  variable.data = read_numbers(data);
  return variable;
}

void read_root(const H5::H5File& file, Dataset& dataset) {
  const H5::Group root = file.openGroup("/");
  for (int index = 0; index < root.getNumAttrs(); ++index) {
    const std::string name = root.openAttribute(static_cast<unsigned>(index)).getName();
    const std::string prefix = hdf5::record_prefix;
    if (name == hdf5::format_attribute) continue;
    if (name.starts_with(prefix))
      dataset.run_record[name.substr(prefix.size())] = hdf5::read_text(root, name);
    else
      dataset.attributes[name] = hdf5::read_text(root, name);
  }
}

Dataset read_all(const H5::H5File& file) {
  Dataset dataset;
  read_root(file, dataset);
  for (const std::string& name : object_names(file)) {
    const H5::DataSet data = file.openDataSet(name);
    if (hdf5::read_text(data, "CLASS") == "DIMENSION_SCALE")
      dataset.dimensions.push_back(read_dimension(data, name));
    else
      dataset.variables.push_back(read_variable(data, name));
  }
  return dataset;
}

void check_format(const H5::H5File& file, const std::string& path) {
  const std::string version = hdf5::read_text(file.openGroup("/"), hdf5::format_attribute);
  if (version.empty()) throw ArchiveError(path, "is an HDF5 file, but not a results file of yanglao");
  if (version != hdf5::format_version)
    throw ArchiveError(path, "has results format " + version + "; this program reads format " + hdf5::format_version);
}

// Runs `work` on the open file; whatever HDF5 says against the file becomes one line.
template <typename Work>
auto with_file(const std::string& path, const H5::FileAccPropList& access, unsigned flags, Work work) {
  const hdf5::Quiet quiet;
  check_readable(path);
  try {
    if (H5Fis_hdf5(path.c_str()) <= 0) throw ArchiveError(path, "is not an HDF5 file, so not a results file");
    H5::H5File file(path, flags, H5::FileCreatPropList::DEFAULT, access);
    check_format(file, path);
    return work(file);
  } catch (const ArchiveError&) {
    throw;
  } catch (const H5::Exception&) {
    throw ArchiveError(path, damaged);
  } catch (const std::bad_alloc&) {
    throw ArchiveError(path, "cannot be read: not enough memory");
  } catch (const std::exception&) {
    // A length read from a damaged file that no container can have.
    throw ArchiveError(path, damaged);
  }
}

// The file as it would be with `letter` in every byte of its run record. Changes nothing on disk.
std::vector<std::byte> marked(const std::string& path, char letter) {
  return with_file(path, hdf5::in_memory(), H5F_ACC_RDWR, [&](H5::H5File& file) {
    const H5::Group root = file.openGroup("/");
    for (int index = 0; index < root.getNumAttrs(); ++index) {
      H5::Attribute attribute = root.openAttribute(static_cast<unsigned>(index));
      const H5::StrType type = hdf5::fixed_text_type(record_bytes);
      if (!attribute.getName().starts_with(hdf5::record_prefix) || !(attribute.getDataType() == type)) continue;
      attribute.write(type, std::string(record_bytes, letter).data());
    }
    return hdf5::image(file);
  });
}

}  // namespace

Dataset read_archive(const std::string& path) {
  return with_file(path, H5::FileAccPropList::DEFAULT, H5F_ACC_RDONLY,
                   [](const H5::H5File& file) { return read_all(file); });
}

std::vector<std::size_t> record_positions(const std::string& path) {
  const std::vector<std::byte> one = marked(path, '1');
  const std::vector<std::byte> two = marked(path, '2');
  std::vector<std::size_t> positions;
  for (std::size_t at = 0; at < std::min(one.size(), two.size()); ++at)
    if (one[at] != two[at]) positions.push_back(at);
  return positions;
}

}  // namespace yanglao::sim
