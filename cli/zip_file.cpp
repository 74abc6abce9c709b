#include "cli/zip_file.h"

#include <minizip/unzip.h>

#include <array>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "cli/files.h"

namespace inkdigit::cli {

struct ZipFile::Impl {
  ~Impl() { unzClose(file); }

  // False where the list of entries can't be read to its end.
  bool ReadList() {
    // Longer names are cut by minizip, and then found by nobody.
    std::array<char, 1024> name{};
    int code = unzGoToFirstFile(file);
    while (code == UNZ_OK) {
      unz64_file_pos place{};
      if (unzGetCurrentFileInfo64(file, nullptr, name.data(), name.size() - 1, nullptr, 0, nullptr,
                                  0) != UNZ_OK ||
          unzGetFilePos64(file, &place) != UNZ_OK) {
        return false;
      }
      places.emplace(name.data(), place);
      code = unzGoToNextFile(file);
    }
    return code == UNZ_END_OF_LIST_OF_FILE;
  }

  unzFile file = nullptr;
  std::unordered_map<std::string, unz64_file_pos> places;
  std::mutex mutex;  // minizip has one entry open at a time
};

ZipFile::ZipFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipFile::~ZipFile() = default;
ZipFile::ZipFile(ZipFile&&) noexcept = default;
ZipFile& ZipFile::operator=(ZipFile&&) noexcept = default;

Result<ZipFile> ZipFile::Open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->file = unzOpen64(path.c_str());
  if (impl->file == nullptr) {
    return Error{Errc::kUnsupportedFormat, "is no whole zip file, or can't be read"};
  }
  if (!impl->ReadList()) {
    return Error{Errc::kUnsupportedFormat, "the zip's list of files is damaged"};
  }
  return ZipFile(std::move(impl));
}

Result<std::vector<std::byte>> ZipFile::Read(const std::string& name) const {
  const auto found = impl_->places.find(name);
  if (found == impl_->places.end()) return Error{Errc::kIo, "is not in the zip file"};
  const std::lock_guard lock(impl_->mutex);
  const unzFile file = impl_->file;
  unz64_file_pos place = found->second;
  unz_file_info64 info{};
  if (unzGoToFilePos64(file, &place) != UNZ_OK ||
      unzGetCurrentFileInfo64(file, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK) {
    return Error{Errc::kIo, "is damaged in the zip file"};
  }
  if (info.uncompressed_size > kMaxFileBytes) {
    return Error{Errc::kTooLarge, "unpacks to " + std::to_string(info.uncompressed_size) +
                                      " bytes; the limit is " + std::to_string(kMaxFileBytes)};
  }
  // What the list says is not believed: a byte more tells that it lied.
  std::vector<std::byte> bytes(static_cast<std::size_t>(info.uncompressed_size) + 1);
  if (unzOpenCurrentFile(file) != UNZ_OK) {
    return Error{Errc::kIo, "is packed in a way that can't be read, or is damaged"};
  }
  std::size_t size = 0;
  int got = 0;
  do {
    got = unzReadCurrentFile(file, bytes.data() + size, static_cast<unsigned>(bytes.size() - size));
    size += got > 0 ? static_cast<std::size_t>(got) : 0;
  } while (got > 0 && size < bytes.size());
  const int closed = unzCloseCurrentFile(file);  // compares the checksum
  if (got < 0 || closed != UNZ_OK || size != info.uncompressed_size) {
    return Error{Errc::kIo, "is damaged in the zip file"};
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace inkdigit::cli
