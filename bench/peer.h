// The same network in another library, to be timed beside this one. One thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "inkdigit/model.h"

namespace inkdigit::bench {

struct Peer {
  std::string name;
  // pixels[tile][28][28], 0 to 1, to logits[tile][kClasses].
  std::function<std::vector<float>(std::span<const float> pixels, int tiles)> logits;
  // A call that does as good as nothing with as many pixels: what calling the library costs.
  std::function<void(std::span<const float> pixels, int tiles)> identity;
};

// Both files are ONNX: the network, and a model that hands "tiles" on.
[[nodiscard]] Peer OpenCv(const std::string& onnx_file, const std::string& identity_file);

// libtorch 1.13 reads no ONNX in C++, so its functions are called layer by layer, with the weights
// of `model`.
[[nodiscard]] Peer Torch(const Model& model);

}  // namespace inkdigit::bench
