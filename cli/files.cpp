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
  const std::string temporary = path + ".part";
  {
    std::FILE* file = std::fopen(temporary.c_str(), "wb");
    if (file == nullptr) return SystemError();
    const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
    const bool closed = std::fclose(file) == 0;
    if (!written || !closed) {
      const Error error = SystemError();
      std::remove(temporary.c_str());
      return error;
    }
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0) return SystemError();
  return content.size();
}

Result<std::vector<std::string>> PicturesOf(const std::string& path) {
  std::error_code error;
  if (path == "-" || !fs::is_directory(path, error)) return std::vector<std::string>{path};
  std::vector<std::string> pictures;
  fs::recursive_directory_iterator it(path, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code unreadable;
    if (it->is_regular_file(unreadable) && HasPictureExtension(it->path()))
      pictures.push_back(it->path().string());
  }
  if (error) return Error{Errc::kIo, error.message()};
  std::sort(pictures.begin(), pictures.end());
  return pictures;
}

}  // namespace inkdigit::cli
