// Arrays packed on all processors: HDF5 packs one chunk after another, which takes as long as simulating what is in them.
#pragma once

#include <H5Cpp.h>

#include <functional>
#include <span>

#include "sim/archive_layout.hpp"

namespace yanglao::sim {

/// The filter of every packed array: deflate.
void ask_for_packing(H5::DSetCreatPropList& properties);

/// Writes a block of `data`, an array of doubles with that filter: where it begins and how long it is on each axis, and its
/// values, row-major. The bytes are those that HDF5 would make. Chunks of which the block has only a part (and arrays that
/// are not in chunks) are left to HDF5. `look`: called by this thread before each few chunks. Throws H5::Exception, and what
/// `look` throws.
void write_packed(H5::DataSet& data, const layout::Shape& begin, const layout::Shape& size, std::span<const double> values,
                  const std::function<void()>& look = {});

}  // namespace yanglao::sim
