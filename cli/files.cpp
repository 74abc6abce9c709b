#include "cli/files.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

namespace inkdigit::cli {
namespace {

namespace fs = std::filesystem;

struct FileCloser {
  void operator()(std::FILE* file) const noexcept {
    if (file != stdin) std::fclose(file);
  }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

bool HasPictureExtension(const fs::path& path) {
  static constexpr std::array<std::string_view, 14> kExtensions = {
      ".png", ".jpg", ".jpeg", ".jpe", ".webp", ".gif", ".bmp",
      ".dib", ".tif", ".tiff", ".pnm", ".pbm",  ".pgm", ".ppm"};
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

// Adds the pictures in `folder` and below.
void ListFolder(const fs::path& folder, Pictures& found) {
  std::error_code error;
  fs::directory_iterator it(folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    if (it->symlink_status(ignored).type() == fs::file_type::directory)
      ListFolder(it->path(), found);
    else if (it->is_regular_file(ignored) && HasPictureExtension(it->path()))
      found.files.push_back(it->path().string());
  }
  if (error) found.unreadable.push_back({folder.string(), error.message()});
}

Error SystemError() { return {Errc::kIo, std::generic_category().message(errno)}; }

}  // namespace

Result<std::vector<std::byte>> ReadWholeFile(const std::string& path) {
  std::error_code ignored;
  if (path != "-" && fs::is_directory(path, ignored))
    return Error{Errc::kIo, "is a folder, where a file is needed"};
  const File file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return SystemError();
  std::vector<std::byte> bytes;
  std::array<std::byte, 1 << 16> chunk;
  for (;;) {
    const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), file.get());
    bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(got));
    if (bytes.size() > kMaxFileBytes)
      return Error{Errc::kTooLarge, "is larger than " + std::to_string(kMaxFileBytes >> 20) +
                                        " MiB, the most that is read"};
    if (got < chunk.size()) break;
  }
  if (std::ferror(file.get())) return SystemError();
  return bytes;
}

Result<std::size_t> WriteWholeFile(const std::string& path, const std::string& content) {
  std::error_code ignored;
  const fs::file_type type = fs::symlink_status(path, ignored).type();
  const bool replace = type == fs::file_type::regular || type == fs::file_type::not_found;
  const std::string written_path = replace ? path + ".part" : path;
  std::FILE* file = std::fopen(written_path.c_str(), "wb");
  if (file == nullptr) return SystemError();
  const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
  const bool closed = std::fclose(file) == 0;
  const bool done =
      written && closed && (!replace || std::rename(written_path.c_str(), path.c_str()) == 0);
  if (done) return content.size();
  const Error error = SystemError();
  if (replace) std::remove(written_path.c_str());
  return error;
}

Pictures PicturesOf(const std::string& path) {
  std::error_code ignored;
  Pictures found;
  if (path == "-" || !fs::is_directory(path, ignored)) {
    found.files.push_back(path);
    return found;
  }
  ListFolder(path, found);
  std::sort(found.files.begin(), found.files.end());
  return found;
}

}  // namespace inkdigit::cli
