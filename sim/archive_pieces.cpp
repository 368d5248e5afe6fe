#include "sim/archive_pieces.hpp"

#include <H5Cpp.h>

#include <algorithm>
#include <map>

#include "sim/archive_layout.hpp"
#include "sim/hdf5.hpp"
#include "sim/packed.hpp"

namespace yanglao::sim {

struct ArchivePieces::Open {
  H5::H5File file;
  std::map<std::string, H5::DataSet> variables;
};

namespace {

// What HDF5 says against the file becomes one line.
template <typename Work>
void guarded(const std::string& path, Work work) {
  const hdf5::Quiet quiet;
  try {
    work();
  } catch (const H5::Exception& fault) {
    throw ArchiveError(path, "cannot be written: HDF5 refused at " + fault.getFuncName());
  }
}

layout::Shape chunk_of(const layout::Shape& shape, const std::vector<std::size_t>& piece) {
  layout::Shape part = shape;
  for (std::size_t axis = 0; axis < part.size() && axis < piece.size(); ++axis)
    part[axis] = std::min<hsize_t>(part[axis], piece[axis]);
  layout::Shape chunk = layout::chunk_of(part);
  // Where a piece is more than a chunk, it is whole chunks: one that two pieces share would be packed twice.
  for (std::size_t axis = 0; axis < chunk.size() && axis < piece.size(); ++axis)
    while (chunk[axis] < part[axis] && piece[axis] % chunk[axis] != 0) --chunk[axis];
  return chunk;
}

}  // namespace

ArchivePieces::ArchivePieces(const Dataset& frame, const std::string& path, const std::vector<std::size_t>& piece)
    : path_(path) {
  layout::check_consistent(frame, path, true);
  guarded(path_, [&] {
    // Made where it stays: assigned to another, the file would be copied, of which HDF5's headers warn.
    open_.reset(new Open{layout::create(path, H5::FileAccPropList::DEFAULT), {}});
    layout::write_frame(open_->file, frame);
    for (const Variable& each : frame.variables) {
      const layout::Shape shape = layout::shape_of(frame, each);
      H5::DataSet data = layout::make_variable(open_->file, frame, each,
                                               each.data.empty() ? chunk_of(shape, piece) : layout::chunk_of(shape));
      write_packed(data, layout::Shape(shape.size(), 0), shape, each.data);
      open_->variables.emplace(each.name, data);
    }
  });
}

ArchivePieces::~ArchivePieces() = default;

void ArchivePieces::put(const std::string& variable, const std::vector<std::size_t>& begin,
                        const std::vector<std::size_t>& size, std::span<const double> values) {
  const auto found = open_->variables.find(variable);
  if (found == open_->variables.end()) throw ArchiveError(path_, "has no variable '" + variable + "'");
  std::size_t cells = 1;
  for (const std::size_t each : size) cells *= each;
  const auto axes = static_cast<std::size_t>(found->second.getSpace().getSimpleExtentNdims());
  if (cells != values.size() || begin.size() != axes || size.size() != axes)
    throw ArchiveError(path_, "variable '" + variable + "': a piece does not fit its shape");
  guarded(path_, [&] {
    write_packed(found->second, {begin.begin(), begin.end()}, {size.begin(), size.end()}, values);
  });
}

void ArchivePieces::finish() {
  guarded(path_, [&] {
    open_->variables.clear();
    open_->file.flush(H5F_SCOPE_GLOBAL);
    open_->file.close();
  });
}

}  // namespace yanglao::sim
