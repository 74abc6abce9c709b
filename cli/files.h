// Files and folders as the commands name them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit::cli {

// Pictures and models larger than this are refused: nothing that we read is near it.
inline constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;

// The whole file, or standard input for "-". kIo with the system's reason, kTooLarge above
// kMaxFileBytes.
Result<std::vector<std::byte>> ReadWholeFile(const std::string& path);

// Writes to a temporary file beside `path` and renames it, so that a reader never sees half a file.
// A link, a pipe or a device (/dev/stdout) is written to as it stands and never replaced.
Result<std::size_t> WriteWholeFile(const std::string& path, const std::string& content);

struct Pictures {
  struct Unreadable {
    std::string folder;
    std::string reason;
  };
  std::vector<std::string> files;      // sorted by name
  std::vector<Unreadable> unreadable;  // folders that can't be listed; the others are
};

// The files a PATH argument stands for: itself, or for a folder every picture in it and below. In a
// folder a file counts as a picture by its extension, so that a README beside the pictures is no
// error; a file that was named itself is always tried. A link to a folder below is not followed.
Pictures PicturesOf(const std::string& path);

}  // namespace inkdigit::cli
