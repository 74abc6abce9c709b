#include "training/tiles/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace inkdigit::training {
namespace {

Error Failed(const std::string& path, const char* what, int error_number) {
  return {Errc::kIo, path + ": " + what + ": " + std::generic_category().message(error_number)};
}

// 0, or errno.
int WriteAll(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return fsync(file) == 0 ? 0 : errno;
}

}  // namespace

Result<std::size_t> WriteFileWhole(const std::string& path, std::span<const std::byte> bytes) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) return Error{Errc::kIo, folder.string() + ": " + error.message()};

  const std::string temporary = path + ".new";
  constexpr mode_t kReadableByAll = 0644;
  const int file =
      open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kReadableByAll);
  if (file < 0) return Failed(temporary, "can't be made", errno);
  int failure = WriteAll(file, bytes);
  if (close(file) != 0 && failure == 0) failure = errno;
  if (failure == 0 && rename(temporary.c_str(), path.c_str()) != 0) failure = errno;
  if (failure != 0) {
    unlink(temporary.c_str());
    return Failed(path, "can't be written", failure);
  }
  return bytes.size();
}

}  // namespace inkdigit::training
