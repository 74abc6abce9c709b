// Where training stands, so that it can go on as if it had never stopped.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit::training {

// There is no state of a random generator in it: every draw is a function of the seed and the
// batch's number.
struct Checkpoint {
  std::string recipe;                     // Describe()
  std::int64_t step = 0;                  // batches done
  std::vector<torch::Tensor> weights;     // parameters, then buffers, as the network lists them
  std::vector<torch::Tensor> velocities;  // of the parameters
  std::vector<torch::Tensor> averages;    // of the parameters
};

// The file appears whole or not at all; the one before it stays until then. Error: kIo.
[[nodiscard]] Result<std::size_t> SaveCheckpoint(const Checkpoint& checkpoint,
                                                 const std::string& path);

// kIo where it can't be read, kBadImage where it is no checkpoint; the message names the path.
[[nodiscard]] Result<Checkpoint> LoadCheckpoint(const std::string& path);

}  // namespace inkdigit::training
