// Writes what docs/model-format.md describes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace inkdigit::training {

struct NamedTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;  // C order
};

// The bytes of a safetensors file: 8 bytes of little-endian header length, the header as JSON
// padded with blanks to a multiple of 8, the tensors one after the other as little-endian F32.
[[nodiscard]] std::vector<std::byte> Safetensors(const std::map<std::string, std::string>& metadata,
                                                 const std::vector<NamedTensor>& tensors);

}  // namespace inkdigit::training
