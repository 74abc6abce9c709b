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
Result<std::size_t> WriteWholeFile(const std::string& path, const std::string& content);

// The files a PATH argument stands for: itself, or for a folder every picture in it and below,
// sorted by name. In a folder a file counts as a picture by its extension, so that a README beside
// the pictures is no error; a file that was named itself is always tried. kIo when the folder can't
// be read.
Result<std::vector<std::string>> PicturesOf(const std::string& path);

}  // namespace inkdigit::cli
