// How a results file is laid out in HDF5: what the writers of whole files and of files in pieces share.
#pragma once

#include <H5Cpp.h>

#include <string>
#include <vector>

#include "sim/archive.hpp"

namespace yanglao::sim::layout {

using Shape = std::vector<hsize_t>;

Shape shape_of(const Dataset& dataset, const Variable& variable);
/// What the format cannot hold is a fault of the caller, found before a byte is made: throws ArchiveError. `pieces`:
/// the values are to follow, and none are looked for.
void check_consistent(const Dataset& dataset, const std::string& path, bool pieces);
/// A file whose links are in order of creation.
H5::H5File create(const std::string& name, const H5::FileAccPropList& access);
/// Attributes of the file, then the coordinates of every dimension.
void write_frame(H5::H5File& file, const Dataset& dataset);
/// Chunks of at most 1 MiB (the size of HDF5's chunk cache), made of whole trailing dimensions.
Shape chunk_of(const Shape& shape);
/// An array without values, missing in every cell, on its dimensions. An empty `chunk`: not in chunks.
H5::DataSet make_variable(H5::H5File& file, const Dataset& dataset, const Variable& variable, const Shape& chunk);

}  // namespace yanglao::sim::layout
