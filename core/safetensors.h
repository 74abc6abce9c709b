// Reads the container that models come in: https://github.com/huggingface/safetensors, as its
// README specifies it. Knows names, types and shapes; knows nothing of networks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit {

struct Tensor {
  std::string dtype;                 // "F32", ...
  std::vector<std::int64_t> shape;   // all >= 0; empty for a single number
  std::span<const std::byte> bytes;  // little-endian, C order; exactly what dtype and shape ask for
};

// A view of the bytes that were parsed: valid as long as they are.
struct Safetensors {
  std::map<std::string, std::string> metadata;  // `__metadata__`
  std::map<std::string, Tensor> tensors;
};

// Checks everything that the format promises before it touches any data: lengths, types, shapes, no
// key twice, no holes and no overlaps between tensors. Errors: kBadModel, naming the first thing
// that is wrong.
[[nodiscard]] Result<Safetensors> ParseSafetensors(std::span<const std::byte> file);

}  // namespace inkdigit
