// What archive writing and reading share: attributes as netCDF-4 has them, and a quiet HDF5.
#pragma once

#include <H5Cpp.h>

#include <cstddef>
#include <string>
#include <vector>

#include "sim/archive.hpp"

namespace yanglao::sim::hdf5 {

/// Root attribute that marks a results file, and the version of the layout that this program writes and reads.
inline constexpr const char* format_attribute = "yanglao_results_format";
inline constexpr const char* format_version = "1";
inline constexpr const char* record_prefix = "run_";

/// While it lives, HDF5 prints nothing: faults travel as exceptions only.
class Quiet {
 public:
  Quiet() {
    H5Eget_auto2(H5E_DEFAULT, &printer_, &client_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;
  ~Quiet() { H5Eset_auto2(H5E_DEFAULT, printer_, client_); }

 private:
  H5E_auto2_t printer_ = nullptr;
  void* client_ = nullptr;
};

/// UTF-8 of any length.
H5::StrType text_type();
/// UTF-8 of exactly `bytes` bytes, padded with zeros.
H5::StrType fixed_text_type(std::size_t bytes);

void write_text(H5::H5Object& owner, const std::string& name, const std::string& text);
void write_number(H5::H5Object& owner, const std::string& name, double number);
void write_integer(H5::H5Object& owner, const std::string& name, int number);
/// Cut after `record_bytes`, never inside a character.
void write_record(H5::H5Object& owner, const std::string& name, const std::string& text);

/// "" where there is no such attribute or it is not text.
std::string read_text(const H5::H5Object& owner, const std::string& name);

/// The file in memory, nowhere on disk: writing it out is then one act that fails or not, with a reason.
H5::FileAccPropList in_memory();
/// All bytes of such a file.
std::vector<std::byte> image(H5::H5File& file);

/// C functions of HDF5 answer with a negative number; this turns that into the exception of the C++ ones.
inline void must(herr_t status, const char* what) {
  if (status < 0) throw H5::Exception(what, "failed");
}

}  // namespace yanglao::sim::hdf5
