#include "sim/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sim/archive.hpp"

namespace yanglao::sim {
namespace {

namespace fs = std::filesystem;

// A link is followed, so that the file it points to is replaced and not the link.
fs::path target_of(const std::string& path) {
  std::error_code none;
  const fs::path target = fs::is_symlink(path, none) ? fs::weakly_canonical(path, none) : fs::path(path);
  return target.empty() ? fs::path(path) : target;
}

/// A new file of a name of its own beside the target; gone again unless it takes the target's name.
class Temporary {
 public:
  Temporary(const std::string& path, const fs::path& target) : path_(path), target_(target) {
    for (int attempt = 0; descriptor_ < 0 && attempt < 1000; ++attempt) {
      fs::path name = target;
      name.replace_filename(".");
      name += target.filename().string() + "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".part";
      name_ = name.string();
      descriptor_ = ::open(name_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
      if (descriptor_ < 0 && errno != EEXIST) break;
    }
    if (descriptor_ < 0) throw ArchiveError(path_, "cannot be written: " + plain_reason(errno));
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      require(written > 0);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  void take_the_name() {
    require(::fsync(descriptor_) == 0 || errno == EINVAL);
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    require(closed == 0);
    require(::rename(name_.c_str(), target_.c_str()) == 0);
    name_.clear();
  }

 private:
  void require(bool fine) const {
    if (!fine) throw ArchiveError(path_, "cannot be written: " + plain_reason(errno));
  }

  std::string path_;
  fs::path target_;
  std::string name_;
  int descriptor_ = -1;
};

/// An ordinary file, open for reading.
class Reader {
 public:
  // O_NONBLOCK, so that a pipe without a writer is refused instead of waited for.
  explicit Reader(const std::string& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (descriptor_ < 0) fail(plain_reason(errno));
    struct stat facts = {};
    const int error = ::fstat(descriptor_, &facts) == 0 ? 0 : errno;
    if (error == 0 && S_ISREG(facts.st_mode)) {
      size_ = static_cast<std::size_t>(facts.st_size);
      return;
    }
    ::close(descriptor_);
    fail(error != 0               ? plain_reason(error)
         : S_ISDIR(facts.st_mode) ? plain_reason(EISDIR)
                                  : "it is not an ordinary file");
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { ::close(descriptor_); }

  [[nodiscard]] std::vector<std::byte> all() const {
    std::vector<std::byte> bytes(size_);
    std::size_t got = 0;
    while (got < bytes.size()) {
      const ssize_t part = ::read(descriptor_, bytes.data() + got, bytes.size() - got);
      if (part < 0 && errno == EINTR) continue;
      if (part < 0) fail(plain_reason(errno));
      if (part == 0) break;
      got += static_cast<std::size_t>(part);
    }
    bytes.resize(got);
    return bytes;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const { throw ArchiveError(path_, "cannot be read: " + reason); }

  std::string path_;
  int descriptor_;
  std::size_t size_ = 0;
};

}  // namespace

std::string plain_reason(int error) {
  switch (error) {
    case ENOENT:
      return "there is no such file or folder";
    case EACCES:
    case EPERM:
      return "no permission";
    case ENOSPC:
      return "no space is left on the disk";
    case EDQUOT:
      return "the disk quota is used up";
    case EFBIG:
      return "the file would be larger than allowed here";
    case EROFS:
      return "the disk is read-only";
    case EISDIR:
      return "it is a folder";
    case ENOTDIR:
      return "part of the path is a file, not a folder";
    case ENAMETOOLONG:
      return "the name is too long";
    case ELOOP:
      return "its links lead round in a circle";
    case EIO:
      return "the disk reports an error";
    case EMFILE:
    case ENFILE:
      return "too many files are open";
    default:
      return std::strerror(error);
  }
}

void check_replaceable(const std::string& path) {
  if (path.empty()) throw ArchiveError(path, "the name of the output file is empty");
  std::error_code none;
  const fs::path target = target_of(path);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  if (fs::is_directory(target, none))
    throw ArchiveError(path, "cannot be written: it is a folder; expected a file name");
  if (fs::exists(target, none)) {
    if (!fs::is_regular_file(target, none)) throw ArchiveError(path, "cannot be written: it is not an ordinary file");
    if (::access(target.c_str(), W_OK) != 0) throw ArchiveError(path, "cannot be written: " + plain_reason(errno));
  } else if (!target.has_filename()) {
    throw ArchiveError(path, "cannot be written: it names a folder; expected a file name");
  }
  const fs::file_status status = fs::status(folder, none);
  if (status.type() == fs::file_type::not_found)
    throw ArchiveError(path, "cannot be written: the folder " + folder.string() + " does not exist");
  if (status.type() == fs::file_type::regular)
    throw ArchiveError(path, "cannot be written: " + folder.string() + " is a file, not a folder");
  const Temporary probe(path, target);
}

void replace_file(const std::string& path, std::span<const std::byte> bytes) {
  check_replaceable(path);
  Temporary temporary(path, target_of(path));
  temporary.write(bytes);
  temporary.take_the_name();
}

void check_readable(const std::string& path) { Reader{path}; }

std::vector<std::byte> read_file(const std::string& path) { return Reader(path).all(); }

}  // namespace yanglao::sim
