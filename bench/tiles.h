// Files that several measurements read.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inkdigit/normalize.h"

namespace inkdigit::bench {

using Bytes = std::vector<std::byte>;

// Throws std::runtime_error where it can't be read.
[[nodiscard]] Bytes ReadFileBytes(const std::string& path);

// [tile][28][28] bytes.
[[nodiscard]] std::vector<Tile28> ReadTiles(const std::string& path);

}  // namespace inkdigit::bench
