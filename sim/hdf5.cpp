#include "sim/hdf5.hpp"

namespace yanglao::sim::hdf5 {
namespace {

H5::DataSpace scalar() { return H5::DataSpace(H5S_SCALAR); }

}  // namespace

H5::StrType text_type() {
  H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
  type.setCset(H5T_CSET_UTF8);
  return type;
}

H5::StrType fixed_text_type(std::size_t bytes) {
  H5::StrType type(H5::PredType::C_S1, bytes);
  type.setCset(H5T_CSET_UTF8);
  type.setStrpad(H5T_STR_NULLPAD);
  return type;
}

void write_text(H5::H5Object& owner, const std::string& name, const std::string& text) {
  owner.createAttribute(name, text_type(), scalar()).write(text_type(), text);
}

void write_number(H5::H5Object& owner, const std::string& name, double number) {
  owner.createAttribute(name, H5::PredType::IEEE_F64LE, scalar()).write(H5::PredType::NATIVE_DOUBLE, &number);
}

void write_integer(H5::H5Object& owner, const std::string& name, int number) {
  owner.createAttribute(name, H5::PredType::STD_I32LE, scalar()).write(H5::PredType::NATIVE_INT, &number);
}

void write_record(H5::H5Object& owner, const std::string& name, const std::string& text) {
  std::size_t length = text.size();
  if (length > record_bytes) {
    length = record_bytes;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
  }
  std::string padded = text.substr(0, length);
  padded.resize(record_bytes, '\0');
  const H5::StrType type = fixed_text_type(record_bytes);
  owner.createAttribute(name, type, scalar()).write(type, padded.data());
}

std::string read_text(const H5::H5Object& owner, const std::string& name) {
  if (!owner.attrExists(name)) return "";
  const H5::Attribute attribute = owner.openAttribute(name);
  if (attribute.getTypeClass() != H5T_STRING || attribute.getSpace().getSimpleExtentNpoints() != 1) return "";
  std::string text;
  const H5::StrType type = attribute.getStrType();
  if (type.isVariableStr()) {
    attribute.read(type, text);
    return text;
  }
  text.resize(type.getSize());
  attribute.read(type, text.data());
  return text.substr(0, text.find('\0'));
}

H5::FileAccPropList in_memory() {
  constexpr std::size_t growth = 4UL << 20U;
  H5::FileAccPropList access;
  access.setCore(growth, false);
  return access;
}

std::vector<std::byte> image(H5::H5File& file) {
  file.flush(H5F_SCOPE_GLOBAL);
  const ssize_t size = H5Fget_file_image(file.getId(), nullptr, 0);
  if (size < 0) throw H5::Exception("H5Fget_file_image", "failed");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  if (H5Fget_file_image(file.getId(), bytes.data(), bytes.size()) < 0)
    throw H5::Exception("H5Fget_file_image", "failed");
  return bytes;
}

}  // namespace yanglao::sim::hdf5
