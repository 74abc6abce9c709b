// The media types of the pictures that are read, and what their files are called.
#pragma once

#include <optional>
#include <string_view>

#include "inkdigit/decode.h"

namespace inkdigit {

// "image/png"
[[nodiscard]] std::string_view MediaTypeName(ImageFormat format) noexcept;
[[nodiscard]] std::optional<ImageFormat> MediaTypeNamed(std::string_view name) noexcept;
// "png"
[[nodiscard]] std::string_view FileExtension(ImageFormat format) noexcept;

}  // namespace inkdigit
