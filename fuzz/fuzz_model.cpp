// A model file from somebody else: the safetensors container, the layer list, the shapes. What
// loads has to run.
#include <array>
#include <cmath>
#include <cstdint>

#include "fuzz/check.h"
#include "inkdigit/model.h"

namespace inkdigit {
namespace {

using fuzz::Check;

void FuzzModel(std::span<const std::byte> bytes) {
  static Workspace workspace;
  const Result<Model> model = Model::Load(bytes);
  if (!model.ok()) {
    Check(model.error().code == Errc::kBadModel && !model.error().message.empty(),
          "a bad model is called one, with its reason");
    return;
  }
  // A network of many layers costs as many passes; a second each would tell nothing new.
  constexpr std::int64_t kAffordable = 50'000'000;
  if (model.value().info().multiply_adds > kAffordable) return;
  std::array<Tile28, 1> tiles{};
  std::array<Scores, 1> scores{};
  model.value().Classify(tiles, scores, workspace);
  for (const float probability : scores[0].probabilities) {
    Check(!(probability < 0) && !(probability > 1), "a probability is from 0 to 1");
  }
}

}  // namespace
}  // namespace inkdigit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::FuzzModel(std::as_bytes(std::span(data, size)));
  return 0;
}
