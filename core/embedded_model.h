// The model file inside the library.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace inkdigit {

// models/digits.safetensors as it was when the library was built.
[[nodiscard]] std::span<const std::byte> EmbeddedModelFile() noexcept;

// Its terms, an SPDX identifier: those of the repository (LICENSE).
inline constexpr std::string_view kEmbeddedModelLicence = "MIT";

}  // namespace inkdigit
