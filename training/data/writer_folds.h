// Halves of pendigits' writers, each unknown to a network of its own.
#pragma once

#include <cstdint>
#include <string>

namespace inkdigit::training {

// The training file has writers 1 to 30: fold 0 leaves out the first half, fold 1 the second.
inline constexpr int kWriterFolds = 2;
[[nodiscard]] constexpr int FoldOfWriter(std::uint16_t writer) { return writer <= 15 ? 0 : 1; }

// The model and the file (.safetensors) of the network without that fold's writers.
[[nodiscard]] inline std::string WritersOutName(int fold) {
  return "without-writers-" + std::to_string(fold);
}

}  // namespace inkdigit::training
