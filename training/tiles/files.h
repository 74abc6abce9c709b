// Files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "inkdigit/result.h"

namespace inkdigit::training {

// Writes to a temporary file beside `path`, flushes it to the disk and renames it: a kill or a full
// disk leaves the previous file as it was. Makes the folder if it is missing. Returns the number of
// bytes. Error: kIo.
[[nodiscard]] Result<std::size_t> WriteFileWhole(const std::string& path,
                                                 std::span<const std::byte> bytes);

}  // namespace inkdigit::training
