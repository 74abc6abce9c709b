// Stage 5: Tile28... -> Scores...  The network and its weights.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/normalize.h"
#include "inkdigit/result.h"

namespace inkdigit {

struct LayerWeights;  // core/layer_weights.h

inline constexpr int kClasses = 11;    // ten digits and "not a digit"
inline constexpr int kNotADigit = 10;  // the index of the eleventh

// Calibrated probabilities; all eleven sum to 1.
struct Scores {
  std::array<float, kClasses> probabilities{};

  [[nodiscard]] float not_a_digit() const noexcept { return probabilities[kNotADigit]; }
  // The likeliest of the ten digits, whatever not_a_digit() says.
  [[nodiscard]] int best_digit() const noexcept;
  // Whether "not a digit" is likelier than that one.
  [[nodiscard]] bool is_refused() const noexcept {
    return not_a_digit() > probabilities[static_cast<std::size_t>(best_digit())];
  }
};

// What `inkdigit model info` prints.
struct ModelInfo {
  std::string name;     // e.g. "digits-1"
  std::string layers;   // the layer list as docs/model-format.md describes it
  std::string sha256;   // of the model file, hex
  std::string kernels;  // the kernel set that runs it, e.g. "avx2"
  std::int64_t parameters = 0;
  std::int64_t multiply_adds = 0;  // per tile, direct convolution, counted from the shapes
  double temperature = 1.0;        // logits are divided by it before softmax
  std::size_t features = 0;        // numbers that the last layer weighs, for each tile
  // Squared distance of two such vectors, of length 1, at which what a person corrected says less
  // about the other by a factor e (exemplars.h).
  double reach = 0.16;
};

// Scratch memory for one thread. Grows on first use and is then reused: no allocation afterwards.
// At most 2 MB for the shipped network, whatever the number of tiles.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  Workspace(const Workspace&) = delete;  // two threads would share scratch
  Workspace& operator=(const Workspace&) = delete;

  [[nodiscard]] std::size_t bytes() const noexcept {
    return activations_.capacity() * sizeof(float);
  }

 private:
  friend class Model;
  std::vector<float> activations_;
};

// Immutable once loaded and cheap to copy (copies share the weights): any number of threads may use
// one Model, each bringing its own Workspace.
class Model {
 public:
  // `safetensors`: a model file, see docs/model-format.md; copied, so the bytes may go afterwards.
  // `kernels`: a name from KernelNames(), or empty for the best that this CPU runs.
  // kBadModel's message names the first thing that is wrong; kInvalidArgument an unknown or
  // unsupported kernel name.
  static Result<Model> Load(std::span<const std::byte> safetensors, std::string_view kernels = {});

  // The weights that are embedded in the library.
  static Result<Model> LoadEmbedded(std::string_view kernels = {});

  // Kernel sets in this library that this CPU can run, best first; "scalar" is always the last.
  static std::vector<std::string_view> KernelNames();

  [[nodiscard]] const ModelInfo& info() const noexcept;

  // scores.size() == tiles.size(). A tile of which the network is in doubt (its likeliest class has
  // less than 0.95) is looked at eight more times, moved, sized and leant a little, and gets the
  // mean: that takes up to nine times as long.
  void Classify(std::span<const Tile28> tiles, std::span<Scores> scores,
                Workspace& workspace) const;

  // The same, and what the last layer weighs at the first look: features[tile][info().features],
  // the same for the same tile to rounding. Meaningful for this model (its sha256) only: another
  // has other features.
  void Classify(std::span<const Tile28> tiles, std::span<Scores> scores, std::span<float> features,
                Workspace& workspace) const;

  // Without the eight more looks, however much the network is in doubt.
  void FirstLook(std::span<const Tile28> tiles, std::span<Scores> scores,
                 Workspace& workspace) const;
  void FirstLook(std::span<const Tile28> tiles, std::span<Scores> scores, std::span<float> features,
                 Workspace& workspace) const;

  // Before temperature and softmax: logits[tile][kClasses], logits.size() == tiles.size() *
  // kClasses. A tile's logits are the same bits whatever other tiles are in the call, but a call
  // with one tile may round them differently.
  void Logits(std::span<const Tile28> tiles, std::span<float> logits, Workspace& workspace) const;

  // For Explain(), which computes in its own way.
  [[nodiscard]] const std::vector<LayerWeights>& layer_weights() const noexcept;

 private:
  struct Impl;
  explicit Model(std::shared_ptr<const Impl> impl);
  void Run(std::span<const Tile28> tiles, std::span<float> logits, std::span<float> features,
           Workspace& workspace) const;
  void LookAgain(const Tile28& tile, Scores& scores, Workspace& workspace) const;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace inkdigit
